using System.Globalization;

namespace SupplyRisk.Matching.Duplicates;

/// <summary>Suppliers to compare others with. Finds the few that may be the one asked about: by name, by address, by a number. Immutable and safe for many threads.</summary>
public sealed class TwinIndex
{
    private readonly DuplicateSettings settings;
    private readonly Twin[] twins;
    private readonly MatchIndex names;
    private readonly Dictionary<string, List<int>> byValue = new(StringComparer.Ordinal);

    public TwinIndex(IReadOnlyList<Twin> twins, DuplicateSettings settings)
    {
        this.settings = settings;
        this.twins = [.. twins];
        names = MatchIndex.Build([.. twins.Select((t, i) => t.Entry(i.ToString(CultureInfo.InvariantCulture)))], TokenFrequencies.Shipped, MatchSettings.Default);
        for (var i = 0; i < this.twins.Length; i++)
        {
            foreach (var value in ValuesOf(this.twins[i]))
            {
                if (!byValue.TryGetValue(value, out var bearers)) byValue[value] = bearers = [];
                if (bearers.Count <= settings.Crowded) bearers.Add(i); // one more than the limit shows that it is crowded
            }
        }
    }

    /// <summary>Those that may be the one asked about, itself left out; in the order they were given.</summary>
    public IReadOnlyList<Twin> Near(Twin asked)
    {
        var found = new SortedSet<int>();
        // Itself is the first of them all, where it is in the index.
        foreach (var match in names.Match(asked.Query, settings.Candidates + 1, settings.LeastName - settings.PlaceUnknown))
            found.Add(int.Parse(match.EntryId, CultureInfo.InvariantCulture));
        foreach (var value in ValuesOf(asked))
            if (byValue.TryGetValue(value, out var bearers) && bearers.Count <= settings.Crowded) found.UnionWith(bearers);
        return [.. found.Select(i => twins[i]).Where(t => t.Facts.Id != asked.Facts.Id)];
    }

    private static IEnumerable<string> ValuesOf(Twin twin)
    {
        foreach (var number in twin.SiteNumbers) yield return number;
        foreach (var number in twin.LegalNumbers) yield return number;
        if (twin.AddressKey is { } address) yield return address;
    }
}
