using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>This instance's part in one run: a few workers that claim partitions and work them off batch by batch, until the run is over.</summary>
internal sealed class RunWorkers(
    IDbContextFactory<SupplyRiskDb> databases, Run run, IReadOnlyList<IStage> stages, SupplyGraph graph, RunRounds rounds, PartitionClaims claims,
    RunOptions options, IProgress<StageProgress>? progress) : IDisposable
{
    private const int MostWorkers = 4, Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Set when a worker has finished something others may wait for.
    private readonly Channel<byte> moved = Channel.CreateBounded<byte>(new BoundedChannelOptions(MostWorkers) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lock reporting = new();

    /// <summary>Works until the run is over, for whatever reason.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(stop.Token);
        var workers = Enumerable.Range(0, Math.Clamp(options.Workers, 1, MostWorkers)).Select(_ => Task.Run(() => WorkAsync(stop.Token), CancellationToken.None)).ToList();
        try
        {
            while (workers.Count > 0)
            {
                var ended = await Task.WhenAny(workers);
                workers.Remove(ended);
                await ended; // the first failure stops the others
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task WorkAsync(CancellationToken ct)
    {
        while (await StandsAsync(ct))
        {
            if (await ClaimAsync(ct) is { } partition) await WorkOffAsync(partition, ct);
            else if (!await rounds.AdvanceAsync(run.Id, stages, graph, ct)) await WaitAsync(ct);
            else moved.Writer.TryWrite(1);
        }
        moved.Writer.TryWrite(1);
    }

    private async Task WorkOffAsync(RunPartition partition, CancellationToken ct)
    {
        var stage = stages.First(s => s.Kind == partition.Kind);
        try
        {
            var from = partition.KeyFrom;
            while (await BatchAsync(partition, stage, from, ct) is { } last)
            {
                from = last;
                if (await StandsAsync(ct, unlessCancelled: true)) continue;
                await GiveBackAsync(partition, ct);
                break;
            }
        }
        catch (LeaseLostException)
        {
            // somebody else has it, or the run is over: either shows when this worker looks for more
        }
        moved.Writer.TryWrite(1);
    }

    // A server that restarts or a chance deadlock between two instances is no reason to give a run up.
    private async Task<Guid?> BatchAsync(RunPartition partition, IStage stage, Guid from, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await DoBatchAsync(partition, stage, from, ct);
            }
            catch (Exception e) when (attempt < Attempts && IsPassing(e))
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), ct);
            }
        }
    }

    /// <summary>True if trying again may help: the server restarted, the network failed, two transactions met.</summary>
    public static bool IsPassing(Exception? e) =>
        e is not null && (e is DbUpdateConcurrencyException or DbException { IsTransient: true } || IsPassing(e.InnerException));

    /// <returns>The last key done; null if nothing was left in the partition.</returns>
    private async Task<Guid?> DoBatchAsync(RunPartition partition, IStage stage, Guid from, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var keys = await db.NextKeysAsync(run.Id, partition.Kind, from, partition.KeyTo, partition.WorkUpTo, stage.BatchSize, ct);
        if (keys.Count == 0)
        {
            await claims.FinishAsync(db, partition, ct);
            return null;
        }
        var batch = await stage.PrepareAsync(db, keys, ct);
        await OneAtATimeAsync(db, () => WriteAsync(db, partition, batch, keys, ct), ct);
        await ReportAsync(db, stage, ct);
        return keys[^1];
    }

    private async Task WriteAsync(SupplyRiskDb db, RunPartition partition, IStageBatch batch, List<Guid> keys, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await claims.HoldAsync(db, partition, ct);
        var done = await db.CompleteWorkAsync(run.Id, partition.Kind, keys, partition.WorkUpTo, ct);
        var effect = await batch.WriteAsync(db, run, partition.Round, ct);
        await PartitionClaims.CountAsync(db, partition, done, ct);
        var counted = await db.Runs.Where(r => r.Id == run.Id && r.State == RunState.Running).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.Total, r => r.Total + effect.Added)
            .SetProperty(r => r.Done, r => r.Done + done)
            .SetProperty(r => r.Changed, r => r.Changed + effect.Changed)
            .SetProperty(r => r.FlagsOpened, r => r.FlagsOpened + effect.FlagsOpened)
            .SetProperty(r => r.FlagsClosed, r => r.FlagsClosed + effect.FlagsClosed), ct);
        if (counted == 0) throw new LeaseLostException(partition);
        await transaction.CommitAsync(ct);
    }

    // SQLite has one writer: waiting here costs nothing, waiting for its lock costs a poll.
    private async Task OneAtATimeAsync(SupplyRiskDb db, Func<Task> write, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            await write();
            return;
        }
        await writing.WaitAsync(ct);
        try
        {
            await write();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReportAsync(SupplyRiskDb db, IStage stage, CancellationToken ct)
    {
        if (progress is null) return;
        var stands = await db.Runs.Where(r => r.Id == run.Id).Select(r => new { r.Done, r.Total }).SingleAsync(ct);
        lock (reporting) progress.Report(new StageProgress(stage.Words, stands.Done, stands.Total));
    }

    // A run that was told to stop stands until its batches under way are done.
    private async Task<bool> StandsAsync(CancellationToken ct, bool unlessCancelled = false)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Runs.AnyAsync(r => r.Id == run.Id && r.State == RunState.Running && !(unlessCancelled && r.CancelRequested), ct);
    }

    private async Task GiveBackAsync(RunPartition partition, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await PartitionClaims.GiveBackAsync(db, partition, ct);
    }

    private async Task<RunPartition?> ClaimAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await claims.ClaimAsync(db, run.Id, ct);
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        either.CancelAfter(Pause);
        try
        {
            await moved.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // look again
        }
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.Lease / 4);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                await claims.RenewAsync(db, run.Id, ct);
            }
            catch (Exception e) when (IsPassing(e))
            {
                // the next tick tries again; until then the fence sees to it that nothing is done twice
            }
        }
    }
}
