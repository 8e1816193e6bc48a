using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Screening.Reading;

namespace SupplyRisk.Screening;

/// <summary>What a run is asked to do.</summary>
/// <param name="Trigger">What woke it: <c>schedule</c>, <c>event</c>, <c>manual</c>, <c>command</c>.</param>
/// <param name="AsOf">The day facts are true on; null is today.</param>
/// <param name="KnownAt">The instant they are known at, UTC; null is now.</param>
public sealed record RunRequest(string Trigger, DateOnly? AsOf = null, DateTime? KnownAt = null);

/// <summary>What came of asking for a run.</summary>
/// <param name="Run">The finished run, or null if nothing was pending: no run is recorded for nothing.</param>
public sealed record RunOutcome(Run? Run);

/// <summary>
/// Works the pending rows off: scan documents, match names, score, flag. One run at a time; every instance on the database takes part in it,
/// and one that was left unfinished is taken up where it stood.
/// </summary>
public sealed class RunScreening(
    IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, IScoredSuppliers cases, TimeProvider time, AuditTrail audit, RunOptions? options = null)
{
    private readonly RunOptions options = options ?? new RunOptions();
    private readonly PartitionClaims claims = new(time, options ?? new RunOptions());
    private readonly RunRounds rounds = new(databases, time, audit, options ?? new RunOptions());
    private int busy;

    /// <summary>Takes part in the run under way, if there is one, and then runs until nothing is pending. What is written meanwhile waits for the next run.</summary>
    /// <returns>The finished run; a refusal if this process is at one already, or if another instance is at one with other inputs.</returns>
    public async Task<Result<RunOutcome>> RunAsync(Actor actor, RunRequest request, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        if (actor.Lacks(Right.StartRuns) is { } no) return no;
        if (Interlocked.Exchange(ref busy, 1) == 1) return UnderWay(await UnderWayAsync(ct), "");
        try
        {
            return await JoinOrRunAsync(actor, request, progress, ct);
        }
        finally
        {
            Interlocked.Exchange(ref busy, 0);
        }
    }

    /// <summary>Asks the run under way to stop after its current batches; what they did stays, the rest waits for the next run.</summary>
    public async Task<Result<Run>> CancelAsync(Actor actor, Guid runId, CancellationToken ct)
    {
        if (actor.Lacks(Right.StartRuns) is { } no) return no;
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

    private async Task<Result<RunOutcome>> JoinOrRunAsync(Actor actor, RunRequest request, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        Run? joined = null;
        while (true)
        {
            if (await UnderWayAsync(ct) is { } other)
            {
                var theirs = await InputsAsync(other.AsOf, other.KnownAt, ct);
                if (Differs(other, request, theirs) is { } why)
                {
                    if (await IsWorkedOnAsync(other, ct)) return UnderWay(other, why);
                    await rounds.FailAsync(other.Id, "Its process ended before it was finished; the next run went on from there.", ct);
                    continue;
                }
                joined = await TakePartAsync(other, theirs, progress, ct);
                if (joined.State == RunState.Cancelled) return new RunOutcome(joined); // a person said stop
                continue;
            }
            var now = time.Instant();
            var inputs = await InputsAsync(request.AsOf ?? time.Today(), request.KnownAt ?? now, ct);
            progress?.Report(new StageProgress("Finding what has changed", 0, null));
            var (begun, faster) = await BeginAsync(actor, request, inputs, now, ct);
            if (faster) continue;
            return new RunOutcome(begun is null ? joined : await TakePartAsync(begun, inputs, progress, ct));
        }
    }

    private async Task<Run?> UnderWayAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.State == RunState.Running, ct);
    }

    private async Task<bool> IsWorkedOnAsync(Run other, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await claims.IsWorkedOnAsync(db, other, ct);
    }

    private async Task<PinnedInputs> InputsAsync(DateOnly asOf, DateTime knownAt, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await rulesets.RefreshAsync(db, ct); // another instance may have published some
        return new PinnedInputs(asOf, knownAt, rulesets.Current, await ListIndex.LoadAsync(db, asOf, knownAt, ct));
    }

    // Two instances that compute with different rules would make one run of two answers.
    private static string? Differs(Run run, RunRequest request, PinnedInputs inputs) =>
        request.AsOf is { } asOf && asOf != run.AsOf ? "It looks at another day."
        : request.KnownAt is { } knownAt && knownAt != run.KnownAt ? "It looks from another instant."
        : run.RulesetHash != inputs.Rulesets.Hash || run.TextRulesHash != inputs.Rulesets.TextHash ? "It goes by other rules than this instance has, so this one takes no part in it; give all instances the same rulesets."
        : run.MatcherVersion != MatchSettings.Default.Version ? "It goes by another matcher than this instance has, so this one takes no part in it; run the same version everywhere."
        : run.ListsHash != inputs.Lists.Hash ? "A list was taken in just when it began, so this instance takes no part in it."
        : null;

    private static Refusal UnderWay(Run? run, string why) => new(RefusalKind.Conflict, "run_under_way", run is null
        ? "A run is under way."
        : $"A run started at {run.StartedAt:u} is under way ({run.Stage}, {run.Done} of {run.Total}). {why}".TrimEnd());

    // In one transaction: what has to be done again, the run, and the rows it does. So two instances that are woken together plan once.
    private async Task<(Run? Begun, bool Faster)> BeginAsync(Actor actor, RunRequest request, PinnedInputs inputs, DateTime now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Runs, ct);
        if (await db.Runs.AnyAsync(r => r.State == RunState.Running, ct)) return (null, true);
        await new PlanWork(db, inputs, now).RunAsync(ct);
        var run = New(actor, request, inputs, now);
        run.Total = await db.GiveWorkAsync(run.Id, now, ct);
        var any = run.Total > 0 || await ToldSignals.AnyAsync(db, ct);
        if (any)
        {
            await db.RunPartitions.ExecuteDeleteAsync(ct); // kept of the newest run only
            db.Runs.Add(run);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return (any ? run : null, false);
    }

    private Run New(Actor actor, RunRequest request, PinnedInputs inputs, DateTime now) => new()
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
        Stage = "Starting",
        Owner = Instance.Me,
        LeaseUntil = time.Instant() + options.Lease,
    };

    private async Task<Run> TakePartAsync(Run run, PinnedInputs inputs, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        try
        {
            var graph = await GraphAsync(inputs, ct);
            IStage[] stages =
            [
                new ScanStage(inputs, time), new MatchStage(inputs, time),
                new ScoreStage(WorkKind.ScoreListed, inputs, run, graph, time, cases), new ScoreStage(WorkKind.Score, inputs, run, graph, time, cases),
            ];
            using var workers = new RunWorkers(databases, run, stages, graph, rounds, claims, options, progress);
            await workers.RunAsync(ct);
        }
        catch (Exception e) when (ct.IsCancellationRequested || RunWorkers.IsPassing(e))
        {
            await GiveBackAsync(run); // this process stops, or lost the database; others go on, or the next start does
            throw;
        }
        catch (Exception e)
        {
            await TryAsync(() => rounds.FailAsync(run.Id, e.Message, CancellationToken.None));
            throw;
        }
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Runs.AsNoTracking().SingleAsync(r => r.Id == run.Id, ct);
    }

    // Read once the run has its rows: whatever they rest on is committed by then.
    private async Task<SupplyGraph> GraphAsync(PinnedInputs inputs, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await SupplyGraph.LoadAsync(db, inputs.AsOf, inputs.KnownAt, ct);
    }

    private Task GiveBackAsync(Run run) => TryAsync(async () =>
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await PartitionClaims.ReleaseAsync(db, run.Id, CancellationToken.None);
        var now = time.Instant();
        await db.Runs.Where(r => r.Id == run.Id && r.Owner == Instance.Me).ExecuteUpdateAsync(u => u.SetProperty(r => r.LeaseUntil, now), CancellationToken.None);
    });

    // Where the database is gone there is nobody to tell; what went wrong first is what the caller hears, and leases run out by themselves.
    private static async Task TryAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            return;
        }
    }
}
