using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>Takes a run from round to round: each is one kind of work, and opens when the one before it is done, by whomever. Ends the run, once.</summary>
internal sealed class RunRounds(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, RunOptions options)
{
    private const int MostPartitions = 16;

    /// <summary>Opens the next round if the last one is done; ends the run if nothing is left or a person asked it to stop.</summary>
    /// <returns>False if others have still to finish their part.</returns>
    public async Task<bool> AdvanceAsync(Guid runId, IReadOnlyList<IStage> stages, SupplyGraph graph, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await StillOpenAsync(db, runId, ct)) return false; // asked without taking the turn first: most often it is so
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Runs, ct);
        if (await StillOpenAsync(db, runId, ct)) return false;
        if (await db.Runs.FirstOrDefaultAsync(r => r.Id == runId && r.State == RunState.Running, ct) is not { } run) return true; // ended meanwhile
        await new ToldSignals(db, run).TellAsync(graph, ct);
        if (run.CancelRequested) await EndAsync(db, run, RunState.Cancelled, null, ct);
        else if (await NextAsync(db, run, stages, ct) is { } next) await OpenAsync(db, run, next.Stage, next.Pending, ct);
        else await EndAsync(db, run, RunState.Completed, null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Ends a run that goes on no longer, whatever of it is still being computed.</summary>
    public async Task FailAsync(Guid runId, string message, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Runs, ct);
        await PartitionClaims.FenceOffAsync(db, runId, ct);
        if (await db.Runs.FirstOrDefaultAsync(r => r.Id == runId && r.State == RunState.Running, ct) is not { } run) return;
        await EndAsync(db, run, RunState.Failed, message, ct);
        await transaction.CommitAsync(ct);
    }

    // A person's stop waits for batches under way, but for nothing else.
    private async Task<bool> StillOpenAsync(SupplyRiskDb db, Guid runId, CancellationToken ct)
    {
        var open = db.RunPartitions.Where(p => p.RunId == runId && p.FinishedAt == null);
        var now = time.Instant();
        return await db.Runs.AnyAsync(r => r.Id == runId && r.CancelRequested, ct) ? await open.AnyAsync(p => p.LeaseUntil > now, ct) : await open.AnyAsync(ct);
    }

    private static async Task<(IStage Stage, int Pending)?> NextAsync(SupplyRiskDb db, Run run, IReadOnlyList<IStage> stages, CancellationToken ct)
    {
        var pending = await db.Work.Where(w => w.RunId == run.Id).GroupBy(w => w.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        foreach (var stage in stages)
            if (pending.TryGetValue(stage.Kind, out var count)) return (stage, count);
        return null;
    }

    // As many partitions as there are batches, a few rows to spare so that the last batch is not a handful; small runs stay whole.
    private async Task OpenAsync(SupplyRiskDb db, Run run, IStage stage, int pending, CancellationToken ct)
    {
        var parts = pending <= stage.BatchSize ? 1 : Math.Min(MostPartitions, 1 + (pending * 5 / (stage.BatchSize * 4)));
        var upTo = await db.Work.Where(w => w.RunId == run.Id).MaxAsync(w => w.Id, ct);
        var number = await db.RunPartitions.CountAsync(p => p.RunId == run.Id, ct);
        run.Round++;
        run.Stage = stage.Words;
        run.Owner = Instance.Me;
        run.LeaseUntil = time.Instant() + options.Lease;
        var begins = await db.SplitAsync(run.Id, stage.Kind, pending, parts, upTo, ct);
        await db.BulkInsertAsync(begins.Zip([.. begins.Skip(1), Guid.AllBitsSet], (from, to) => PartitionClaims.Unclaimed(run, ++number, stage.Kind, from, to, upTo)), ct);
        await db.SaveChangesAsync(ct);
        await db.WakeInstancesAsync(ct);
    }

    private async Task EndAsync(SupplyRiskDb db, Run run, RunState state, string? message, CancellationToken ct)
    {
        run.State = state;
        run.FinishedAt = time.Instant();
        run.Stage = "Finished";
        run.Message = message;
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, new Actor(run.ActorId, run.ActorId), "run.finished", $"run:{run.Id}",
            new { state, run.RulesetHash, run.ListsHash, run.MatcherVersion, run.AsOf, run.KnownAt, run.Done, run.Changed, run.FlagsOpened, run.FlagsClosed }, ct);
    }
}
