using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Somebody a case can be assigned to.</summary>
/// <param name="MayApprove">May be the second person.</param>
public sealed record KnownPerson(string Id, string Name, bool MayApprove);

/// <summary>Who there is to work on cases. The one place that knows people by their actor id; where people sign in, it reads them from their table.</summary>
public class KnownPeople(IDbContextFactory<SupplyRiskDb> databases)
{
    /// <summary>A person or machine as shown: the name if it is known, else the id.</summary>
    public static string NameOf(string id) => id == Actor.Schedule.Id ? Actor.Schedule.Name : id == Actor.LocalAdministrator.Id ? Actor.LocalAdministrator.Name : id;

    /// <summary>The same with names of people who sign in.</summary>
    internal static async Task<string> NameAsync(SupplyRiskDb db, string id, CancellationToken ct) =>
        Guid.TryParse(id, out var person) && await db.People.Where(p => p.Id == person).Select(p => p.Name).FirstOrDefaultAsync(ct) is { } name ? name : NameOf(id);

    /// <summary>Who can be given a case: everybody who may sign in and decide, whoever asks, and who else has decided or was given one; by name.</summary>
    /// <remarks>Whoever sees assigned suppliers only, as an auditor from outside, is not told who works here.</remarks>
    public virtual async Task<IReadOnlyList<KnownPerson>> ListAsync(Actor asking, CancellationToken ct) =>
        asking.SeesAll ? await EverybodyAsync(asking, ct) : [new KnownPerson(asking.Id, asking.Name, asking.May(Right.ApproveDecisions))];

    /// <summary>True if nobody but <paramref name="actor"/> could be a second person: what they propose waits until somebody is invited.</summary>
    public virtual async Task<bool> IsAloneAsync(Actor actor, CancellationToken ct) => !(await EverybodyAsync(actor, ct)).Any(p => p.Id != actor.Id && p.MayApprove);

    private async Task<IReadOnlyList<KnownPerson>> EverybodyAsync(Actor asking, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var seen = await db.CaseDecisions.Select(d => d.ActorId).Union(db.Cases.Where(c => c.AssigneeId != null).Select(c => c.AssigneeId!)).ToListAsync(ct);
        var people = await db.People.Select(p => new { p.Id, p.Name, p.RolesText, In = p.DeactivatedAt == null && (p.JoinedAt != null || p.Fictional) }).ToListAsync(ct);
        var ids = people.Select(p => p.Id.ToString()).ToHashSet(StringComparer.Ordinal);
        var working = people.Where(p => p.In).Select(p => (Id: p.Id.ToString(), p.Name, Rights: Packed.Split(p.RolesText).Select(Words.Parse<Role>).OfType<Role>().SelectMany(RoleRights.Of).ToHashSet()))
            .Where(p => p.Id != asking.Id && p.Rights.Contains(Right.DecideCases)).Select(p => new KnownPerson(p.Id, p.Name, p.Rights.Contains(Right.ApproveDecisions)));
        return [.. seen.Where(id => id != asking.Id && id != Actor.Schedule.Id && !ids.Contains(id)).Select(id => new KnownPerson(id, NameOf(id), id == Actor.LocalAdministrator.Id))
            .Concat(working).Append(new KnownPerson(asking.Id, asking.Name, asking.May(Right.ApproveDecisions))).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }
}
