using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>Says which suppliers an auditor sees.</summary>
public sealed class AssignSuppliers(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit)
{
    private const int Most = 5_000;

    /// <param name="actor">Who assigns.</param>
    /// <param name="id">The person.</param>
    /// <param name="named">Own ids or whole names; all are assigned, or none.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many more the person sees.</returns>
    public async Task<Result<int>> AssignAsync(Actor actor, Guid id, IReadOnlyList<string> named, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.People.AnyAsync(p => p.Id == id, ct)) return PeopleErrors.NoSuchPerson();
        var found = await FindAsync(db, named, ct);
        if (!found.Done) return Result<int>.Refused(found.Refusals);
        var had = await db.AssignedSuppliers.Where(a => a.PersonId == id).Select(a => a.SupplierId).ToListAsync(ct);
        var more = found.Value.Except(had).ToList();
        if (more.Count == 0) return 0;
        db.AssignedSuppliers.AddRange(more.Select(s => new AssignedSupplier { PersonId = id, SupplierId = s }));
        await audit.AppendAsync(db, actor, "person.suppliers_assigned", $"person:{id}", new { suppliers = more, before = had.Count, after = had.Count + more.Count }, ct);
        await transaction.CommitAsync(ct);
        return more.Count;
    }

    public async Task<Result<int>> WithdrawAsync(Actor actor, Guid id, IReadOnlyList<Guid> suppliers, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = suppliers.ToList();
        if (!await db.People.AnyAsync(p => p.Id == id, ct)) return PeopleErrors.NoSuchPerson();
        var gone = await db.AssignedSuppliers.Where(a => a.PersonId == id && ids.Contains(a.SupplierId)).ExecuteDeleteAsync(ct);
        if (gone == 0) return 0;
        await audit.AppendAsync(db, actor, "person.suppliers_withdrawn", $"person:{id}", new { suppliers = ids }, ct);
        await transaction.CommitAsync(ct);
        return gone;
    }

    /// <summary>The suppliers of these own ids or whole names; a name that several have stands for all of them.</summary>
    internal static async Task<Result<List<Guid>>> FindAsync(SupplyRiskDb db, IReadOnlyList<string> named, CancellationToken ct)
    {
        var wanted = named.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count > Most) return new Refusal(RefusalKind.Invalid, "suppliers_too_many", $"Name at most {Most} suppliers at once.", "suppliers");
        var byId = await db.Suppliers.Where(s => wanted.Contains(s.OwnId)).Select(s => new { Text = s.OwnId, s.Id }).ToListAsync(ct);
        var byName = await db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd).Where(v => wanted.Contains(v.Name)).Select(v => new { Text = v.Name, Id = v.SupplierId }).ToListAsync(ct);
        var found = byId.Concat(byName).ToList();
        var unknown = wanted.Except(found.Select(f => f.Text), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0) return new Refusal(RefusalKind.Invalid, "supplier_unknown", $"No supplier has this id or exactly this name: {string.Join(", ", unknown.Take(5).Select(u => $"“{Words.Visible(u)}”"))}{(unknown.Count > 5 ? $" and {unknown.Count - 5} more" : "")}.", "suppliers");
        return found.Select(f => f.Id).Distinct().ToList();
    }
}
