using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Data;

/// <summary>Rows of pending work: written with what made them necessary, given to a run when it begins, deleted with their effect.</summary>
public static class WorkQueue
{
    /// <summary>A row for <see cref="BulkWriter"/>.</summary>
    public static Work Row(string kind, Guid key, string reason, DateTime runAfter, Guid? run = null) =>
        new() { Kind = kind, Key = key, Reason = reason, RunAfter = runAfter, RunId = run };

    /// <summary>Adds rows for the next run in the caller's transaction, and wakes the instances with its commit.</summary>
    public static async Task AddWorkAsync(this SupplyRiskDb db, string kind, IEnumerable<Guid> keys, string reason, DateTime now, CancellationToken ct)
    {
        if (await db.BulkInsertAsync(keys.Select(key => Row(kind, key, reason, now)), ct) > 0) await db.WakeInstancesAsync(ct);
    }

    /// <summary>Adds rows that a run makes for itself in the caller's transaction.</summary>
    /// <returns>How many.</returns>
    public static Task<int> AddRunWorkAsync(this SupplyRiskDb db, Guid run, string kind, IEnumerable<Guid> keys, string reason, DateTime now, CancellationToken ct) =>
        db.BulkInsertAsync(keys.Select(key => Row(kind, key, reason, now, run)), ct);

    /// <summary>Gives a run all that waits, what an earlier run left too. What comes later waits for the next: it may rest on facts that this run does not know.</summary>
    /// <returns>How many rows the run has.</returns>
    public static Task<int> GiveWorkAsync(this SupplyRiskDb db, Guid run, DateTime now, CancellationToken ct) =>
        db.Work.Where(w => w.RunAfter <= now).ExecuteUpdateAsync(u => u.SetProperty(w => w.RunId, run), ct);

    /// <summary>Keys of one kind that a run has still to do, from one key up to another, in their order.</summary>
    /// <param name="from">The first key, included.</param>
    /// <param name="to">The end, not included.</param>
    /// <param name="upTo">Rows with a higher id are for a later round.</param>
    public static Task<List<Guid>> NextKeysAsync(this SupplyRiskDb db, Guid run, string kind, Guid from, Guid to, long upTo, int limit, CancellationToken ct) =>
        Pending(db, run, kind, upTo).Where(w => w.Key >= from && w.Key < to).Select(w => w.Key).Distinct().Order().Take(limit).ToListAsync(ct);

    /// <summary>Splits what a run has still to do of one kind into ranges of keys with about equally many rows each.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="parts">How many ranges at most; fewer where one key has rows for several.</param>
    /// <returns>Where each begins, rising; the first is the lowest key there can be.</returns>
    public static async Task<List<Guid>> SplitAsync(this SupplyRiskDb db, Guid run, string kind, int count, int parts, long upTo, CancellationToken ct)
    {
        var begins = new List<Guid> { Guid.Empty };
        for (var i = 1; i < parts; i++)
        {
            var begin = await Pending(db, run, kind, upTo).Select(w => w.Key).Order().Skip((int)((long)i * count / parts)).FirstOrDefaultAsync(ct);
            if (begin > begins[^1]) begins.Add(begin);
        }
        return begins;
    }

    /// <summary>Deletes every row of the keys given, in the transaction of their effect.</summary>
    /// <returns>How many rows are done.</returns>
    public static Task<int> CompleteWorkAsync(this SupplyRiskDb db, Guid run, string kind, IReadOnlyList<Guid> keys, long upTo, CancellationToken ct) =>
        Pending(db, run, kind, upTo).Where(w => keys.Contains(w.Key)).ExecuteDeleteAsync(ct);

    private static IQueryable<Work> Pending(SupplyRiskDb db, Guid run, string kind, long upTo) => db.Work.Where(w => w.RunId == run && w.Kind == kind && w.Id <= upTo);
}
