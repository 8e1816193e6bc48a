using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Takes a case for oneself for a while, so that two people are not at the same one. One case a person: taking another lets go of the first.</summary>
public sealed class TakeCase(IDbContextFactory<SupplyRiskDb> databases, FindCases find, TimeProvider time, AuditTrail audit)
{
    /// <summary>Takes the first case of the queue that nobody else is at, that is not given to another, put off, or waiting for a second person. Cases whose evidence was asked for and has not moved anything yet come last.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="query">Which queue, as filtered.</param>
    /// <param name="after">Go on after this case, and begin again at the top when the end is reached; null begins at the top.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<Case>> NextAsync(Actor actor, CaseQuery query, Guid? after, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        var queue = await find.QueueAsync(actor, query, ct);
        var start = after is { } last ? queue.FindIndex(c => c.Id == last) + 1 : 0;
        var now = time.Instant();
        foreach (var row in queue.Skip(start).Concat(queue.Take(start)).OrderBy(c => c.Status == CaseStatus.NeedsEvidence && c.IsAsDecided))
        {
            if (row.Status == CaseStatus.Escalated && !actor.May(Right.ApproveDecisions)) continue; // somebody senior decides it
            if (row.Id == after || row.Waiting > 0 || (row.AssigneeId is { } to && to != actor.Id) || (row.HeldUntil > now && row.HeldById != actor.Id)) continue;
            // What was read may be a moment old; the taking itself looks again, with the row held.
            var taken = await TakeAsync(actor, row.Id, ct);
            if (taken.Done || taken.Refusals[0].Kind is not (RefusalKind.Conflict or RefusalKind.NotFound)) return taken;
        }
        return CaseErrors.NothingToTake();
    }

    public Task<Result<Case>> TakeAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, CaseMove.Take, async (record, c) =>
    {
        var others = await record.Db.Cases.Where(x => x.HeldById == actor.Id && x.Id != id).Select(x => x.Id).ToListAsync(ct);
        foreach (var other in await record.HoldAsync(others, ct)) LetGo(other, record.Now);
        (c.HeldById, c.HeldUntil, c.UpdatedAt) = (actor.Id, record.Now + CaseMoves.HeldFor, record.Now);
        await record.WriteAsync("case.taken", $"case:{c.Id}", new { until = c.HeldUntil }, ct);
    }, ct);

    public Task<Result<Case>> LetGoAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, CaseMove.LetGo, (record, c) =>
    {
        LetGo(c, record.Now);
        return record.WriteAsync("case.let_go", $"case:{c.Id}", new { }, ct);
    }, ct);

    // Holding is not a change of the case: it counts no version up, so nobody's form is out of date by it.
    private static void LetGo(Case c, DateTime now) => (c.HeldById, c.HeldUntil, c.UpdatedAt) = (null, null, now);

    private async Task<Result<Case>> OnAsync(Actor actor, Guid id, CaseMove move, Func<CaseRecord, Case, Task> change, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } lacks) return lacks;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (await record.HoldAsync(id, ct) is not { } c) return ReviewErrors.NoSuchCase(id);
        if (await record.AgainstAsync(c, move, ct) is { } no) return no;
        await change(record, c);
        await transaction.CommitAsync(ct);
        return c;
    }
}
