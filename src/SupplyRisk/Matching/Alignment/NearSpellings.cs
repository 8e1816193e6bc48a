using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// The words of a list that are spelt nearly like another. Two spellings with so many slips between them become equal when as many
/// letters are left out of each, so every word is kept under what remains of it without one letter or two, letters that sound alike
/// being one: a few dozen looks find all that may be near, however many words the list has.
/// </summary>
internal sealed class NearSpellings
{
    /// <summary>A slip within so many letters is found; what comes behind is compared in full.</summary>
    private const int Looked = 10;

    private const int MostVariants = 1 + Looked + Looked * (Looked - 1) / 2;
    private const int Shortest = 4;
    private const int Longest = 36;

    /// <summary>Two spellings found only where two letters are left out are at least so far apart, in half edits.</summary>
    private const int TwoEdits = 4;

    private readonly MatchSettings settings;
    private readonly IReadOnlyList<string> spellings;
    private readonly PlainSpelling[] plain;
    private readonly HashedNumbers leftOutOne;
    private readonly HashedNumbers leftOutTwo;
    private readonly Comparison<(int Distance, int Word)> nearestFirst;

    /// <param name="spellings">By the word's number; those shorter than three letters, and <c>null</c>s, are near to nothing.</param>
    internal NearSpellings(IReadOnlyList<string?> spellings, MatchSettings settings)
    {
        this.settings = settings;
        this.spellings = spellings!; // a word without a spelling is kept nowhere, and so is never found
        // Of two equally near ones the shorter, then the alphabet: never the order in which a list happened to name them.
        nearestFirst = (a, b) => (a.Distance, plain![a.Word].Length).CompareTo((b.Distance, plain[b.Word].Length)) is not 0 and var order ? order
            : plain[a.Word].CompareTo(plain[b.Word]) is not 0 and var alphabet ? alphabet : string.CompareOrdinal(this.spellings[a.Word], this.spellings[b.Word]);
        plain = new PlainSpelling[spellings.Count];
        List<int> hashes = [], holders = [], hashesOfTwo = [], holdersOfTwo = [];
        Span<int> variants = stackalloc int[MostVariants];
        for (var word = 0; word < spellings.Count; word++)
        {
            if (spellings[word] is not { Length: >= 3 and <= Longest + 3 } spelling)
                continue;
            plain[word] = new PlainSpelling(spelling);
            var all = Variants(spelling, variants, out var two);
            for (var i = 0; i < all; i++)
            {
                (i < two ? hashes : hashesOfTwo).Add(variants[i]);
                (i < two ? holders : holdersOfTwo).Add(word);
            }
        }
        leftOutOne = new HashedNumbers(hashes, holders, spellings.Count);
        leftOutTwo = new HashedNumbers(hashesOfTwo, holdersOfTwo, spellings.Count);
    }

    /// <summary>Fills <see cref="Workspace.Found"/> with the nearest words, the nearest first.</summary>
    internal void Find(string key, Workspace workspace)
    {
        var found = workspace.Found;
        found.Clear();
        if (key.Length is < Shortest or > Longest)
            return;
        Span<int> variants = stackalloc int[MostVariants];
        var all = Variants(key, variants, out var two);
        var sought = PlainSpelling.Sought(key, stackalloc byte[PlainSpelling.Most + 2]);
        var most = settings.SlipsAllowed(key.Length + 2);
        Span<int> atDistance = stackalloc int[most + 1];
        Look(key, variants[..two], leftOutOne, workspace);
        Compare(key, sought, ref most, atDistance, workspace);
        if (Within(atDistance, Math.Min(most, TwoEdits - 1)) < settings.FuzzyWords)
        {
            Look(key, variants[two..all], leftOutOne, workspace);
            Look(key, variants[..all], leftOutTwo, workspace);
            Compare(key, sought, ref most, atDistance, workspace);
        }
        foreach (var word in workspace.Seen)
            workspace.IsSeen[word] = false;
        workspace.Seen.Clear();
        workspace.Compared = 0;
        found.Sort(nearestFirst);
        if (found.Count > settings.FuzzyWords)
            found.RemoveRange(settings.FuzzyWords, found.Count - settings.FuzzyWords);
    }

    private void Look(string key, ReadOnlySpan<int> variants, HashedNumbers words, Workspace workspace)
    {
        workspace.Hashed.Clear();
        foreach (var hash in variants)
            words.Find(hash, workspace.Hashed);
        // So little is done with each that the processor fetches the letters of many at once; later, none has to be waited for.
        var longer = settings.SlipsAllowed(key.Length + 2) / 2;
        foreach (var word in workspace.Hashed)
        {
            if (workspace.IsSeen[word] || Math.Abs(key.Length - plain[word].Length) > longer)
                continue;
            workspace.IsSeen[word] = true;
            workspace.Seen.Add(word);
        }
    }

    private void Compare(string key, ReadOnlySpan<byte> sought, ref int most, Span<int> atDistance, Workspace workspace)
    {
        Span<char> room = stackalloc char[PlainSpelling.Most + 3];
        for (; workspace.Compared < workspace.Seen.Count; workspace.Compared++)
        {
            var word = workspace.Seen[workspace.Compared];
            ref readonly var other = ref plain[word];
            if (other.Shared(sought) < Needed(key, other))
                continue;
            var limit = Math.Min(most, settings.SlipsAllowed(Math.Max(key.Length, other.Length)));
            var distance = SoundDistance.Of(key, other.IsWhole ? other.Letters(room) : spellings[word], limit);
            if (distance == 0 || distance > limit)
                continue;
            workspace.Found.Add((distance, word));
            // What comes after must be as near as those there is room for.
            atDistance[distance]++;
            while (most > 0 && Within(atDistance, most - 1) >= settings.FuzzyWords)
                most--;
        }
    }

    private static int Within(ReadOnlySpan<int> atDistance, int most)
    {
        var within = 0;
        foreach (var count in atDistance[..(most + 1)])
            within += count;
        return within;
    }

    // Another first letter is a slip in itself, so the rest must share more.
    private int Needed(string key, in PlainSpelling other) =>
        Math.Max(1, (int)Math.Ceiling((key[0] == other.First ? settings.SharedTrigrams : settings.SharedOtherwise) * (key.Length + other.Length) / 2));

    // Half edits (letters that sound alike, an h more or less) leave what is kept here as it is, so only whole ones count.
    private int Variants(string key, Span<int> hashes, out int two)
    {
        Span<byte> letters = stackalloc byte[Looked];
        var length = 0;
        for (var i = 0; i < key.Length && length < Looked; i++)
        {
            if (SoundDistance.Letter(key[i]) is not 0 and var letter)
                letters[length++] = letter;
        }
        letters = letters[..length];
        var leftOut = settings.SlipsAllowed(key.Length) / 2;
        var count = 0;
        hashes[count++] = Hash(letters, -1, -1);
        // Of a run of one letter it does not matter which is left out.
        for (var i = 0; leftOut > 0 && i < length; i++)
        {
            if (i == 0 || letters[i] != letters[i - 1])
                hashes[count++] = Hash(letters, i, -1);
        }
        two = count;
        for (var i = 0; leftOut > 1 && i < length; i++)
        {
            for (var j = i + 1; j < length && (i == 0 || letters[i] != letters[i - 1]); j++)
            {
                if (j == i + 1 || letters[j] != letters[j - 1])
                    hashes[count++] = Hash(letters, i, j);
            }
        }
        return count;
    }

    private static int Hash(ReadOnlySpan<byte> letters, int without, int andWithout)
    {
        var hash = 2166136261u;
        for (var i = 0; i < letters.Length; i++)
        {
            if (i != without && i != andWithout)
                hash = (hash ^ letters[i]) * 16777619u;
        }
        return HashedNumbers.Mixed(hash);
    }
}
