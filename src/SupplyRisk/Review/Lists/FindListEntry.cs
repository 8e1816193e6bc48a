using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review.Lists;

/// <summary>An entry with its history.</summary>
/// <param name="Now">What the list says of it, or said last.</param>
/// <param name="InForce">False where it is no longer listed.</param>
/// <param name="Aliases">All it ever had, with their time: those in force first, then by name.</param>
/// <param name="Versions">What the list said, and when we knew it, newest knowledge first.</param>
/// <param name="Suppliers">Which suppliers it touches, by match score.</param>
public sealed record ListEntryToShow(
    Guid ListId, string List, ListEntryVersion Now, bool InForce, IReadOnlyList<ListAlias> Aliases, IReadOnlyList<ListEntryState> Versions, IReadOnlyList<TouchedSupplier> Suppliers);

/// <summary>A name of an entry.</summary>
/// <param name="From">The first day; null where that is not known.</param>
/// <param name="Until">The day it was taken off; null while it stands.</param>
public sealed record ListAlias(string Name, DateOnly? From, DateOnly? Until);

/// <summary>What a list said of an entry in both times; null where an end is open.</summary>
public sealed record ListEntryState(ListEntryVersion Version, DateOnly? From, DateOnly? Until, DateTime KnownFrom, DateTime? KnownUntil, IReadOnlyList<string> Changes);

/// <summary>A supplier that an entry touches.</summary>
/// <param name="Outcome"><c>candidate</c> or <c>related</c>; null where it no longer matches.</param>
/// <param name="Review">What a person said of the match.</param>
/// <param name="PublishedOn">Of the listing; null if not known.</param>
/// <param name="FlaggedAt">When the entry first flagged it; null if it has not.</param>
public sealed record TouchedSupplier(
    Guid Id, string Name, string? Country, string? Outcome, double? Score, string? MatchedAlias, bool IdentifierEqual, MatchReview Review, DateOnly? PublishedOn, DateTime? KnownAt, DateTime? FlaggedAt);

/// <summary>Reads one entry of a list, with all that the list ever said of it.</summary>
public sealed class FindListEntry(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public async Task<ListEntryToShow?> HandleAsync(Actor actor, Guid listId, string entryId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.Id == listId, ct) is not { } list) return null;
        var versions = await db.ListEntryVersions.AsNoTracking().Where(e => e.WatchlistId == listId && e.EntryId == entryId).ToListAsync(ct);
        if (versions.Count == 0) return null;
        var today = time.Today();
        var known = versions.Where(v => v.KnownTo == TwoTimes.StillKnown).OrderBy(v => v.ValidFrom).ToList();
        var now = known.LastOrDefault(v => v.ValidFrom <= today && v.ValidTo > today) ?? known.LastOrDefault() ?? versions.OrderBy(v => v.KnownFrom).Last();
        return new ListEntryToShow(list.Id, list.Name, now, now.ValidTo > today, AliasesOf(known, now, today), StatesOf(versions), await SuppliersAsync(db, actor, listId, entryId, ct));
    }

    // An alias stands from the first version that has it to the end of the last, in what is known now.
    private static List<ListAlias> AliasesOf(List<ListEntryVersion> known, ListEntryVersion now, DateOnly today) =>
        [.. known.SelectMany(v => Packed.Split(v.Aliases).Append(v.Name).Select(a => (Alias: a, Version: v)))
            .Where(a => a.Alias != now.Name)
            .GroupBy(a => a.Alias, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, From: g.Min(a => a.Version.ValidFrom), Until: g.Max(a => a.Version.ValidTo)))
            .OrderBy(a => a.Until <= today).ThenBy(a => a.Name, StringComparer.Ordinal)
            .Select(a => new ListAlias(a.Name, Open(a.From, TwoTimes.OpenStart), Open(a.Until, TwoTimes.OpenEnd)))];

    private static List<ListEntryState> StatesOf(List<ListEntryVersion> versions)
    {
        var ordered = versions.OrderBy(v => v.KnownFrom).ThenBy(v => v.ValidFrom).ToList();
        var states = new List<ListEntryState>();
        foreach (var v in ordered)
        {
            var before = states.Count == 0 ? null : states[^1].Version;
            // What changed on a day is two rows, until that day and from it: no delisting.
            var goesOn = before?.ValidTo == v.ValidFrom || ordered.Exists(x => x.KnownFrom == v.KnownFrom && x.ValidFrom == v.ValidTo);
            states.Add(new ListEntryState(v, Open(v.ValidFrom, TwoTimes.OpenStart), Open(v.ValidTo, TwoTimes.OpenEnd), v.KnownFrom, v.KnownTo == TwoTimes.StillKnown ? null : v.KnownTo, EntryChanges.Between(before, v, withEnd: !goesOn)));
        }
        states.Reverse();
        return states;
    }

    private static async Task<List<TouchedSupplier>> SuppliersAsync(SupplyRiskDb db, Actor actor, Guid listId, string entryId, CancellationToken ct)
    {
        var matches = await db.SupplierMatches.AsNoTracking().SeenBy(actor, m => m.SupplierId).Where(m => m.WatchlistId == listId && m.EntryId == entryId).ToListAsync(ct);
        var flags = await db.ListingFlags.AsNoTracking().SeenBy(actor, f => f.SupplierId).Where(f => f.WatchlistId == listId && f.EntryId == entryId).ToDictionaryAsync(f => f.SupplierId, ct);
        var decisions = (await db.MatchDecisions.AsNoTracking().Where(d => d.WatchlistId == listId && d.EntryId == entryId).ToListAsync(ct)).ToLookup(d => d.SupplierId);
        var ids = matches.Select(m => m.SupplierId).Union(flags.Keys).ToList();
        var names = await db.SupplierVersions.AsNoTracking().StillKnownNow().Where(v => ids.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.Name, v.Country, v.ValidFrom }).ToListAsync(ct);
        return [.. names.GroupBy(n => n.SupplierId).Select(g =>
        {
            var (name, m, f) = (g.OrderBy(n => n.ValidFrom).Last(), matches.Find(x => x.SupplierId == g.Key), flags.GetValueOrDefault(g.Key));
            // A decision holds while the facts hold.
            var said = decisions[g.Key].Where(d => d.FactsKey == m?.FactsKey).OrderByDescending(d => d.At).FirstOrDefault()?.Review ?? MatchReview.Unreviewed;
            return new TouchedSupplier(g.Key, name.Name, name.Country, m?.Outcome, m?.Score, m?.MatchedAlias, m?.IdentifierEqual ?? false, said, f?.PublishedOn, f?.KnownAt, f?.FlaggedAt);
        }).OrderByDescending(s => s.Score ?? -1).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static DateOnly? Open(DateOnly day, DateOnly open) => day == open ? null : day;
}
