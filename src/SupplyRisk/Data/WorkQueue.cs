using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Data;

/// <summary>Rows of pending work: written with what made them necessary, claimed under a lease, deleted with their effect.</summary>
public static class WorkQueue
{
    private static readonly DateTime Unclaimed = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A row for <see cref="BulkWriter"/>.</summary>
    public static Work Row(string kind, Guid key, string reason, DateTime runAfter) =>
        new() { Kind = kind, Key = key, Reason = reason, RunAfter = runAfter, LeaseUntil = Unclaimed };

    /// <summary>Adds rows in the caller's transaction.</summary>
    public static Task AddWorkAsync(this SupplyRiskDb db, string kind, IEnumerable<Guid> keys, string reason, DateTime now, CancellationToken ct) =>
        db.BulkInsertAsync(keys.Select(key => Row(kind, key, reason, now)), ct);

    /// <summary>Claims up to <paramref name="limit"/> rows of one kind until <paramref name="leaseUntil"/>, oldest first.</summary>
    /// <returns>The claimed rows by id; empty if none is free.</returns>
    public static async Task<List<Work>> ClaimWorkAsync(
        this SupplyRiskDb db, string kind, string owner, int limit, DateTime now, DateTime leaseUntil, CancellationToken ct)
    {
        const string Sqlite = """
            UPDATE work SET owner = {2}, lease_until = {3}, attempts = attempts + 1
            WHERE id IN (SELECT id FROM work WHERE kind = {4} AND lease_until < {0} AND run_after <= {0} ORDER BY id LIMIT {1}) RETURNING *
            """;
        const string Postgres = """
            WITH claimed AS (SELECT id FROM work WHERE kind = {4} AND lease_until < {0} AND run_after <= {0} ORDER BY id LIMIT {1} FOR UPDATE SKIP LOCKED)
            UPDATE work w SET owner = {2}, lease_until = {3}, attempts = attempts + 1 FROM claimed c WHERE w.id = c.id RETURNING w.*
            """;
        var onPostgres = db.Database.IsNpgsql();
        object At(DateTime instant) => onPostgres ? instant : instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        var rows = await db.Work.FromSqlRaw(onPostgres ? Postgres : Sqlite, At(now), limit, owner, At(leaseUntil), kind).AsNoTracking().ToListAsync(ct);
        rows.Sort((a, b) => a.Id.CompareTo(b.Id)); // RETURNING promises no order
        return rows;
    }

    /// <summary>Deletes the claimed rows in the caller's transaction.</summary>
    /// <exception cref="LeaseLostException">Another owner has taken over; the caller must roll back, for its effect is done elsewhere.</exception>
    public static async Task CompleteWorkAsync(this SupplyRiskDb db, IReadOnlyList<Work> claimed, CancellationToken ct)
    {
        if (claimed.Count == 0) return;
        var owner = claimed[0].Owner;
        var gone = 0;
        foreach (var chunk in claimed.GroupBy(w => w.Attempts))
        {
            var ids = chunk.Select(w => w.Id).ToList();
            gone += await db.Work.Where(w => ids.Contains(w.Id) && w.Owner == owner && w.Attempts == chunk.Key).ExecuteDeleteAsync(ct);
        }
        if (gone != claimed.Count) throw new LeaseLostException(owner ?? "?");
    }

    /// <summary>How many rows wait, claimed or not.</summary>
    public static Task<int> CountWorkAsync(this SupplyRiskDb db, CancellationToken ct) => db.Work.CountAsync(ct);
}

/// <summary>A claim ran out and another owner took the work over; nothing of ours was written.</summary>
public sealed class LeaseLostException(string owner) : Exception($"The work claimed by {owner} was taken over after its lease ran out.");
