using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>Begins, reads and ends sessions.</summary>
public sealed class Sessions(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit, TimeProvider time)
{
    private const int MostDevice = 200;
    private static readonly TimeSpan SeenWithin = TimeSpan.FromMinutes(5);

    /// <param name="actor">The person signed in.</param>
    /// <param name="id">The person's.</param>
    /// <param name="device">What the browser says it is.</param>
    /// <param name="address">Where from.</param>
    /// <param name="byProvider">True where single sign-on vouched for the person.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Session> BeginAsync(Actor actor, Guid id, string device, string address, bool byProvider, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.Instant();
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        person.LastSignedInAt = now;
        var shown = Words.WithoutHidden(device);
        var session = new Session
        {
            Id = new Guid(RandomNumberGenerator.GetBytes(16)), // random in full: it opens something, though the cookie seals it
            PersonId = id,
            Stamp = person.SecurityStamp ?? "",
            StartedAt = now,
            SeenAt = now,
            Device = shown.Length > MostDevice ? shown[..MostDevice] : shown,
            Address = address,
            ByProvider = byProvider,
        };
        db.Sessions.Add(session);
        await audit.AppendAsync(db, actor, "session.begun", $"person:{id}", new { second_factor = person.TwoFactorEnabled, by_provider = byProvider, device = session.Device }, ct);
        await transaction.CommitAsync(ct);
        return session;
    }

    /// <returns>Who acts in the session and what they are; null where it has ended, or the person may no longer sign in.</returns>
    public async Task<SignedIn?> ReadAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (from s in db.Sessions
                           where s.Id == sessionId
                           join p in db.People on s.PersonId equals p.Id
                           select new { Session = s, Person = p }).AsNoTracking().FirstOrDefaultAsync(ct);
        var now = time.Instant();
        if (found is null || !found.Session.Holds(now) || found.Person.DeactivatedAt is not null || found.Session.Stamp != found.Person.SecurityStamp) return null;
        if (now - found.Session.SeenAt > SeenWithin)
            await Noted.IfPossibleAsync(() => db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct));
        return new SignedIn(await FindActor.OfAsync(db, found.Person, ct), found.Person, found.Session);
    }

    /// <summary>After the person changed what the stamp stands for (a password, a second factor), every other session ends; this one goes on.</summary>
    public async Task KeepOnlyAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var session = await db.Sessions.SingleAsync(s => s.Id == sessionId, ct);
        session.Stamp = await db.People.Where(p => p.Id == session.PersonId).Select(p => p.SecurityStamp).SingleAsync(ct) ?? "";
        await db.SaveChangesAsync(ct);
    }

    /// <returns>The sessions that hold, newest first.</returns>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid person, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        var stamp = await db.People.Where(p => p.Id == person).Select(p => p.SecurityStamp).FirstOrDefaultAsync(ct) ?? "";
        var all = await db.Sessions.AsNoTracking().Where(s => s.PersonId == person && s.EndedAt == null).ToListAsync(ct);
        return [.. all.Where(s => s.Holds(now) && s.Stamp == stamp).OrderByDescending(s => s.StartedAt)];
    }

    /// <summary>Signs out on one device.</summary>
    public async Task<Result<Session>> EndAsync(Actor actor, Guid person, Guid sessionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Sessions.FirstOrDefaultAsync(s => s.Id == sessionId && s.PersonId == person && s.EndedAt == null, ct) is not { } session) return PeopleErrors.NoSuchSession();
        session.EndedAt = time.Instant();
        await audit.AppendAsync(db, actor, "session.ended", $"person:{person}", new { device = session.Device }, ct);
        await transaction.CommitAsync(ct);
        return session;
    }

    /// <summary>Signs out everywhere, here too.</summary>
    public async Task EndAllAsync(Actor actor, Guid person, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await EndAllAsync(db, person, ct);
        await audit.AppendAsync(db, actor, "session.ended_everywhere", $"person:{person}", new { }, ct);
        await transaction.CommitAsync(ct);
    }

    internal async Task EndAllAsync(SupplyRiskDb db, Guid person, CancellationToken ct)
    {
        var now = time.Instant();
        await db.Sessions.Where(s => s.PersonId == person && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
    }
}

/// <summary>Somebody signed in.</summary>
public sealed record SignedIn(Actor Actor, Person Person, Session Session)
{
    /// <summary>True where the person has to set up a second factor before anything else.</summary>
    public bool LacksSecondFactor => Person.NeedsSecondFactor && !Person.TwoFactorEnabled && !Session.ByProvider;
}
