using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>Makes links that work once, and takes them.</summary>
public sealed class OneTimeLinks(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit, TimeProvider time)
{
    /// <summary>Where a link leads; its secret follows.</summary>
    public const string Path = "/join/";

    /// <summary>True once somebody can sign in who hands out rights.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await HasAdministratorAsync(db, null, ct);
    }

    /// <summary>For whoever holds the console or the data folder: the way to the first account, which is an administrator's. Links made before stay good: several instances may start at once.</summary>
    /// <returns>Null once there is an administrator.</returns>
    public async Task<IssuedLink?> ForFirstAdministratorAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await HasAdministratorAsync(db, null, ct)) return null;
        var link = Issue(db, LinkPurpose.FirstAdministrator, null);
        await audit.AppendAsync(db, Actor.LocalAdministrator, "link.made", "installation", new { purpose = LinkPurpose.FirstAdministrator, link.ExpiresAt }, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    /// <summary>For whoever holds the data folder: a person's way back in.</summary>
    public async Task<Result<IssuedLink>> ForPersonAsync(Actor actor, string email, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        var normalised = email.Trim().ToUpperInvariant();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.People.FirstOrDefaultAsync(p => p.NormalizedEmail == normalised && !p.Fictional, ct) is not { } person) return PeopleErrors.NoSuchPerson();
        if (person.DeactivatedAt is not null) return PeopleErrors.Deactivated();
        var link = await RenewAsync(db, actor, person, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    /// <returns>What the link is for and whom; null where it is not good any more.</returns>
    public async Task<(OneTimeLink Link, Person? Person)?> FindAsync(string secret, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (hash, now) = (Secret.HashOf(secret), time.Instant());
        if (await db.OneTimeLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now, ct) is not { } link) return null;
        if (link.PersonId is not { } id) return await HasAdministratorAsync(db, null, ct) ? null : (link, null);
        return await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.DeactivatedAt == null, ct) is { } person ? (link, person) : null;
    }

    /// <summary>Uses the link up, in the transaction of what it is used for. Of two who come at once, one gets it.</summary>
    public async Task<bool> TakeAsync(SupplyRiskDb db, OneTimeLink link, CancellationToken ct)
    {
        var now = time.Instant();
        if (link.PersonId is null)
        {
            await db.TakeTurnAsync(Turn.Audit, ct); // two first administrators by two links must not both find nobody
            if (await HasAdministratorAsync(db, null, ct)) return false;
        }
        return await db.OneTimeLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), ct) == 1;
    }

    /// <summary>A new link in the place of the person's earlier ones.</summary>
    internal async Task<IssuedLink> RenewAsync(SupplyRiskDb db, Actor actor, Person person, CancellationToken ct)
    {
        var now = time.Instant();
        await db.OneTimeLinks.Where(l => l.PersonId == person.Id && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), ct);
        var link = Issue(db, person.JoinedAt is null ? LinkPurpose.Invitation : LinkPurpose.Reset, person.Id);
        await audit.AppendAsync(db, actor, "link.made", $"person:{person.Id}", new { link.Purpose, link.ExpiresAt }, ct);
        return link;
    }

    internal IssuedLink Issue(SupplyRiskDb db, LinkPurpose purpose, Guid? person)
    {
        var (secret, now) = (Secret.New(), time.Instant());
        var expires = now + OneTimeLink.LifeOf(purpose);
        db.OneTimeLinks.Add(new OneTimeLink { Id = time.NewId(), Purpose = purpose, PersonId = person, Hash = Secret.HashOf(secret), CreatedAt = now, ExpiresAt = expires });
        return new IssuedLink(purpose, Path + secret, expires);
    }

    /// <param name="but">Somebody not to count.</param>
    internal static Task<bool> HasAdministratorAsync(SupplyRiskDb db, Guid? but, CancellationToken ct)
    {
        var role = Words.Snake(Role.Administrator);
        return db.People.AnyAsync(p => p.JoinedAt != null && p.DeactivatedAt == null && !p.Fictional && p.RolesText.Contains(role) && p.Id != but, ct);
    }
}
