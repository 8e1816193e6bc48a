using System.Numerics;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// Numbers by the hash of what they stand for: names by what they may be written as, words by what is left of them. Nearly each has
/// some of its own, so no key is kept, only what of its hash fits beside the number; what shares that by chance is found too.
/// </summary>
internal sealed class HashedNumbers
{
    // So many stand in one line of the processor's cache, or two: one wait for memory finds them all.
    private const int BitsWithin = 3;

    private readonly NumberLists lists;
    private readonly int bucketBits;
    private readonly int numberBits;

    /// <param name="hashes">One for each number.</param>
    /// <param name="numbers">Each may stand under many hashes.</param>
    /// <param name="below">All numbers are.</param>
    internal HashedNumbers(List<int> hashes, List<int> numbers, int below)
    {
        bucketBits = Math.Max(1, BitOperations.Log2((uint)hashes.Count + 1) + 1 - BitsWithin);
        numberBits = Math.Max(1, BitOperations.Log2((uint)below) + 1);
        var buckets = new List<int>(hashes.Count);
        var tagged = new List<int>(hashes.Count);
        for (var i = 0; i < hashes.Count; i++)
        {
            buckets.Add(Bucket(hashes[i]));
            tagged.Add(numbers[i] | Tag(hashes[i]));
        }
        lists = new NumberLists(1 << bucketBits, buckets, tagged);
    }

    /// <summary>Adds the numbers kept under a hash to <paramref name="found"/>.</summary>
    internal void Find(int hash, List<int> found)
    {
        var tag = (uint)Tag(hash);
        foreach (var kept in lists[Bucket(hash)])
        {
            var number = (uint)kept ^ tag;
            if (number >> numberBits == 0)
                found.Add((int)number);
        }
    }

    internal static int Hash(char kind, string text)
    {
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return Mixed(hash);
    }

    /// <summary>So that every bit depends on every letter.</summary>
    internal static int Mixed(uint hash)
    {
        hash = (hash ^ hash >> 16) * 0x7FEB352Du;
        hash = (hash ^ hash >> 15) * 0x846CA68Bu;
        return (int)(hash ^ hash >> 16);
    }

    private int Bucket(int hash) => (int)((uint)hash >> 32 - bucketBits);

    private int Tag(int hash) => hash << numberBits;
}
