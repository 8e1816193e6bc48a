using System.Collections.Frozen;
using System.Globalization;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>What a header may mean. A null field means: known, and of no use to us.</summary>
internal sealed record HeaderMeaning(SupplierField? Field, double Confidence, string Why, string Language);

/// <summary>
/// The synonym table <c>header-synonyms.csv</c>: field, language, confidence, headers. A header is looked up whole and in its
/// parts; then within one or two typing errors; then by a synonym whose words it contains.
/// </summary>
internal static class HeaderSynonyms
{
    private const string Ignore = "ignore";
    private const string OtherParty = "other_party";
    private const double WeakestUsable = 0.3;

    // Of little meaning within a header, in any of the table's languages.
    private static readonly FrozenSet<string> Fillers = FrozenSet.Create(
        "of", "the", "a", "in", "for", "and", "or", "as", "iso", "full", "main", "primary", "de", "del", "la", "el", "los", "las", "le", "les", "du", "des", "da", "do", "dos", "das",
        "der", "die", "des", "und", "et", "y", "e", "en", "mandatory", "required", "optional", "if", "applicable", "text", "1");

    private static readonly FrozenDictionary<string, HeaderMeaning[]> Exact;
    private static readonly (string Key, HeaderMeaning Meaning)[] Long;
    private static readonly (string[] Words, HeaderMeaning Meaning)[] Phrases;
    private static readonly FrozenSet<string> OtherPartyWords;

    static HeaderSynonyms()
    {
        var exact = new Dictionary<string, List<HeaderMeaning>>();
        var phrases = new List<(string[], HeaderMeaning)>();
        var otherParty = new HashSet<string>();
        foreach (var row in EmbeddedTable.Rows("header-synonyms.csv"))
        {
            foreach (var header in row[3].Split('|', StringSplitOptions.TrimEntries))
            {
                if (row[0] == OtherParty)
                {
                    otherParty.Add(HeaderText.Key(header));
                    continue;
                }
                SupplierField? field = row[0] == Ignore
                    ? null
                    : SupplierFields.Find(row[0]) ?? throw new InvalidOperationException($"header-synonyms.csv names the unknown field '{row[0]}'.");
                var meaning = new HeaderMeaning(field, double.Parse(row[2], CultureInfo.InvariantCulture), $"'{header}' means {row[0]} ({row[1]})", row[1]);
                var key = HeaderText.Key(header);
                exact.TryAdd(key, []);
                if (exact[key].TrueForAll(m => m.Field != field))
                    exact[key].Add(meaning);
                phrases.Add(([.. HeaderText.Words(header).Distinct()], meaning));
            }
        }
        Exact = exact.ToFrozenDictionary(e => e.Key, e => e.Value.ToArray());
        Long = [.. exact.Where(e => e.Key.Length >= 6).SelectMany(e => e.Value.Select(m => (e.Key, m)))];
        Phrases = [.. phrases];
        OtherPartyWords = otherParty.ToFrozenSet();
    }

    /// <summary>What a header may mean, best first; one entry a field, empty if nothing is known.</summary>
    public static List<HeaderMeaning> Of(string header)
    {
        var found = Looked(header).ToList();
        if (found.Count == 0)
            found = Misspelled(header).ToList();
        if (found.Count == 0)
            found = Containing(header).ToList();
        return [.. found.GroupBy(m => m.Field).Select(g => g.MaxBy(m => m.Confidence)!)
            .Where(m => m.Confidence >= WeakestUsable).OrderByDescending(m => m.Confidence).ThenBy(m => m.Field)];
    }

    /// <summary>True if the text is one of the table's headers, whole or in part. For finding header rows: no guessing.</summary>
    public static bool Knows(string text) => Looked(text).Any();

    private static IEnumerable<HeaderMeaning> Looked(string header)
    {
        var whole = true;
        foreach (var reading in HeaderText.Readings(header))
        {
            foreach (var meaning in Exact.GetValueOrDefault(HeaderText.Key(reading)) ?? [])
                yield return whole ? meaning : meaning with { Confidence = meaning.Confidence * 0.95 };
            whole = false;
        }
    }

    private static IEnumerable<HeaderMeaning> Misspelled(string header)
    {
        var key = HeaderText.Key(header);
        if (key.Length is < 6 or > 60)
            yield break;
        var allowed = key.Length < 10 ? 1 : 2;
        foreach (var (known, meaning) in Long)
        {
            var distance = Spelling.Distance(known, key, allowed);
            if (distance <= allowed)
                yield return meaning with { Confidence = meaning.Confidence * (0.9 - (0.1 * distance)), Why = $"spelled almost like a header that says {meaning.Why}" };
        }
    }

    private static IEnumerable<HeaderMeaning> Containing(string header)
    {
        var words = HeaderText.Words(header).Where(w => !Fillers.Contains(w)).Distinct().ToList();
        if (words.Count is 0 or > 8)
            yield break;
        var about = words.Where(OtherPartyWords.Contains).ToList();
        foreach (var (phrase, meaning) in Phrases)
        {
            var own = phrase.Where(w => !Fillers.Contains(w)).ToList();
            if (own.Count == 0 || meaning.Confidence < 0.9 || !own.TrueForAll(words.Contains) || about.Exists(w => !own.Contains(w)))
                continue;
            // Half of the words must be the synonym's: "supplier country code list version" is about something else.
            var share = (double)own.Count / words.Count;
            if (share >= 0.5)
                yield return meaning with { Confidence = meaning.Confidence * (0.4 + (0.4 * share)), Why = $"contains a header that says {meaning.Why}" };
        }
    }
}
