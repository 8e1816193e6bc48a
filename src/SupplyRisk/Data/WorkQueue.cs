using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Data;

/// <summary>Rows of pending work: written with what made them necessary, given to a run when it begins, deleted with their effect.</summary>
public static class WorkQueue
{
    /// <summary>Slots that keys fall into; a run's partitions are ranges of them.</summary>
    public const int Slots = 256;

    /// <summary>Where a key falls, the same for ever and everywhere: its last byte, which is random in keys made from the clock.</summary>
    public static int SlotOf(Guid key) => key.ToByteArray()[15];

    /// <summary>A row for <see cref="BulkWriter"/>.</summary>
    public static Work Row(string kind, Guid key, string reason, DateTime runAfter, Guid? run = null) =>
        new() { Kind = kind, Key = key, Slot = SlotOf(key), Reason = reason, RunAfter = runAfter, RunId = run };

    /// <summary>Adds rows for the next run in the caller's transaction, and wakes the instances with its commit.</summary>
    public static async Task AddWorkAsync(this SupplyRiskDb db, string kind, IEnumerable<Guid> keys, string reason, DateTime now, CancellationToken ct)
    {
        if (await db.BulkInsertAsync(keys.Select(key => Row(kind, key, reason, now)), ct) > 0) await db.WakeInstancesAsync(ct);
    }

    /// <summary>Adds rows that a run makes for itself in the caller's transaction.</summary>
    public static Task AddRunWorkAsync(this SupplyRiskDb db, Guid run, string kind, IEnumerable<Guid> keys, string reason, DateTime now, CancellationToken ct) =>
        db.BulkInsertAsync(keys.Select(key => Row(kind, key, reason, now, run)), ct);

    /// <summary>Gives a run all that waits, what an earlier run left too. What comes later waits for the next: it may rest on facts that this run does not know.</summary>
    /// <returns>How many rows the run has.</returns>
    public static Task<int> GiveWorkAsync(this SupplyRiskDb db, Guid run, DateTime now, CancellationToken ct) =>
        db.Work.Where(w => w.RunAfter <= now).ExecuteUpdateAsync(u => u.SetProperty(w => w.RunId, run), ct);

    /// <summary>Keys of one kind in a range of slots that a run has still to do, in the order of slot and key.</summary>
    /// <param name="upTo">Rows with a higher id are for a later round.</param>
    public static Task<List<Guid>> NextKeysAsync(this SupplyRiskDb db, Guid run, string kind, int slotFrom, int slotTo, long upTo, int limit, CancellationToken ct) =>
        db.Work.Where(w => w.RunId == run && w.Kind == kind && w.Slot >= slotFrom && w.Slot <= slotTo && w.Id <= upTo)
            .Select(w => new { w.Slot, w.Key }).Distinct().OrderBy(w => w.Slot).ThenBy(w => w.Key).Take(limit).Select(w => w.Key).ToListAsync(ct);

    /// <summary>Deletes every row of the keys given, in the transaction of their effect.</summary>
    /// <returns>How many rows are done.</returns>
    public static Task<int> CompleteWorkAsync(this SupplyRiskDb db, Guid run, string kind, IReadOnlyList<Guid> keys, long upTo, CancellationToken ct) =>
        db.Work.Where(w => w.RunId == run && w.Kind == kind && w.Id <= upTo && keys.Contains(w.Key)).ExecuteDeleteAsync(ct);
}
