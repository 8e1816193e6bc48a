using System.Runtime.InteropServices;

namespace SupplyRisk.Matching.Alignment;

/// <summary>What blocking needs of a name, in one place: at a million names every other place is a wait for memory.</summary>
/// <param name="Common">Which of the <see cref="CommonWords"/> it holds.</param>
/// <param name="Weight">Of all its words.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NameFacts(ulong Common, float Weight);

/// <summary>
/// The commonest words of a list, as many as a number has bits: one look tells which of them a name holds. Their names are kept by
/// which others of these words they hold, the lightest first, so that the best of them are found without looking through all.
/// </summary>
internal sealed class CommonWords
{
    private const int Most = 64;

    /// <summary>Names of one word that hold the same common words.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Group(ulong Held, float Lightest, int Start, int End);

    private readonly Dictionary<int, int> bits;
    private readonly Group[][] groups;

    /// <summary>Takes the words with more than so many names, and puts the names of each in order.</summary>
    internal CommonWords(NumberLists postings, int words, int longerThan, Span<NameFacts> names)
    {
        bits = Enumerable.Range(0, words).Where(word => postings.Length(word) > longerThan)
            .OrderByDescending(postings.Length).ThenBy(word => word).Take(Most)
            .Select((word, bit) => (word, bit)).ToDictionary(pair => pair.word, pair => pair.bit);
        foreach (var (word, bit) in bits)
        {
            foreach (var form in postings[word])
                names[form] = names[form] with { Common = names[form].Common | 1UL << bit };
        }
        groups = new Group[bits.Count][];
        foreach (var (word, bit) in bits)
            groups[bit] = InOrder(postings.Writable(word), names);
    }

    internal bool TryBit(int word, out int bit) => bits.TryGetValue(word, out bit);

    /// <summary>In no order that matters; start and end are of the word's postings.</summary>
    internal ReadOnlySpan<Group> Groups(int bit) => groups[bit];

    private static Group[] InOrder(Span<int> forms, ReadOnlySpan<NameFacts> names)
    {
        var keys = new (ulong Held, float Weight, int Form)[forms.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (names[forms[i]].Common, names[forms[i]].Weight, forms[i]);
        Array.Sort(keys);
        var found = new List<Group>();
        for (var i = 0; i < keys.Length; i++)
        {
            forms[i] = keys[i].Form;
            if (i == 0 || keys[i].Held != keys[i - 1].Held)
                found.Add(new Group(keys[i].Held, keys[i].Weight, i, i));
            found[^1] = found[^1] with { End = i + 1 };
        }
        return [.. found];
    }
}
