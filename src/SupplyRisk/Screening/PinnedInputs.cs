using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Screening;

/// <summary>Everything a run's scores depend on beside the suppliers themselves. Same pins, same facts: same score to the last digit.</summary>
/// <param name="AsOf">The day facts are true on.</param>
/// <param name="KnownAt">The instant they are known at, UTC.</param>
/// <param name="Rulesets">Compiled rules.</param>
/// <param name="Lists">The entries in force, indexed for matching.</param>
public sealed record PinnedInputs(DateOnly AsOf, DateTime KnownAt, RulesetBundle Rulesets, ListIndex Lists)
{
    /// <summary>Whether names have been compared with any list at all. Scoring rests on that; on the entries it rests by way of the matches found.</summary>
    public bool ListsLoaded { get; init; } = Lists.Count > 0;
}

/// <summary>The list entries in force on a day as known at an instant, indexed for matching.</summary>
public sealed class ListIndex
{
    private readonly Dictionary<string, ListedEntry> byKey;

    private readonly Lazy<MatchIndex> names;

    private ListIndex(Dictionary<string, ListedEntry> byKey, string hash)
    {
        this.byKey = byKey;
        Hash = hash;
        names = new Lazy<MatchIndex>(() => MatchIndex.Build([.. byKey.Select(e => ToMatch(e.Key, e.Value.Entry))], TokenFrequencies.Shipped, MatchSettings.Default));
    }

    /// <summary>An entry with the list it stands in.</summary>
    public sealed record ListedEntry(Watchlist List, ListEntryVersion Entry);

    /// <summary>Built when first asked for: a run that finds nothing to match pays nothing.</summary>
    public MatchIndex Names => names.Value;

    public int Count => byKey.Count;

    /// <summary>SHA-256 over lists and entries in order, lower-case hex.</summary>
    public string Hash { get; }

    public IEnumerable<ListEntryVersion> Entries => byKey.Values.Select(e => e.Entry);

    /// <summary>The entry behind a match.</summary>
    public ListedEntry this[string key] => byKey[key];

    public static async Task<ListIndex> LoadAsync(SupplyRiskDb db, DateOnly asOf, DateTime knownAt, CancellationToken ct)
    {
        var lists = await db.Watchlists.AsNoTracking().ToDictionaryAsync(w => w.Id, ct);
        var entries = await db.EntriesWithNames().At(asOf, knownAt).AsNoTracking().ToListAsync(ct);
        return Of(entries.Select(e => new ListedEntry(lists[e.WatchlistId], e)));
    }

    /// <summary>Indexes the entries given; order does not matter.</summary>
    public static ListIndex Of(IEnumerable<ListedEntry> entries)
    {
        var keyed = new Dictionary<string, ListedEntry>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var listed in entries.OrderBy(e => e.List.Name, StringComparer.Ordinal).ThenBy(e => e.Entry.EntryId, StringComparer.Ordinal))
        {
            keyed[KeyOf(listed)] = listed;
            hash.AppendData(Encoding.UTF8.GetBytes($"{listed.List.Name}\u001f{listed.Entry.EntryId}\u001f{listed.Entry.FactsHash}\n"));
        }
        return new ListIndex(keyed, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // The version is part of it: what an entry said before and says now may both be asked for.
    private static string KeyOf(ListedEntry e) => $"{e.List.Name}\u001f{e.Entry.EntryId}\u001f{e.Entry.Id:N}";

    private static MatchEntry ToMatch(string key, ListEntryVersion entry) => new()
    {
        Id = key,
        Name = entry.Name,
        Aliases = entry.Aliases.Length == 0 ? [] : entry.Aliases.Split('|'),
        Country = entry.Country,
        Address = entry.Address,
        Identifiers = entry.Identifiers.Length == 0 ? [] : entry.Identifiers.Split('|'),
        IncludesSubsidiaries = entry.IncludesSubsidiaries,
    };
}
