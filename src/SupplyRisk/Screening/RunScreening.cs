using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;

namespace SupplyRisk.Screening;

/// <summary>What a run is asked to do.</summary>
/// <param name="Trigger">What woke it: <c>schedule</c>, <c>event</c>, <c>manual</c>, <c>command</c>.</param>
/// <param name="AsOf">The day facts are true on; null is today.</param>
/// <param name="KnownAt">The instant they are known at, UTC; null is now.</param>
public sealed record RunRequest(string Trigger, DateOnly? AsOf = null, DateTime? KnownAt = null);

/// <summary>What came of asking for a run.</summary>
/// <param name="Run">The finished run, or null if nothing was pending: no run is recorded for nothing.</param>
public sealed record RunOutcome(Run? Run);

/// <summary>Works the pending rows off: scan documents, match names, score, flag. One run at a time; a killed one is taken up where it stood.</summary>
public sealed class RunScreening(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, IScoredSuppliers cases, TimeProvider time, AuditTrail audit)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    /// <summary>Runs until nothing is pending.</summary>
    /// <returns>The finished run; a refusal if another run is under way.</returns>
    public async Task<Result<RunOutcome>> RunAsync(Actor actor, RunRequest request, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var bundle = rulesets.Current;
        await using var db = await databases.CreateDbContextAsync(ct);
        var asOf = request.AsOf ?? time.Today();
        var knownAt = request.KnownAt ?? time.Instant();
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await TakeOverAsync(db, ct) is { } underWay) return underWay; // said before anything is planned
            await transaction.CommitAsync(ct);
        }

        var lists = await ListIndex.LoadAsync(db, asOf, knownAt, ct);
        var inputs = new PinnedInputs(asOf, knownAt, bundle, lists);
        await new PlanWork(db, inputs, time).RunAsync(progress, ct);
        var pending = await db.CountWorkAsync(ct);
        if (pending == 0) return new RunOutcome(null);

        var started = await StartAsync(db, actor, request, inputs, pending, ct);
        if (started.Value is not { } run) return Result<RunOutcome>.Refused(started.Refusals);
        try
        {
            await WorkOffAsync(run, inputs, progress, ct);
            await FinishAsync(run, actor, run.CancelRequested ? RunState.Cancelled : RunState.Completed, null, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await FinishAsync(run, actor, RunState.Cancelled, "Stopped; what is left is taken up by the next run.", CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            await FinishAsync(run, actor, RunState.Failed, e.Message, CancellationToken.None);
            throw;
        }
        return new RunOutcome(run);
    }

    /// <summary>Asks the run under way to stop after its current batch; finished batches stay, the rest waits for the next run.</summary>
    public async Task<Result<Run>> CancelAsync(Actor actor, Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await db.Runs.FindAsync([runId], ct);
        if (run is null) return new Refusal(RefusalKind.NotFound, "run_not_found", $"There is no run {runId}.");
        if (run.State != RunState.Running) return new Refusal(RefusalKind.Conflict, "run_not_running", $"The run is {run.State.ToString().ToLowerInvariant()} already.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Runs.Where(r => r.Id == runId).ExecuteUpdateAsync(u => u.SetProperty(r => r.CancelRequested, true), ct);
        await audit.AppendAsync(db, actor, "run.cancel_requested", $"run:{runId}", new { }, ct);
        await transaction.CommitAsync(ct);
        return run;
    }

    // In a transaction, and one at a time: SQLite's write lock sees to it, PostgreSQL needs telling.
    private async Task<Refusal?> TakeOverAsync(SupplyRiskDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7305110948812036)", ct);
        var now = time.Instant();
        foreach (var other in await db.Runs.Where(r => r.State == RunState.Running).ToListAsync(ct))
        {
            if (other.LeaseUntil > now && !IsDeadHere(other.Owner))
                return new Refusal(RefusalKind.Conflict, "run_under_way", $"A run started at {other.StartedAt:u} is under way ({other.Stage}, {other.Done} of {other.Total}).");
            // Its finished batches stand; its claims are free at once, and its attempts are the fence should it come back.
            other.State = RunState.Failed;
            other.FinishedAt = now;
            other.Message = "Its process ended before it was finished; the next run went on from there.";
            await db.Work.Where(w => w.Owner == other.Owner).ExecuteUpdateAsync(u => u.SetProperty(w => w.LeaseUntil, now.AddDays(-1)), ct);
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    // On the same machine a dead process is known at once; elsewhere only by its lease.
    private static bool IsDeadHere(string owner)
    {
        var parts = owner.Split(':');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var id)) return false;
        if (id == Environment.ProcessId) return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    // Looked at once more: two processes may have got this far together.
    private async Task<Result<Run>> StartAsync(SupplyRiskDb db, Actor actor, RunRequest request, PinnedInputs inputs, int pending, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TakeOverAsync(db, ct) is { } refusal) return refusal;
        var now = time.Instant();
        var run = new Run
        {
            Id = time.NewId(),
            Trigger = request.Trigger,
            ActorId = actor.Id,
            State = RunState.Running,
            StartedAt = now,
            AsOf = inputs.AsOf,
            KnownAt = inputs.KnownAt,
            RulesetHash = inputs.Rulesets.Hash,
            TextRulesHash = inputs.Rulesets.TextHash,
            ListsHash = inputs.Lists.Hash,
            MatcherVersion = MatchSettings.Default.Version,
            Total = pending,
            Stage = "Starting",
            Owner = owner,
            LeaseUntil = now + Lease,
        };
        db.Runs.Add(run);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return run;
    }

    private async Task WorkOffAsync(Run run, PinnedInputs inputs, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var reading = await databases.CreateDbContextAsync(ct);
        var graph = await SupplyGraph.LoadAsync(reading, inputs.AsOf, inputs.KnownAt, ct);
        var memory = new ScoreStage.Memory();
        IStage[] stages =
        [
            new ScanStage(inputs, time), new MatchStage(inputs, time),
            new ScoreStage(WorkKind.ScoreListed, memory, inputs, run, graph, time, cases), new ScoreStage(WorkKind.Score, memory, inputs, run, graph, time, cases),
        ];
        foreach (var stage in stages)
            while (!run.CancelRequested && await ClaimAsync(stage, ct) is { Count: > 0 } claimed)
                await DoAsync(run, stage, claimed, progress, ct);
    }

    private async Task<List<Work>> ClaimAsync(IStage stage, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        return await db.ClaimWorkAsync(stage.Kind, owner, stage.BatchSize, now, now + Lease, ct);
    }

    private async Task DoAsync(Run run, IStage stage, List<Work> claimed, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var batch = await stage.PrepareAsync(db, [.. claimed.Select(w => w.Key).Distinct()], ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.CompleteWorkAsync(claimed, ct);
        await batch.WriteAsync(db, run, ct);
        run.Done += claimed.Count;
        run.Stage = stage.Words;
        run.Total = run.Done + await db.CountWorkAsync(ct);
        run.LeaseUntil = time.Instant() + Lease;
        await SaveAsync(db, run, ct);
        await transaction.CommitAsync(ct);
        run.CancelRequested = await db.Runs.Where(r => r.Id == run.Id).Select(r => r.CancelRequested).SingleAsync(ct);
        progress?.Report(new StageProgress(stage.Words, run.Done, run.Total));
    }

    private static Task<int> SaveAsync(SupplyRiskDb db, Run run, CancellationToken ct) =>
        db.Runs.Where(r => r.Id == run.Id).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.Done, run.Done).SetProperty(r => r.Total, run.Total).SetProperty(r => r.Stage, run.Stage)
            .SetProperty(r => r.Changed, run.Changed).SetProperty(r => r.FlagsOpened, run.FlagsOpened).SetProperty(r => r.FlagsClosed, run.FlagsClosed)
            .SetProperty(r => r.LeaseUntil, run.LeaseUntil).SetProperty(r => r.State, run.State).SetProperty(r => r.FinishedAt, run.FinishedAt)
            .SetProperty(r => r.Message, run.Message), ct);

    private async Task FinishAsync(Run run, Actor actor, RunState state, string? message, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        run.State = state;
        run.FinishedAt = time.Instant();
        run.Stage = "Finished";
        run.Message = message;
        await SaveAsync(db, run, ct);
        await db.Work.Where(w => w.Owner == owner).ExecuteUpdateAsync(u => u.SetProperty(w => w.LeaseUntil, run.FinishedAt.Value.AddDays(-1)), ct);
        await audit.AppendAsync(db, actor, "run.finished", $"run:{run.Id}",
            new { State = state.ToString(), run.RulesetHash, run.ListsHash, run.MatcherVersion, run.AsOf, run.KnownAt, run.Done, run.Changed, run.FlagsOpened, run.FlagsClosed }, ct);
        await transaction.CommitAsync(ct);
    }
}
