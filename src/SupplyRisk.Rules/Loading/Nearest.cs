namespace SupplyRisk.Rules.Loading;

/// <summary>Finds what was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known word nearest to <paramref name="word"/>, or null if none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > 60) return null;
        var allowed = Math.Max(1, word.Length / 3);
        return known
            .Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Distance <= allowed || IsPart(word, k.Word))
            .OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word)
            .FirstOrDefault();
    }

    private static bool IsPart(string word, string known) =>
        word.Length >= 4 && (known.Contains(word, StringComparison.OrdinalIgnoreCase) || word.Contains(known, StringComparison.OrdinalIgnoreCase));

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
