using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>What tells most spellings apart without reading them: length, first letter, sounds, and trigrams of ^spelling$.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SpellingShape
{
    // Trigrams beyond these are not looked at: two words that agree in none of sixteen are not one.
    internal const int Most = 16;
    private const int Symbols = 40;

    private const int Start = 37;
    private const int End = 38;

    internal SpellingShape(string spelling)
    {
        Length = spelling.Length;
        First = spelling[0];
        Sounds = SoundCounts.Of(spelling);
        Span<ushort> grams = stackalloc ushort[Most];
        ReadTrigrams(spelling, grams)[Math.Min(Most, spelling.Length)..].Clear();
        trigrams = Vector256.Create<ushort>(grams);
    }

    internal int Length { get; }

    internal char First { get; }

    internal Vector128<byte> Sounds { get; }

    private readonly Vector256<ushort> trigrams;

    /// <summary>How many of these trigrams, a repeated one counted each time, the spelling has.</summary>
    internal static int Shared(ReadOnlySpan<ushort> grams, in SpellingShape spelling)
    {
        var theirs = spelling.trigrams;
        var shared = 0;
        foreach (var gram in grams)
        {
            if (Vector256.EqualsAny(theirs, Vector256.Create(gram)))
                shared++;
        }
        return shared;
    }

    internal static Span<ushort> ReadTrigrams(string spelling, Span<ushort> grams)
    {
        for (var i = 0; i < Math.Min(Most, spelling.Length); i++)
            grams[i] = (ushort)(((i == 0 ? Start : Symbol(spelling[i - 1])) * Symbols + Symbol(spelling[i])) * Symbols + (i + 1 < spelling.Length ? Symbol(spelling[i + 1]) : End));
        return grams;
    }

    // 0 is no trigram's; 40 symbols cubed just fit a number of 16 bits.
    private static int Symbol(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a' + 1,
        >= '0' and <= '9' => c - '0' + 27,
        _ => 39,
    };
}
