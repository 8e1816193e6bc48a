using System.Runtime.Intrinsics;

namespace SupplyRisk.Matching.Names;

/// <summary>How often each group of letters that <see cref="SoundDistance"/> takes for one another stands in a spelling.</summary>
internal static class SoundCounts
{
    /// <summary>Of longer spellings the counts, which are bytes, say nothing.</summary>
    internal const int Longest = 120;

    /// <summary>Counts in one vector, so that two spellings are compared in a few instructions.</summary>
    internal static Vector128<byte> Of(string spelling)
    {
        Span<byte> counts = stackalloc byte[Vector128<byte>.Count];
        foreach (var c in spelling)
            counts[SoundDistance.Group(c)]++;
        return Vector128.Create<byte>(counts);
    }

    /// <summary>
    /// A bound from below for the distance, in half edits: a half edit changes no group, a whole one moves at most two counts,
    /// and a letter that may be left out for half an edit moves one. Spellings must not be longer than <see cref="Longest"/>.
    /// </summary>
    internal static int Least(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Sum(Vector128.Max(a, b) - Vector128.Min(a, b));
}
