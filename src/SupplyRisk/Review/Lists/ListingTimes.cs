using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review.Lists;

/// <summary>How long one listing took to flag one supplier. The one definition, for a list's page, the overview and the figures on effectiveness.</summary>
/// <param name="FromKnown">From when both the listing and the supplier were known to us.</param>
/// <param name="DaysFromPublished">
/// From the day the publisher states; null where it states none, where the listing came with the first load of its list (its day is older than our watch),
/// and where the supplier came after the listing.
/// </param>
public sealed record ListingTime(Guid SupplierId, string List, string EntryId, DateTime FlaggedAt, TimeSpan FromKnown, int? DaysFromPublished);

/// <summary>How fast listings became flags.</summary>
/// <param name="Listings">Listings that flagged a supplier.</param>
/// <param name="MedianFromKnown">From when we knew of both; the lower of two middles.</param>
/// <param name="MedianDaysFromPublished">Days from publication to flag, of those whose publication we watched for; null if there is none.</param>
public sealed record ListSpeed(int Listings, TimeSpan MedianFromKnown, int? MedianDaysFromPublished)
{
    /// <returns>Null if no listing has flagged anybody.</returns>
    public static ListSpeed? Of(IReadOnlyCollection<ListingTime> times)
    {
        if (times.Count == 0) return null;
        var known = times.Select(t => t.FromKnown).Order().ToList();
        var published = times.Select(t => t.DaysFromPublished).OfType<int>().Order().ToList();
        return new ListSpeed(times.Select(t => (t.List, t.EntryId)).Distinct().Count(), known[(known.Count - 1) / 2], published.Count == 0 ? null : published[(published.Count - 1) / 2]);
    }
}

/// <summary>Reads how long listings took.</summary>
public static class ListingTimes
{
    /// <param name="list">Only this list; null is all.</param>
    /// <param name="since">Only flags from then on; null is all.</param>
    public static async Task<List<ListingTime>> ReadAsync(SupplyRiskDb db, Actor actor, Guid? list, DateTime? since, CancellationToken ct)
    {
        var flags = await (from f in db.ListingFlags.SeenBy(actor, f => f.SupplierId)
                           join s in db.Suppliers on f.SupplierId equals s.Id
                           join w in db.Watchlists on f.WatchlistId equals w.Id
                           where (list == null || f.WatchlistId == list) && (since == null || f.FlaggedAt >= since)
                           select new { Flag = f, w.Name, s.FirstListedAt }).AsNoTracking().ToListAsync(ct);
        if (flags.Count == 0) return [];
        var first = await db.Snapshots.GroupBy(s => s.WatchlistId).Select(g => new { g.Key, At = g.Min(s => s.RetrievedAt) }).ToDictionaryAsync(g => g.Key, g => g.At, ct);
        return flags.ConvertAll(f => new ListingTime(
            f.Flag.SupplierId, f.Name, f.Flag.EntryId, f.Flag.FlaggedAt, FromKnown(f.Flag, f.FirstListedAt),
            f.Flag.PublishedOn is { } day && f.Flag.KnownAt > first.GetValueOrDefault(f.Flag.WatchlistId) && f.Flag.KnownAt >= f.FirstListedAt
                ? Math.Max(0, DateOnly.FromDateTime(f.Flag.FlaggedAt).DayNumber - day.DayNumber) : null)); // a list may be dated after the day it reached us
    }

    // A supplier that was there first is what a watch over lists is for; one that came later is flagged when it comes.
    private static TimeSpan FromKnown(ListingFlag flag, DateTime supplierSince) =>
        flag.FlaggedAt - (flag.KnownAt > supplierSince ? flag.KnownAt : supplierSince) is var time && time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
