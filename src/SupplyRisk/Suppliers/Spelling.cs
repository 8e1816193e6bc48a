using System.Text;

namespace SupplyRisk.Suppliers;

/// <summary>What comparing spellings needs: decomposition that no input can break, and a bounded edit distance.</summary>
internal static class Spelling
{
    /// <summary>NFKD, of a text made well-formed first.</summary>
    public static string Decomposed(string value) =>
        Ascii.IsValid(value) ? value : WellFormed(value).Normalize(NormalizationForm.FormKD);

    /// <summary>Half surrogate pairs and U+FFFE, which the framework refuses to normalise, become U+FFFD.</summary>
    public static string WellFormed(string value)
    {
        if (value.Contains('\uFFFE', StringComparison.Ordinal))
            value = value.Replace('\uFFFE', '\uFFFD');
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                i++;
            else
                return Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(value));
        }
        return value;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours from one to the other; above <paramref name="limit"/> just limit + 1.</summary>
    public static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
            return limit + 1;
        var (before, above, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
            above[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(changed, Math.Min(above[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                least = Math.Min(least, current[j]);
            }
            if (least > limit)
                return limit + 1;
            (before, above, current) = (above, current, before);
        }
        return above[right.Length];
    }
}
