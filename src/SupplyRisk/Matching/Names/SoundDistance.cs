namespace SupplyRisk.Matching.Names;

/// <summary>Edit distance in half edits: letters that transliterations confuse count half.</summary>
internal static class SoundDistance
{
    private const int Longest = 40;
    private const int Full = 2;
    private const int Half = 1;
    private const int Far = 1000;

    // Letters of one digit are taken for one another: vowels, s z c, k g, b p v f, d t, j y h
    private static readonly byte[] Sounds = Table("aeiou", "szc", "kgq", "bp", "vf", "dt", "jh");

    /// <summary>The distance in half edits, or more than <paramref name="limit"/> where it is larger.</summary>
    internal static int Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        while (a.Length > 0 && b.Length > 0 && a[0] == b[0])
        {
            a = a[1..];
            b = b[1..];
        }
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length > Longest || b.Length > Longest)
            return limit + 1;
        // So far from the diagonal the letters left out alone cost more than the limit.
        var width = a.Contains('h') || b.Contains('h') ? limit / Half : limit / Full;
        return Math.Abs(a.Length - b.Length) > width ? limit + 1 : Rows(a, b, limit, width);
    }

    private static int Rows(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit, int width)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        last[0] = 0;
        for (var j = 1; j <= b.Length; j++)
            last[j] = last[j - 1] + Gap(b[j - 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            var start = Math.Max(1, i - width);
            var end = Math.Min(b.Length, i + width);
            row[start - 1] = start == 1 ? last[0] + Gap(a[i - 1]) : Far;
            var least = row[start - 1];
            for (var j = start; j <= end; j++)
            {
                var value = Math.Min(row[j - 1] + Gap(b[j - 1]), last[j] + Gap(a[i - 1]));
                value = Math.Min(value, last[j - 1] + Change(a[i - 1], b[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    value = Math.Min(value, before[j - 2] + Full);
                row[j] = value;
                least = Math.Min(least, value);
            }
            if (least > limit)
                return limit + 1;
            if (end < b.Length)
                row[end + 1] = Far;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.Length];
    }

    /// <summary>The group a letter belongs to; letters of one group may stand for one another at half an edit.</summary>
    internal static int Group(char c) => c < 128 && Sounds[c] != 0 ? Sounds[c] : 8 + (c & 7);

    private static int Gap(char c) => c is 'h' ? Half : Full;

    private static int Change(char a, char b) =>
        a == b ? 0 : a < 128 && b < 128 && Sounds[a] != 0 && Sounds[a] == Sounds[b] ? Half : Full;

    private static byte[] Table(params string[] groups)
    {
        var table = new byte[128];
        for (var i = 0; i < groups.Length; i++)
        {
            foreach (var c in groups[i])
                table[c] = (byte)(i + 1);
        }
        return table;
    }
}
