using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <param name="Assigned">How many suppliers are assigned; counts for auditors only.</param>
/// <param name="LockedUntil">Set while too many failures keep the person out.</param>
public sealed record PersonRow(Person Person, int Assigned, DateTime? LockedUntil);

/// <summary>A supplier assigned to somebody.</summary>
public sealed record AssignedName(Guid Id, string OwnId, string Name, string? Country);

/// <param name="Suppliers">By name; may be empty.</param>
/// <param name="Sessions">Those that hold, newest first.</param>
public sealed record PersonToShow(Person Person, DateTime? LockedUntil, IReadOnlyList<AssignedName> Suppliers, IReadOnlyList<Session> Sessions);

/// <summary>Reads people, for whoever manages them.</summary>
public sealed class FindPeople(IDbContextFactory<SupplyRiskDb> databases, Sessions sessions, TimeProvider time)
{
    /// <returns>Those who may sign in first, by name.</returns>
    public async Task<Result<List<PersonRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var people = await db.People.AsNoTracking().ToListAsync(ct);
        var assigned = await db.AssignedSuppliers.GroupBy(a => a.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return people.OrderBy(p => p.DeactivatedAt is not null).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id)
            .Select(p => new PersonRow(p, assigned.GetValueOrDefault(p.Id), LockedUntil(p))).ToList();
    }

    public async Task<Result<PersonToShow>> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } person) return PeopleErrors.NoSuchPerson();
        var suppliers = await (from a in db.AssignedSuppliers
                               where a.PersonId == id
                               join s in db.Suppliers on a.SupplierId equals s.Id
                               join v in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on a.SupplierId equals v.SupplierId
                               orderby v.Name, s.OwnId
                               select new AssignedName(s.Id, s.OwnId, v.Name, v.Country)).ToListAsync(ct);
        return new PersonToShow(person, LockedUntil(person), suppliers, await sessions.ListAsync(id, ct));
    }

    private DateTime? LockedUntil(Person person) => person.LockoutEnd is { } end && end > time.GetUtcNow() ? end.UtcDateTime : null;
}

/// <summary>The names of people and keys by the ids that stand beside what they did. Read again when an id is not known.</summary>
public sealed class ActorNames(IDbContextFactory<SupplyRiskDb> databases)
{
    private volatile Dictionary<string, string> known = [];

    /// <returns>The name; the id itself where nobody has it any more.</returns>
    public async Task<string> OfAsync(string id, CancellationToken ct)
    {
        if (id == Actor.Schedule.Id) return Actor.Schedule.Name;
        if (id == Actor.LocalAdministrator.Id) return Actor.LocalAdministrator.Name;
        if (known.TryGetValue(id, out var name)) return name;
        await using var db = await databases.CreateDbContextAsync(ct);
        var names = await db.People.Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id.ToString(), p => p.Name, ct);
        foreach (var key in await db.ApiKeys.Select(k => new { k.Id, k.Name }).ToListAsync(ct)) names[$"key:{key.Id}"] = $"Key {key.Name}";
        known = names;
        return names.GetValueOrDefault(id, id);
    }

    /// <summary>After somebody got another name.</summary>
    public void Forget() => known = new Dictionary<string, string>();
}
