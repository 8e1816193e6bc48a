using System.Globalization;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Screening.Reading;

/// <summary>A text in 32 numbers: the smallest hash of its six-word shingles in each of 32 classes. Linear in the text; names of months and numbers do not count, so a report with changed dates is still the same.</summary>
public static class TextSketch
{
    /// <summary>From this share of equal classes on, two texts are nearly the same.</summary>
    public const double SameFrom = 0.85;

    public const int Bands = 8;
    private const int Classes = 32;
    private const int InBand = Classes / Bands;
    private const int Shingle = 6;
    private const int LeastShingles = 8 * Classes;
    private const int Reach = 2_000_000;

    /// <summary>Hexadecimal, eight digits a class; empty for a text too short to tell.</summary>
    public static string Of(string text)
    {
        Span<uint> least = stackalloc uint[Classes];
        least.Fill(uint.MaxValue);
        Span<ulong> words = stackalloc ulong[Shingle];
        var (seen, shingles) = (0, 0);
        foreach (var word in Words(text.AsMemory(0, Math.Min(text.Length, Reach))))
        {
            words[seen++ % Shingle] = word;
            if (seen < Shingle) continue;
            var hash = 14695981039346656037UL;
            for (var i = 0; i < Shingle; i++) hash = Mix(hash ^ words[(seen + i) % Shingle]);
            var place = (int)(hash % Classes);
            least[place] = Math.Min(least[place], (uint)(hash >> 32));
            shingles++;
        }

        return shingles < LeastShingles ? "" : string.Concat(least.ToArray().Select(l => l.ToString("x8", CultureInfo.InvariantCulture)));
    }

    /// <summary>The hash of each band, in order; empty for an empty sketch.</summary>
    public static IReadOnlyList<long> BandsOf(string sketch) => sketch.Length == 0 ? [] : [.. Enumerable.Range(0, Bands).Select(b =>
    {
        var hash = 1099511628211UL + (ulong)b;
        foreach (var c in sketch.AsSpan(b * InBand * 8, InBand * 8)) hash = Mix(hash ^ c);
        return (long)hash;
    })];

    /// <summary>Share of equal classes, 0 to 1.</summary>
    public static double Likeness(string a, string b)
    {
        if (a.Length == 0 || a.Length != b.Length) return 0;
        var equal = 0;
        for (var i = 0; i < Classes; i++)
        {
            if (a.AsSpan(i * 8, 8).SequenceEqual(b.AsSpan(i * 8, 8))) equal++;
        }

        return equal / (double)Classes;
    }

    // Words of letters; a character of its own in scripts without spaces.
    private static IEnumerable<ulong> Words(ReadOnlyMemory<char> text)
    {
        var hash = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Span[i];
            if (char.IsLetter(c) && !LineJoin.IsUnspaced(c))
            {
                hash = Mix((hash == 0 ? 1469598103UL : hash) ^ char.ToLowerInvariant(c));
                continue;
            }

            if (hash != 0) yield return hash;
            hash = 0;
            if (LineJoin.IsUnspaced(c)) yield return Mix(c);
        }

        if (hash != 0) yield return hash;
    }

    private static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9;
        x ^= x >> 27;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
