using System.Text;
using SupplyRisk.Ingestion.Documents.Facts;

namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>Phrases that may stand in a cell, each with what it means.</summary>
internal sealed class CellWords<T>
{
    // By first letter, longest first.
    private readonly Dictionary<char, List<(string Phrase, T Means)>> _phrases = [];

    public CellWords(IEnumerable<(string Words, T Means)> entries)
    {
        foreach (var (words, means) in entries)
        {
            foreach (var phrase in words.Split('|').Select(w => Cell.Fold(w).Trim()).Where(w => w.Length > 0))
            {
                if (!_phrases.TryGetValue(phrase[0], out var list)) _phrases.Add(phrase[0], list = []);
                list.Add((phrase, means));
            }
        }

        foreach (var list in _phrases.Values)
            list.Sort((a, b) => b.Phrase.Length != a.Phrase.Length ? b.Phrase.Length.CompareTo(a.Phrase.Length) : string.CompareOrdinal(a.Phrase, b.Phrase));
    }

    /// <summary>What stands in a folded cell, in its order; of phrases that begin at one place the longest.</summary>
    public IEnumerable<(int At, int Length, T Means)> In(string folded)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            if (!_phrases.TryGetValue(folded[i], out var list) || !Cell.IsEdge(folded, i))
                continue;
            foreach (var (phrase, means) in list)
            {
                if (!folded.AsSpan(i).StartsWith(phrase, StringComparison.Ordinal) || !Cell.IsEdge(folded, i + phrase.Length))
                    continue;
                yield return (i, phrase.Length, means);
                i += phrase.Length - 1;
                break;
            }
        }
    }
}

/// <summary>A cell's text as it is compared.</summary>
internal static class Cell
{
    /// <summary>Longer cells are cut: what tells the kind of a cell stands at its beginning.</summary>
    private const int Longest = 2000;

    /// <summary>Lower case without accents, words apart by one space, a space at both ends.</summary>
    public static string Fold(string text)
    {
        var folded = LetterFold.Of(text.Length > Longest ? text[..Longest] : text);
        var words = new StringBuilder(folded.Length + 2).Append(' ');
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c))
                words.Append(c);
            else if (words[^1] != ' ')
                words.Append(' ');
        }

        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }

    /// <summary>True where a word may begin or end; scripts without spaces allow it anywhere.</summary>
    public static bool IsEdge(string folded, int at) =>
        at <= 0 || at >= folded.Length || folded[at - 1] == ' ' || folded[at] == ' ' || folded[at - 1] >= '\u2E80' || folded[at] >= '\u2E80';
}
