using System.Globalization;
using SupplyRisk.Matching.Names;
using SupplyRisk.Matching.Tables;

namespace SupplyRisk.Matching;

/// <summary>
/// How common words are in organisation names: of <see cref="NamesInTotal"/> names, how many hold the word.
/// A versioned table, not a by-product of today's portfolio (a score must not move because a supplier was added).
/// </summary>
public sealed class TokenFrequencies
{
    /// <summary>What the counts are out of.</summary>
    public const double NamesInTotal = 1_000_000;

    private const int ShortestSlip = 6;
    private readonly Dictionary<string, double> counts;
    private readonly Dictionary<string, string> slips = [];

    private TokenFrequencies(Dictionary<string, double> counts, string sha256)
    {
        this.counts = counts;
        Sha256 = sha256;
        foreach (var key in counts.Keys.Select(SoundKey.Of).Where(key => key.Length >= ShortestSlip))
        {
            for (var i = 1; i <= key.Length; i++)
                slips.TryAdd(i < key.Length ? key.Remove(i, 1) : key, key);
        }
    }

    /// <summary>The shipped table.</summary>
    public static TokenFrequencies Shipped { get; } = Parse(EmbeddedTable.Read("frequencies.txt"));

    /// <summary>Hash of the table's text, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Reads lines of <c>count: word word</c>; a word named twice keeps its larger count.</summary>
    /// <exception cref="FormatException">A line has no count; the message says which.</exception>
    public static TokenFrequencies Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var read = new Dictionary<string, double>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !double.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new FormatException($"Token frequencies, line {number}: expected 'count: word word', found '{line}'.");
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                read[word] = Math.Max(count, read.GetValueOrDefault(word));
        }
        return new TokenFrequencies(read, EmbeddedTable.Sha256(text));
    }

    /// <summary>Counts the words of names, for rebuilding a table: each word once a name, scaled to the total.</summary>
    public static IReadOnlyDictionary<string, double> Count(IEnumerable<string> names)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var total = 0;
        foreach (var name in names)
        {
            total++;
            foreach (var word in NameWords.Read(name, Lexicon.Shipped).Select(word => word.Text).Distinct(StringComparer.Ordinal))
                found[word] = found.GetValueOrDefault(word) + 1;
        }
        return found.ToDictionary(pair => pair.Key, pair => pair.Value * NamesInTotal / total);
    }

    /// <summary>The count of a folded word; 0 where the table does not hold it, which means rare.</summary>
    public double Of(string word) => counts.GetValueOrDefault(word);

    /// <summary>True where a common word is one slip of the keyboard away, its first letter kept.</summary>
    internal bool HasOneSlipAway(string key)
    {
        if (key.Length < ShortestSlip)
            return false;
        for (var i = key.Length; i >= 1; i--)
        {
            if (slips.TryGetValue(i < key.Length ? key.Remove(i, 1) : key, out var word) && EditDistance.Of(word, key, 1) <= 1)
                return true;
        }
        return false;
    }
}
