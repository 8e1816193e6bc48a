using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>How much of a run an instance claims, and for how long.</summary>
public sealed record RunOptions
{
    public static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(2);

    /// <summary>Longer than clocks of two machines are apart, by far: a lease is renewed every quarter of it, and says only how soon others take over what a dead machine had.</summary>
    public TimeSpan Lease { get; init; } = DefaultLease;

    /// <summary>Partitions worked at once, each on one core.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}

/// <summary>Claims partitions of a run and holds them.</summary>
internal sealed class PartitionClaims(TimeProvider time, RunOptions options)
{
    private static readonly DateTime LongAgo = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Claims the next partition that nobody has; null if there is none.</summary>
    public async Task<RunPartition?> ClaimAsync(SupplyRiskDb db, Guid run, CancellationToken ct) =>
        await NextFreeAsync(db, run, ct) ?? (await FreeOfTheDeadAsync(db, run, ct) ? await NextFreeAsync(db, run, ct) : null);

    /// <summary>Takes the partition's fence in the caller's transaction and keeps it for the time of another lease.</summary>
    /// <exception cref="LeaseLostException">Another instance has taken over, or the run is over; the caller must roll back, for its effect is done elsewhere.</exception>
    public async Task HoldAsync(SupplyRiskDb db, RunPartition mine, CancellationToken ct)
    {
        var until = time.Instant() + options.Lease;
        var held = await Mine(db, mine).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeaseUntil, until), ct);
        if (held == 0) throw new LeaseLostException(mine);
    }

    /// <summary>Counts what a batch has done, in its transaction.</summary>
    public static Task CountAsync(SupplyRiskDb db, RunPartition mine, int done, CancellationToken ct) =>
        Mine(db, mine).ExecuteUpdateAsync(u => u.SetProperty(p => p.Done, p => p.Done + done), ct);

    /// <summary>Says that nothing is left in it.</summary>
    public async Task FinishAsync(SupplyRiskDb db, RunPartition mine, CancellationToken ct)
    {
        var now = time.Instant();
        await Mine(db, mine).ExecuteUpdateAsync(u => u.SetProperty(p => p.FinishedAt, now).SetProperty(p => p.LeaseUntil, LongAgo), ct);
    }

    /// <summary>Gives one partition back, unfinished.</summary>
    public static Task GiveBackAsync(SupplyRiskDb db, RunPartition mine, CancellationToken ct) =>
        Mine(db, mine).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeaseUntil, LongAgo), ct);

    /// <summary>Gives back whatever this instance has of the run.</summary>
    public static Task ReleaseAsync(SupplyRiskDb db, Guid run, CancellationToken ct) =>
        Open(db, run).Where(p => p.Owner == Instance.Me).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeaseUntil, LongAgo), ct);

    /// <summary>Takes every partition from whoever has it: nothing that is still being computed will be written.</summary>
    public static Task FenceOffAsync(SupplyRiskDb db, Guid run, CancellationToken ct) =>
        Open(db, run).ExecuteUpdateAsync(u => u.SetProperty(p => p.Attempts, p => p.Attempts + 1).SetProperty(p => p.LeaseUntil, LongAgo), ct);

    /// <summary>Renews the leases of this instance, so that a batch that takes long is not done twice.</summary>
    public async Task RenewAsync(SupplyRiskDb db, Guid run, CancellationToken ct)
    {
        var now = time.Instant();
        var until = now + options.Lease;
        await Open(db, run).Where(p => p.Owner == Instance.Me && p.LeaseUntil > now).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeaseUntil, until), ct);
        await db.Runs.Where(r => r.Id == run && r.State == RunState.Running).ExecuteUpdateAsync(u => u.SetProperty(r => r.LeaseUntil, until), ct);
    }

    /// <summary>True if some instance is at the run: it has a part of it, or has just opened a round.</summary>
    public async Task<bool> IsWorkedOnAsync(SupplyRiskDb db, Run run, CancellationToken ct)
    {
        var now = time.Instant();
        if (run.LeaseUntil > now && !Instance.IsDeadHere(run.Owner)) return true;
        return (await HoldersAsync(db, run.Id, now, ct)).Exists(owner => !Instance.IsDeadHere(owner));
    }

    /// <summary>A partition as it is written when its round opens.</summary>
    public static RunPartition Unclaimed(Run run, int number, string kind, Guid keyFrom, Guid keyTo, long workUpTo) => new()
    {
        RunId = run.Id,
        Number = number,
        Round = run.Round,
        Kind = kind,
        KeyFrom = keyFrom,
        KeyTo = keyTo,
        WorkUpTo = workUpTo,
        LeaseUntil = LongAgo,
    };

    private static IQueryable<RunPartition> Open(SupplyRiskDb db, Guid run) => db.RunPartitions.Where(p => p.RunId == run && p.FinishedAt == null);

    private static IQueryable<RunPartition> Mine(SupplyRiskDb db, RunPartition mine) =>
        Open(db, mine.RunId).Where(p => p.Number == mine.Number && p.Owner == mine.Owner && p.Attempts == mine.Attempts);

    private async Task<RunPartition?> NextFreeAsync(SupplyRiskDb db, Guid run, CancellationToken ct)
    {
        const string Sqlite = """
            UPDATE run_partition SET owner = {1}, lease_until = {2}, attempts = attempts + 1
            WHERE run_id = {0} AND number = (SELECT min(number) FROM run_partition WHERE run_id = {0} AND finished_at IS NULL AND lease_until < {3})
            AND EXISTS (SELECT 1 FROM run WHERE id = {0} AND state = 'Running' AND NOT cancel_requested) RETURNING *
            """;
        const string Postgres = """
            WITH free AS (SELECT number FROM run_partition WHERE run_id = {0} AND finished_at IS NULL AND lease_until < {3} ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE run_partition p SET owner = {1}, lease_until = {2}, attempts = attempts + 1 FROM free f
            WHERE p.run_id = {0} AND p.number = f.number
            AND EXISTS (SELECT 1 FROM run WHERE id = {0} AND state = 'Running' AND NOT cancel_requested) RETURNING p.*
            """;
        var now = time.Instant();
        var onPostgres = db.Database.IsNpgsql();
        object At(DateTime instant) => onPostgres ? instant : instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        object id = onPostgres ? run : run.ToString().ToUpperInvariant();
        var claimed = await db.RunPartitions.FromSqlRaw(onPostgres ? Postgres : Sqlite, id, Instance.Me, At(now + options.Lease), At(now)).AsNoTracking().ToListAsync(ct);
        return claimed.SingleOrDefault();
    }

    private async Task<bool> FreeOfTheDeadAsync(SupplyRiskDb db, Guid run, CancellationToken ct)
    {
        var dead = (await HoldersAsync(db, run, time.Instant(), ct)).FindAll(Instance.IsDeadHere);
        if (dead.Count == 0) return false;
        await Open(db, run).Where(p => dead.Contains(p.Owner!)).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeaseUntil, LongAgo), ct); // holders are owners
        return true;
    }

    private static Task<List<string>> HoldersAsync(SupplyRiskDb db, Guid run, DateTime now, CancellationToken ct) =>
        Open(db, run).Where(p => p.LeaseUntil > now && p.Owner != null).Select(p => p.Owner!).Distinct().ToListAsync(ct); // filtered
}

/// <summary>Another instance has taken a partition over, or the run is over; nothing of ours was written.</summary>
internal sealed class LeaseLostException(RunPartition partition) : Exception($"Partition {partition.Number} of the run was taken over.");
