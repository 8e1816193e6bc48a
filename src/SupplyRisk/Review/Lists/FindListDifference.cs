using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review.Lists;

/// <summary>What a list said differently in two snapshots.</summary>
/// <param name="Added">By name, like the two below; at most <see cref="FindListDifference.MostShown"/> each.</param>
public sealed record ListDifference(
    Guid ListId, string List, IReadOnlyList<Snapshot> Snapshots, Snapshot From, Snapshot To,
    IReadOnlyList<EntryDifference> Added, IReadOnlyList<EntryDifference> Changed, IReadOnlyList<EntryDifference> Removed, int AddedCount, int ChangedCount, int RemovedCount);

/// <summary>What became of one entry.</summary>
/// <param name="Changes">Sentences; empty for what came or went as a whole.</param>
public sealed record EntryDifference(string EntryId, string Name, string? Country, string? Programme, IReadOnlyList<string> Changes);

/// <summary>Compares two snapshots of a list.</summary>
public sealed class FindListDifference(IDbContextFactory<SupplyRiskDb> databases)
{
    public const int MostShown = 500;

    /// <param name="from">The earlier snapshot; null is the one before <paramref name="to"/>.</param>
    /// <param name="to">The later snapshot; null is the current one.</param>
    /// <returns>Null where there is no such list or snapshot, or only one.</returns>
    public async Task<ListDifference?> HandleAsync(Guid listId, Guid? from, Guid? to, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.Id == listId, ct) is not { } list) return null;
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => s.WatchlistId == listId).OrderByDescending(s => s.RetrievedAt).ToListAsync(ct);
        if ((to is null ? snapshots.FirstOrDefault() : snapshots.Find(s => s.Id == to)) is not { } later) return null;
        if ((from is null ? snapshots.Find(s => s.RetrievedAt < later.RetrievedAt) : snapshots.Find(s => s.Id == from)) is not { } earlier) return null;
        if (earlier.RetrievedAt > later.RetrievedAt) (earlier, later) = (later, earlier);
        // Only what began or ended to be known in between can differ.
        var moved = await db.ListEntryVersions.AsNoTracking().Where(e => e.WatchlistId == listId
            && ((e.KnownFrom > earlier.RetrievedAt && e.KnownFrom <= later.RetrievedAt) || (e.KnownTo > earlier.RetrievedAt && e.KnownTo <= later.RetrievedAt))).ToListAsync(ct);
        var (was, now) = (InForce(moved, earlier), InForce(moved, later));
        var added = now.Where(n => !was.ContainsKey(n.Key)).Select(n => Of(n.Value, [])).ToList();
        var removed = was.Where(w => !now.ContainsKey(w.Key)).Select(w => Of(w.Value, [])).ToList();
        var changed = now.Where(n => was.ContainsKey(n.Key)).Select(n => Of(n.Value, EntryChanges.Between(was[n.Key], n.Value))).Where(d => d.Changes.Count > 0).ToList();
        return new ListDifference(list.Id, list.Name, snapshots, earlier, later, Shown(added), Shown(changed), Shown(removed), added.Count, changed.Count, removed.Count);
    }

    private static Dictionary<string, ListEntryVersion> InForce(List<ListEntryVersion> versions, Snapshot snapshot)
    {
        var day = DateOnly.FromDateTime(snapshot.RetrievedAt);
        return versions.Where(v => v.KnownFrom <= snapshot.RetrievedAt && v.KnownTo > snapshot.RetrievedAt && v.ValidTo > day)
            .GroupBy(v => v.EntryId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderBy(v => v.ValidFrom).Last(), StringComparer.Ordinal);
    }

    private static EntryDifference Of(ListEntryVersion v, IReadOnlyList<string> changes) => new(v.EntryId, v.Name, v.Country, v.Programme, changes);

    private static List<EntryDifference> Shown(List<EntryDifference> all) => [.. all.OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.EntryId, StringComparer.Ordinal).Take(MostShown)];
}
