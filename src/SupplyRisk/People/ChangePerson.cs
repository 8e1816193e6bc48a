using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>Changes what a person is to the installation. Takes effect with the person's next request, signed in or not.</summary>
public sealed class ChangePerson(IDbContextFactory<SupplyRiskDb> databases, Sessions sessions, AuditTrail audit, TimeProvider time)
{
    public async Task<Result<Person>> ChangeAsync(Actor actor, Guid id, string name, IReadOnlyList<Role> roles, CancellationToken ct)
    {
        if (InvitePerson.Problems(name, roles) is { Count: > 0 } problems) return actor.Lacks(Right.ManagePeople) is { } no ? no : Result<Person>.Refused(problems);
        return await OnAsync(actor, id, async (db, person) =>
        {
            if (!roles.Contains(Role.Administrator) && await IsLastAsync(db, person, ct)) return PeopleErrors.LastAdministrator();
            var before = new { person.Name, roles = person.RolesText };
            (person.Name, person.Roles) = (Words.WithoutHidden(name).Trim(), roles);
            await audit.AppendAsync(db, actor, "person.changed", $"person:{id}", new { before, after = new { person.Name, roles = person.RolesText } }, ct);
            return null;
        }, ct);
    }

    /// <summary>Shuts a person out, here and now; what they did stays theirs. E-mail channels to their address are off from now on.</summary>
    public Task<Result<Person>> DeactivateAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, async (db, person) =>
    {
        if (person.DeactivatedAt is not null) return null;
        if (await IsLastAsync(db, person, ct)) return PeopleErrors.LastAdministrator();
        person.DeactivatedAt = time.Instant();
        await sessions.EndAllAsync(db, id, ct);
        await db.OneTimeLinks.Where(l => l.PersonId == id && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, person.DeactivatedAt), ct);
        var channels = await PersonalChannels.EndAsync(db, person.Email, ct);
        await audit.AppendAsync(db, actor, "person.deactivated", $"person:{id}", new { channels_off = channels }, ct);
        return null;
    }, ct);

    /// <summary>Lets a person in again.</summary>
    public Task<Result<Person>> ReactivateAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, async (db, person) =>
    {
        if (person.DeactivatedAt is null) return null;
        person.DeactivatedAt = null;
        await audit.AppendAsync(db, actor, "person.reactivated", $"person:{id}", new { }, ct);
        return null;
    }, ct);

    private async Task<Result<Person>> OnAsync(Actor actor, Guid id, Func<SupplyRiskDb, Person, Task<Refusal?>> change, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct); // two administrators must not demote each other at once
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && !p.Fictional, ct) is not { } person) return PeopleErrors.NoSuchPerson();
        person.ConcurrencyStamp = time.NewId().ToString();
        if (await change(db, person) is { } refusal) return refusal;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    internal static async Task<bool> IsLastAsync(SupplyRiskDb db, Person person, CancellationToken ct) =>
        person.Roles.Contains(Role.Administrator) && person.JoinedAt is not null && person.DeactivatedAt is null && !await OneTimeLinks.HasAdministratorAsync(db, person.Id, ct);
}
