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

    // The innermost loop of the matcher: what a letter of b costs is looked up once, and what the loop has just read stays in registers.
    private static int Rows(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit, int width)
    {
        Span<int> rows = stackalloc int[3 * (b.Length + 1)];
        var before = rows[..(b.Length + 1)];
        var last = rows.Slice(b.Length + 1, b.Length + 1);
        var row = rows[(2 * (b.Length + 1))..];
        Span<byte> sounds = stackalloc byte[b.Length];
        for (var j = 0; j < b.Length; j++)
        {
            sounds[j] = Sound(b[j]);
            last[j + 1] = last[j] + Gap(b[j]);
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var start = Math.Max(1, i - width);
            var end = Math.Min(b.Length, i + width);
            var letter = a[i - 1];
            var sound = Sound(letter);
            var gap = Gap(letter);
            var earlier = i > 1 ? a[i - 2] : '\0';
            var left = start == 1 ? last[0] + gap : Far;
            row[start - 1] = left;
            var least = left;
            var diagonal = last[start - 1];
            for (var j = start; j <= end; j++)
            {
                var other = b[j - 1];
                var above = last[j];
                var value = diagonal + (letter == other ? 0 : sound != 0 && sound == sounds[j - 1] ? Half : Full);
                value = Math.Min(value, Math.Min(left + (other == 'h' ? Half : Full), above + gap));
                if (other == earlier && i > 1 && j > 1 && letter == b[j - 2])
                    value = Math.Min(value, before[j - 2] + Full);
                row[j] = left = value;
                diagonal = above;
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

    private static byte Sound(char c) => c < 128 ? Sounds[c] : (byte)0;

    /// <summary>The group a letter belongs to; letters of one group may stand for one another at half an edit.</summary>
    internal static int Group(char c) => c < 128 && Sounds[c] != 0 ? Sounds[c] : 8 + (c & 7);

    /// <summary>One number for letters that may stand for one another at half an edit; 0 for those that may be left out at that price.</summary>
    internal static byte Letter(char c) =>
        c >= 128 ? (byte)(128 + (c & 127)) : Sounds[c] == Sounds['h'] ? (byte)0 : Sounds[c] != 0 ? Sounds[c] : (byte)c;

    private static int Gap(char c) => c is 'h' ? Half : Full;

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
