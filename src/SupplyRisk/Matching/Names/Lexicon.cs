using System.Globalization;
using SupplyRisk.Matching.Tables;

namespace SupplyRisk.Matching.Names;

internal enum LexiconKind : byte
{
    Word,
    Legal,
    Place,

    /// <summary>A whole organisation, known by several names.</summary>
    Organization,
    Number,
}

/// <summary>What the tables say a word or phrase means.</summary>
internal sealed record LexiconEntry(LexiconKind Kind, string Sense, LegalClasses Legal);

/// <summary>The phrases of the shipped tables: legal forms, trade words, places, number words.</summary>
internal sealed class Lexicon
{
    internal sealed class Node
    {
        internal Dictionary<string, Node>? Next { get; set; }

        internal LexiconEntry? Entry { get; set; }
    }

    private const int ShortestTypo = 6;
    private readonly Node root = new();
    private readonly Dictionary<string, LexiconEntry> han = [];
    private readonly Dictionary<string, string> typoKeys = [];
    private readonly Dictionary<string, LexiconEntry> singles = [];
    private readonly Dictionary<string, ulong> rings = [];

    internal static Lexicon Shipped { get; } = new();

    private Lexicon()
    {
        // First statement wins: a place is not overwritten by a trade word, a legal form not by either.
        AddFile("legal_forms.txt", LexiconKind.Legal);
        AddFile("organizations.txt", LexiconKind.Organization);
        AddFile("places.txt", LexiconKind.Place);
        AddFile("words.txt", LexiconKind.Word);
        AddNumbers();
        foreach (var word in singles.Keys.Where(word => word.Length >= ShortestTypo))
            IndexTypos(word);
        var ring = 0;
        foreach (var line in EmbeddedTable.Lines("near_words.txt"))
        {
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                rings[word] = rings.GetValueOrDefault(word) | 1UL << ring;
            ring++;
        }
    }

    internal const int LongestHan = 12;

    internal bool TryHan(ReadOnlySpan<char> text, out LexiconEntry? entry) =>
        han.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out entry);

    /// <summary>The longest phrase that starts at a word; how many words it spans, 0 for none.</summary>
    internal int Longest(List<RawWord> words, int start, out LexiconEntry? entry)
    {
        entry = null;
        var length = 0;
        var node = root;
        for (var i = start; i < words.Count && words[i].Entry is null; i++)
        {
            if (node.Next is null || !node.Next.TryGetValue(words[i].Key, out var next))
                break;
            node = next;
            if (node.Entry is null)
                continue;
            entry = node.Entry;
            length = i - start + 1;
        }
        return length;
    }

    /// <summary>The single word of the tables that is one slip of the keyboard away, or null.</summary>
    internal LexiconEntry? OneSlipAway(string key)
    {
        if (key.Length < ShortestTypo)
            return null;
        var lookup = typoKeys.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> shorter = stackalloc char[key.Length];
        key.CopyTo(shorter);
        for (var i = key.Length; i >= 0; i--)
        {
            // i == Length: the key itself, found where the table's word is one letter longer
            if (i < key.Length)
            {
                key.AsSpan(0, i).CopyTo(shorter);
                key.AsSpan(i + 1).CopyTo(shorter[i..]);
            }
            if (lookup.TryGetValue(i < key.Length ? shorter[..(key.Length - 1)] : shorter, out var word) && word[0] == key[0] && EditDistance.Of(word, key, 1) <= 1)
                return singles[word];
        }
        return null;
    }

    /// <summary>True where two senses name nearly the same trade.</summary>
    internal bool Near(string left, string right) =>
        rings.TryGetValue(left, out var a) && rings.TryGetValue(right, out var b) && (a & b) != 0;

    private void AddFile(string file, LexiconKind kind)
    {
        foreach (var (first, variants) in EmbeddedTable.Groups(file))
        {
            var legal = kind == LexiconKind.Legal
                ? Enum.Parse<LegalClasses>(first, ignoreCase: true)
                : LegalClasses.None;
            var entry = new LexiconEntry(kind, first, legal);
            if (kind != LexiconKind.Legal)
                Add(first, entry);
            foreach (var variant in variants)
                Add(variant, entry);
        }
    }

    private void Add(string phrase, LexiconEntry entry)
    {
        if (phrase.All(Scripts.Transliteration.IsHan))
        {
            if (phrase.Length > 1 || phrase is "厂" or "廠" or "市" or "县" or "省")
                han.TryAdd(phrase, entry);
            return;
        }
        var words = NameWords.Plain(phrase);
        if (words.Count == 0)
            return;
        var node = root;
        foreach (var word in words)
        {
            node.Next ??= [];
            var key = word.Key;
            if (!node.Next.TryGetValue(key, out var next))
                node.Next[key] = next = new Node();
            node = next;
        }
        node.Entry ??= entry;
        if (words.Count == 1)
            singles.TryAdd(words[0].Key, entry);
    }

    private void AddNumbers()
    {
        string[] ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        string[] tens = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        for (var n = 2; n < 100; n++)
        {
            if (n is > 10 and < 20)
                continue;
            Add($"{tens[n / 10]} {ones[n % 10]}".Trim(), new LexiconEntry(LexiconKind.Number, n.ToString(CultureInfo.InvariantCulture), LegalClasses.None));
        }
    }

    private void IndexTypos(string word)
    {
        typoKeys.TryAdd(word, word);
        for (var i = 1; i < word.Length; i++)
            typoKeys.TryAdd(word.Remove(i, 1), word);
    }
}
