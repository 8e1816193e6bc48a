using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Screening;

/// <summary>Notes when a listing flagged a supplier for the first time, so that it can be said how long that took.</summary>
internal static class ListingFlags
{
    /// <param name="flagged">Suppliers that a list entry has flagged in this batch.</param>
    public static async Task RecordAsync(SupplyRiskDb db, Run run, IReadOnlyList<Guid> flagged, DateTime now, CancellationToken ct)
    {
        if (flagged.Count == 0) return;
        var redirects = await Redirects.AtAsync(db, run.KnownAt, ct);
        var group = redirects.GroupsOf(flagged);
        var matches = (await db.SupplierMatches.Where(m => group.Contains(m.SupplierId)).Select(m => new { m.WatchlistId, m.EntryId, m.SupplierId }).Distinct().ToListAsync(ct))
            .Select(m => m with { SupplierId = redirects.SurvivorOf(m.SupplierId) }).Distinct().ToList();
        var noted = (await db.ListingFlags.Where(f => flagged.Contains(f.SupplierId)).Select(f => new { f.WatchlistId, f.EntryId, f.SupplierId }).ToListAsync(ct)).ToHashSet();
        var fresh = matches.Where(m => !noted.Contains(m)).OrderBy(m => m.WatchlistId).ThenBy(m => m.EntryId, StringComparer.Ordinal).ThenBy(m => m.SupplierId).ToList();
        if (fresh.Count == 0) return;
        var published = await PublishedAsync(db, [.. fresh.Select(m => (m.WatchlistId, m.EntryId)).Distinct()], ct);
        await db.BulkInsertAsync(
            from m in fresh
            let p = published[(m.WatchlistId, m.EntryId)]
            select new ListingFlag { WatchlistId = m.WatchlistId, EntryId = m.EntryId, SupplierId = m.SupplierId, RunId = run.Id, PublishedOn = p.On, KnownAt = p.KnownAt, FlaggedAt = now },
            ct);
    }

    // A list that was loaded for the first time brought old listings and new ones: its day is none of theirs.
    private static async Task<Dictionary<(Guid List, string Entry), (DateOnly? On, DateTime KnownAt)>> PublishedAsync(SupplyRiskDb db, List<(Guid List, string Entry)> entries, CancellationToken ct)
    {
        var (lists, ids) = (entries.Select(e => e.List).Distinct().ToList(), entries.Select(e => e.Entry).Distinct(StringComparer.Ordinal).ToList());
        var versions = await db.ListEntryVersions.Where(e => lists.Contains(e.WatchlistId) && ids.Contains(e.EntryId))
            .Select(e => new { e.WatchlistId, e.EntryId, e.ValidFrom, e.KnownFrom, e.SnapshotId }).ToListAsync(ct);
        var snapshots = await db.Snapshots.Where(s => lists.Contains(s.WatchlistId)).Select(s => new { s.Id, s.WatchlistId, s.RetrievedAt, s.PublishedOn }).ToListAsync(ct);
        var first = snapshots.GroupBy(s => s.WatchlistId).ToDictionary(g => g.Key, g => g.MinBy(s => s.RetrievedAt)!.Id); // a group has one
        var publishedOn = snapshots.ToDictionary(s => s.Id, s => s.PublishedOn);
        return versions.GroupBy(v => (v.WatchlistId, v.EntryId)).ToDictionary(g => g.Key, g =>
        {
            var v = g.OrderBy(x => x.KnownFrom).ThenBy(x => x.ValidFrom).First();
            DateOnly? stated = v.ValidFrom == TwoTimes.OpenStart ? null : v.ValidFrom;
            return (stated ?? (v.SnapshotId == first[v.WatchlistId] ? null : publishedOn[v.SnapshotId]), v.KnownFrom);
        });
    }
}
