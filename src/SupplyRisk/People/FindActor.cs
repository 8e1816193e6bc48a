using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>The one place that turns a person or a key into an actor.</summary>
public sealed class FindActor(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    private static readonly TimeSpan UsedWithin = TimeSpan.FromMinutes(5);

    /// <returns>Who a person acts as; null if there is none, or they were deactivated.</returns>
    public async Task<Actor?> OfPersonAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.DeactivatedAt == null, ct) is { } person ? await OfAsync(db, person, ct) : null;
    }

    /// <returns>Who a key acts as; null if there is none, or it was revoked or has expired.</returns>
    public async Task<Actor?> OfKeyAsync(string key, CancellationToken ct)
    {
        var hash = Secret.HashOf(key);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, ct) is not { } found || !found.Holds(now)) return null;
        if (found.LastUsedAt is not { } used || now - used > UsedWithin)
            await Noted.IfPossibleAsync(() => db.ApiKeys.Where(k => k.Id == found.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), ct));
        return new Actor($"key:{found.Id}", $"Key {found.Name}") { Rights = found.Rights.ToHashSet() };
    }

    internal static async Task<Actor> OfAsync(SupplyRiskDb db, Person person, CancellationToken ct) => new(person.Id.ToString(), person.Name)
    {
        Roles = person.Roles,
        // Who has a role besides sees what that role sees; an auditor alone sees what was assigned, even if that is nothing.
        Suppliers = person.SeesAssignedOnly ? (await db.AssignedSuppliers.Where(a => a.PersonId == person.Id).Select(a => a.SupplierId).ToListAsync(ct)).ToHashSet() : null,
    };
}
