using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>Kinds of <see cref="CaseEvent"/> that people make.</summary>
public static class CaseEventKind
{
    public const string Decided = "decided", Proposed = "proposed", Approved = "approved", SentBack = "sent_back", Withdrawn = "withdrawn", Assigned = "assigned",
        Commented = "commented", Attached = "attached", Snoozed = "snoozed", Woken = "woken", Undone = "undone";
}

/// <summary>Changes cases within one transaction: rows held, the standing asked, an event and a line of the record for each change.</summary>
/// <remarks>
/// The audit turn is taken first and the clock read after it, so changes by people are committed in the order of their instants:
/// whoever reads what changed since an instant misses none.
/// </remarks>
internal sealed class CaseRecord(SupplyRiskDb db, Actor actor, TimeProvider time, AuditTrail audit)
{
    public SupplyRiskDb Db => db;

    public Actor Actor => actor;

    public DateTime Now { get; private set; }

    /// <summary>Call within a transaction, before anything else.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        await db.TakeTurnAsync(Turn.Audit, ct);
        Now = time.Instant();
    }

    public Guid NewId() => time.NewId();

    /// <summary>Cases the actor may see, held to the end of the transaction against runs; in the order of their ids.</summary>
    public async Task<List<Case>> HoldAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.ToList();
        // SQLite's write transaction is exclusive already. Runs hold in the same order.
        var rows = await (db.Database.IsNpgsql()
            ? db.Cases.FromSqlRaw("SELECT * FROM \"case\" WHERE id = ANY({0}) ORDER BY id FOR UPDATE", wanted)
            : db.Cases.Where(c => wanted.Contains(c.Id)).OrderBy(c => c.Id)).ToListAsync(ct);
        return [.. rows.Where(c => actor.Sees(c.SupplierId))];
    }

    public async Task<Case?> HoldAsync(Guid id, CancellationToken ct) => (await HoldAsync([id], ct)).FirstOrDefault();

    public async Task<CaseStanding> StandingAsync(Case c, CancellationToken ct)
    {
        var by = c.Waiting == 0 ? null : await db.PendingDecisions.Where(p => p.CaseId == c.Id && p.State == PendingState.Waiting).Select(p => p.ProposedBy).FirstOrDefaultAsync(ct);
        var holder = c.HolderAt(Now);
        return new CaseStanding(c.Status, c.Waiting > 0, by, holder, c.SnoozedAt is not null) { HolderName = holder is null || holder == actor.Id ? null : await KnownPeople.NameAsync(db, holder, ct) };
    }

    /// <returns>Why the move cannot be made, or null.</returns>
    public async Task<Refusal?> AgainstAsync(Case c, CaseMove move, CancellationToken ct) => CaseMoves.Against(actor, move, await StandingAsync(c, ct));

    /// <summary>Adds what happened. A change of the case itself counts its version up; a comment does not, for it overwrites nothing.</summary>
    public async Task WriteAsync(Case c, string kind, IReadOnlyList<string> lines, object before, object after, bool changes, CancellationToken ct)
    {
        if (changes) c.Version++;
        c.UpdatedAt = Now;
        if (c.HeldById == actor.Id) c.HeldUntil = Now + CaseMoves.HeldFor; // every step of the holder begins the hold anew
        db.CaseEvents.Add(new CaseEvent
        {
            Id = time.NewId(),
            CaseId = c.Id,
            At = Now,
            ActorId = actor.Id,
            Kind = kind,
            Version = changes ? c.Version : null,
            ChangesJson = StoredJson.Write(lines),
        });
        await audit.AppendAsync(db, actor, $"case.{kind}", $"case:{c.Id}", new { before, after }, ct);
    }

    /// <summary>The same for a proposal on a supplier that has no case.</summary>
    public Task WriteAsync(PendingDecision proposal, string kind, object payload, CancellationToken ct) =>
        audit.AppendAsync(db, actor, $"proposal.{kind}", $"supplier:{proposal.SupplierId}", new { proposal = proposal.Id, what = payload }, ct);

    /// <summary>A line of the record that changes no case.</summary>
    public Task WriteAsync(string action, string subject, object payload, CancellationToken ct) => audit.AppendAsync(db, actor, action, subject, payload, ct);

    /// <summary>What stands before a step.</summary>
    public static CaseBefore Before(Case c) => new(c.Id, c.Version, null, c.Status, c.Outcome, c.ClosedAt, c.DecidedFactsKey, c.AssigneeId, c.SnoozedAt, c.SnoozedUntil);

    /// <summary>Keeps a step so that it can be undone.</summary>
    public CaseStep Keep(string says, IReadOnlyList<CaseBefore> before)
    {
        var step = new CaseStep { Id = time.NewId(), ActorId = actor.Id, At = Now, Says = says, BeforeJson = StoredJson.Write(before), UndoUntil = Now + CaseMoves.UndoneWithin };
        db.CaseSteps.Add(step);
        return step;
    }
}
