using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// A word's letters and its length where one look reads them all. Half a million words lie far apart in memory, and waiting for
/// each of the many that turn out to be another word is what looking for near ones takes most of its time for.
/// </summary>
internal readonly struct PlainSpelling
{
    /// <summary>Of longer words so many letters are kept.</summary>
    internal const int Most = 29;

    // No letter and no length is either of them.
    private const byte Start = 1;
    private const byte End = 2;

    private readonly Vector256<byte> letters;

    internal PlainSpelling(string spelling)
    {
        Span<byte> bytes = stackalloc byte[Vector256<byte>.Count];
        bytes.Clear();
        Write(spelling, bytes);
        bytes[^1] = (byte)spelling.Length;
        letters = Vector256.Create<byte>(bytes);
    }

    internal int Length => letters.GetElement(Vector256<byte>.Count - 1);

    internal char First => (char)letters.GetElement(1);

    /// <summary>True where nothing is left out, so that the letters are the word.</summary>
    internal bool IsWhole => Length <= Most && letters.ExtractMostSignificantBits() == 0;

    /// <summary>A word to be looked for, between what stands for its beginning and its end; <paramref name="room"/> has two places more than it has letters.</summary>
    internal static ReadOnlySpan<byte> Sought(string word, Span<byte> room)
    {
        Write(word, room[..(Math.Min(word.Length, Most) + 2)]);
        return room[..(Math.Min(word.Length, Most) + 2)];
    }

    /// <summary>How many trigrams of ^sought$, a repeated one counted each time, the spelling has.</summary>
    internal int Shared(ReadOnlySpan<byte> sought)
    {
        var shared = 0;
        var (twoBefore, before) = (0u, 0u);
        foreach (var letter in sought)
        {
            // Where it stands in the spelling: a trigram is there where each of its letters stands one behind the other.
            var here = Vector256.Equals(letters, Vector256.Create(letter)).ExtractMostSignificantBits();
            shared += (twoBefore & here) != 0 ? 1 : 0;
            twoBefore = (before & here) << 1;
            before = here << 1;
        }
        return shared;
    }

    /// <summary>The letters, where they are <see cref="IsWhole">whole</see>.</summary>
    internal ReadOnlySpan<char> Letters(Span<char> room)
    {
        var (first, last) = Vector256.Widen(letters);
        first.CopyTo(MemoryMarshal.Cast<char, ushort>(room));
        last.CopyTo(MemoryMarshal.Cast<char, ushort>(room)[Vector256<ushort>.Count..]);
        return room.Slice(1, Length);
    }

    /// <summary>In the alphabet; of whole words only equal ones are 0 apart.</summary>
    internal int CompareTo(in PlainSpelling other)
    {
        var differ = ~Vector256.Equals(letters, other.letters).ExtractMostSignificantBits();
        if (differ == 0)
            return 0;
        var at = BitOperations.TrailingZeroCount(differ);
        return letters.GetElement(at) - other.letters.GetElement(at);
    }

    private static void Write(string word, Span<byte> bytes)
    {
        bytes[0] = Start;
        for (var i = 0; i < Math.Min(word.Length, Most); i++)
            bytes[i + 1] = word[i] < 128 ? (byte)word[i] : (byte)(128 | (word[i] & 127));
        if (word.Length <= Most)
            bytes[word.Length + 1] = End;
    }
}
