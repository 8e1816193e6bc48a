using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>A decision about facts.</summary>
/// <param name="Suppliers">Whose scores rest on them.</param>
/// <param name="Reason">Why they are scored again, as in <see cref="Work.Reason"/>.</param>
/// <param name="Write">Writes the decision, with its line of the record.</param>
internal sealed record FactDecision(IReadOnlyList<Guid> Suppliers, string Reason, Func<Task> Write);

/// <summary>
/// The one place where people decide what the facts behind a score are: a finding, a document's tie, a match. Its suppliers are scored at once.
/// If that would take a critical flag or a hard trigger away from any of them, it is proposed and waits for a second person: otherwise one person
/// could clear by the facts what takes two to clear by the case.
/// </summary>
public sealed class DecideFacts(ScreenAtOnce screening)
{
    private const string Undecided = "undecided";

    /// <summary>Decides, or proposes; within the caller's transaction, which has changed nothing else yet.</summary>
    /// <param name="record">Begun.</param>
    /// <param name="decision">What is decided.</param>
    /// <param name="propose">Writes a proposal instead, because the decision would take a critical flag or a hard trigger away from this supplier.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The proposal; null if it was decided.</returns>
    internal async Task<Result<PendingDecision?>> DecideAsync(CaseRecord record, FactDecision decision, Func<Guid, Task<Result<PendingDecision>>> propose, CancellationToken ct)
    {
        var db = record.Db;
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Facts are decided within a transaction.");
        var before = await screening.ScreenAsync(db, record.Actor, decision.Suppliers, record.Now, ct);
        await transaction.CreateSavepointAsync(Undecided, ct);
        await decision.Write();
        await db.SaveChangesAsync(ct);
        var after = await screening.ScreenAsync(db, record.Actor, decision.Suppliers, record.Now, ct);
        if (Cleared(before, after) is { } supplier)
        {
            await transaction.RollbackToSavepointAsync(Undecided, ct);
            db.ChangeTracker.Clear();
            return Waits(await propose(supplier));
        }
        await KeepAsync(record, decision, after, ct);
        return (PendingDecision?)null;
    }

    /// <summary>Carries out what a second person has approved; within the caller's transaction.</summary>
    internal async Task ApproveAsync(CaseRecord record, FactDecision decision, CancellationToken ct)
    {
        await decision.Write();
        await record.Db.SaveChangesAsync(ct);
        await KeepAsync(record, decision, await screening.ScreenAsync(record.Db, record.Actor, decision.Suppliers, record.Now, ct), ct);
    }

    internal static Result<PendingDecision?> Waits(Result<PendingDecision> proposed) => proposed.Done ? proposed.Value : Result<PendingDecision?>.Refused(proposed.Refusals);

    // The row of work stays also where the score is recorded at once: a run under way knows nothing of the decision, and may write over it.
    private async Task KeepAsync(CaseRecord record, FactDecision decision, ScoredAtOnce after, CancellationToken ct)
    {
        await record.Db.AddWorkAsync(WorkKind.Score, decision.Suppliers, decision.Reason, record.Now, ct);
        await screening.RecordAsync(record.Db, after, ct);
    }

    // What stands is what people see, and what would stand if a run had been quicker than they were.
    private static Guid? Cleared(ScoredAtOnce before, ScoredAtOnce after)
    {
        var stood = before.Suppliers.ToDictionary(s => s.Subject.Supplier.Id);
        foreach (var now in after.Suppliers)
        {
            if (!stood.TryGetValue(now.Subject.Supplier.Id, out var then)) continue;
            var critical = then.Screening.Band == Band.Critical || then.Subject.Previous?.Band == Band.Critical;
            var trigger = HardTrigger(then.Screening) || (then.Subject.Previous is { } shown && HardTrigger(shown));
            if ((critical && now.Screening.Band != Band.Critical) || (trigger && !HardTrigger(now.Screening))) return now.Subject.Supplier.Id;
        }
        return null;
    }

    private static bool HardTrigger(SupplierScreening s) => s.Flags.Parts().Contains(nameof(FlagKind.HardTrigger));
}
