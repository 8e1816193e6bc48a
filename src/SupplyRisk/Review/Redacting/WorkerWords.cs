using System.Text;

namespace SupplyRisk.Review.Redacting;

/// <summary>
/// What workers said of one supplier, to be recognised wherever it turns up: in a person's own text, a title, a file's name, a search snippet.
/// Compared by letters and digits alone, so that case, blanks, punctuation and marks within the text make no difference.
/// </summary>
public sealed class WorkerWords
{
    /// <summary>Letters in a row that are no accident: some five words; of scripts that write a word in a character or two, fewer.</summary>
    private const int Run = 24, DenseRun = 8;

    private readonly HashSet<string> runs = new(StringComparer.Ordinal);
    private readonly HashSet<string> dense = new(StringComparer.Ordinal);
    private readonly List<string> whole = [];

    public WorkerWords(IEnumerable<string> said)
    {
        foreach (var quote in said.Select(Letters).Where(q => q.Length > 0))
        {
            var (length, into) = quote.Any(IsDense) ? (DenseRun, dense) : (Run, runs);
            if (quote.Length <= length) whole.Add(quote);
            for (var i = 0; i + length <= quote.Length; i++) into.Add(quote.Substring(i, length));
        }
    }

    /// <summary>Those of <paramref name="said"/> that one of the texts repeats: what of a large portfolio has to be held in memory to judge a few texts.</summary>
    public static IEnumerable<string> RepeatedIn(IReadOnlyCollection<string> texts, IEnumerable<string> said)
    {
        var letters = texts.Select(Letters).ToList();
        var ofTexts = new[] { Run, DenseRun }.ToDictionary(length => length, length => letters.SelectMany(l => Enumerable.Range(0, Math.Max(0, l.Length - length + 1)).Select(i => l.Substring(i, length))).ToHashSet(StringComparer.Ordinal));
        foreach (var quote in said)
        {
            var q = Letters(quote);
            var length = q.Any(IsDense) ? DenseRun : Run;
            if (q.Length > 0 && (q.Length <= length ? letters.Exists(l => l.Contains(q, StringComparison.Ordinal)) : Any(q, length, ofTexts[length]))) yield return quote;
        }
    }

    /// <summary>True if a text repeats what a worker said, whole or a longer part of it.</summary>
    public bool Repeated(string text)
    {
        var letters = Letters(text);
        return whole.Any(w => letters.Contains(w, StringComparison.Ordinal)) || Any(letters, Run, runs) || Any(letters, DenseRun, dense);
    }

    private static bool Any(string letters, int length, HashSet<string> of)
    {
        if (of.Count == 0) return false;
        var lookup = of.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i + length <= letters.Length; i++)
            if (lookup.Contains(letters.AsSpan(i, length))) return true;
        return false;
    }

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in Suppliers.Spelling.WellFormed(text).Normalize(NormalizationForm.FormKD))
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToLowerInvariant(c));
        return letters.ToString();
    }

    private static bool IsDense(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\u1100' and <= '\u11FF');
}
