using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>What became of undoing one case of a step.</summary>
/// <param name="Against">Why it stays; null if it stands as before.</param>
public sealed record UndoneItem(Guid CaseId, Refusal? Against);

/// <summary>What was undone.</summary>
public sealed record UndoneStep(CaseStep Step, IReadOnlyList<UndoneItem> Items);

/// <summary>Undoes one's own last step within <see cref="CaseMoves.UndoneWithin"/>: every case that nobody has touched since stands as before. The decision stays in the record, marked.</summary>
public sealed class UndoStep(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    /// <param name="actor">Who made the step.</param>
    /// <param name="id">The step; null is the newest that can be undone.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<UndoneStep>> UndoAsync(Actor actor, Guid? id, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (await OfAsync(db, actor, record.Now, id).FirstOrDefaultAsync(ct) is not { } step) return CaseErrors.NothingToUndo();
        var before = StoredJson.Read<List<CaseBefore>>(step.BeforeJson);
        var held = (await record.HoldAsync([.. before.Select(b => b.CaseId)], ct)).ToDictionary(c => c.Id);
        var items = new List<UndoneItem>();
        foreach (var was in before)
        {
            var against = !held.TryGetValue(was.CaseId, out var c) ? ReviewErrors.NoSuchCase(was.CaseId) : c.Version != was.Version || c.Waiting > 0 ? CaseErrors.MovedOn() : null;
            if (against is null && c is not null) await BackAsync(record, c, was, step, ct);
            items.Add(new UndoneItem(was.CaseId, against));
        }
        step.UndoneAt = record.Now;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new UndoneStep(step, items);
    }

    /// <summary>The actor's newest step that can still be undone, or null.</summary>
    public async Task<CaseStep?> LastAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await OfAsync(db, actor, time.Instant(), null).AsNoTracking().FirstOrDefaultAsync(ct);
    }

    private static IQueryable<CaseStep> OfAsync(SupplyRiskDb db, Actor actor, DateTime now, Guid? id) => db.CaseSteps
        .Where(s => s.ActorId == actor.Id && s.UndoneAt == null && s.UndoUntil > now && (id == null || s.Id == id)).OrderByDescending(s => s.At).ThenByDescending(s => s.Id);

    private static async Task BackAsync(CaseRecord record, Case c, CaseBefore was, CaseStep step, CancellationToken ct)
    {
        var now = new { c.Status, c.Outcome, c.AssigneeId, c.SnoozedUntil };
        (c.Status, c.Outcome, c.ClosedAt, c.DecidedFactsKey) = (was.Status, was.Outcome, was.ClosedAt, was.DecidedFactsKey);
        (c.AssigneeId, c.SnoozedAt, c.SnoozedUntil) = (was.AssigneeId, was.SnoozedAt, was.SnoozedUntil);
        if (was.DecisionId is { } decision && await record.Db.CaseDecisions.FindAsync([decision], ct) is { } made) made.UndoneAt = record.Now;
        await record.WriteAsync(c, CaseEventKind.Undone, [step.Says], now, new { c.Status, c.Outcome, c.AssigneeId, c.SnoozedUntil, step = step.Id }, changes: true, ct);
    }
}
