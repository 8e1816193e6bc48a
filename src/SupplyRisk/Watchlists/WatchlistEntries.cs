using SupplyRisk.Data;

namespace SupplyRisk.Watchlists;

/// <summary>Reading what lists say.</summary>
public static class WatchlistEntries
{
    /// <summary>Entries that suppliers' names are compared with: those of lists of goods are none.</summary>
    public static IQueryable<ListEntryVersion> EntriesWithNames(this SupplyRiskDb db)
    {
        var without = WatchlistSources.WithoutNames;
        return db.ListEntryVersions.Where(e => !db.Watchlists.Any(w => w.Id == e.WatchlistId && without.Contains(w.Source)));
    }
}
