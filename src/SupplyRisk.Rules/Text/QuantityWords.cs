using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>What the phrases that begin at one token say.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SaidAt
{
    /// <summary>The value of a number word, else NaN; and its last token.</summary>
    public double Number;
    public int NumberEnd;

    /// <summary>The percent of a share in words, else NaN.</summary>
    public double Share;
    public int ShareEnd;

    /// <summary>What a word for money stands for, or null.</summary>
    public string? Money;
    public int MoneyEnd;
}

/// <summary>The words of one language by which quantities are read, ready to be looked up.</summary>
internal sealed class QuantityWords
{
    public const int Kinds = (int)QuantityWord.NotBefore + 1;
    private const int MostWords = 6;
    private const int LongestPhrase = 80;
    private const int ShortestStem = 2;
    private readonly Dictionary<string, Phrase> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Phrase> stems = new(StringComparer.Ordinal);

    // What longer phrases and stems begin with, so that most words are looked up once; and the first words of numbers and shares.
    private readonly HashSet<string> openings = new(StringComparer.Ordinal);
    private readonly HashSet<string> heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> counting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Phrase>.AlternateLookup<ReadOnlySpan<char>> byExact;
    private readonly Dictionary<string, Phrase>.AlternateLookup<ReadOnlySpan<char>> byStem;
    private readonly IReadOnlyDictionary<char, char> variants;

    public QuantityWords(LanguageLexicon lexicon, Func<IReadOnlyList<string>, IEnumerable<string>> expand)
    {
        variants = lexicon.Variants;
        var numbers = new Dictionary<string, double>(lexicon.Numbers);
        foreach (var (word, value) in lexicon.Quantities.Numbers)
            numbers[word] = value;
        foreach (var (word, value) in numbers.Where(n => n.Value >= 1 && double.IsInteger(n.Value)))
        {
            At(word).Number = value;
            counting.Add(Folding.Words(word)[0]);
        }

        foreach (var (word, value) in lexicon.Quantities.Shares)
        {
            At(word).Share = value;
            counting.Add(Folding.Words(word)[0]);
        }

        foreach (var (unit, words) in lexicon.Quantities.Money)
        {
            foreach (var word in expand(words))
                At(word).Money = unit;
        }

        foreach (var (kind, words) in lexicon.Quantities.Words)
        {
            foreach (var word in expand(words))
                At(word).Kinds |= 1u << (int)kind;
        }

        byExact = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        byStem = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        IsEmpty = lexicon.Quantities.Words.Count == 0;
    }

    /// <summary>True if no quantities are read in the language.</summary>
    public bool IsEmpty { get; }

    private Phrase At(string written)
    {
        var words = string.Join(' ', Folding.Words(written));
        var isStem = words.EndsWith('*');
        var phrases = isStem ? stems : exact;
        words = words.TrimEnd('*');
        for (var space = words.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = words.IndexOf(' ', space + 1))
            openings.Add(words[..space]);
        if (isStem)
            heads.Add(words[..Math.Min(words.Length, words.LastIndexOf(' ') + 1 + ShortestStem)]);
        if (!phrases.TryGetValue(words, out var phrase))
            phrases[words] = phrase = new Phrase();
        return phrase;
    }

    /// <summary>True if a number or a share in words may begin with the word.</summary>
    public bool MayCount(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[LongestPhrase];
        if (word.Length > LongestPhrase)
            return false;
        for (var i = 0; i < word.Length; i++)
            folded[i] = Folded(word[i]);
        return counting.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded[..word.Length]);
    }

    /// <summary>Finds the longest phrase of every kind that begins at a token.</summary>
    /// <param name="ends">By kind: set to the phrase's last token, or -1.</param>
    public SaidAt Look(string text, Sentence s, int token, Span<short> ends)
    {
        ends.Fill(-1);
        var said = new SaidAt { Number = double.NaN, Share = double.NaN };
        Span<char> phrase = stackalloc char[LongestPhrase];
        var length = 0;
        for (var i = token; i < s.Tokens.Count && i - token < MostWords; i++)
        {
            var (start, end) = (s.Tokens[i].Start, s.Tokens[i].End);
            if (length + 1 + end - start > LongestPhrase || i > token && (s.Tokens[i].Before & ~Marks.Quote) != Marks.None)
                break;
            if (i > token)
                phrase[length++] = ' ';
            var wordStart = length;
            for (var at = start; at < end; at++)
                phrase[length++] = Folded(text[at]);
            if (byExact.TryGetValue(phrase[..length], out var whole))
                Add(whole, i, ref said, ends);
            var hasHead = wordStart + ShortestStem <= length && heads.GetAlternateLookup<ReadOnlySpan<char>>().Contains(phrase[..(wordStart + ShortestStem)]);
            for (var stem = wordStart + ShortestStem; hasHead && stem <= length; stem++)
            {
                if (byStem.TryGetValue(phrase[..stem], out var begun))
                    Add(begun, i, ref said, ends);
            }

            if (!openings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(phrase[..length]))
                break;
        }

        return said;
    }

    /// <summary>What a word for money stands for where digits follow it at once: <c>RM3,000</c>; else null.</summary>
    public string? MoneyGlued(ReadOnlySpan<char> letters)
    {
        Span<char> folded = stackalloc char[LongestPhrase];
        if (letters.Length > LongestPhrase)
            return null;
        for (var i = 0; i < letters.Length; i++)
            folded[i] = Folded(letters[i]);
        return byExact.TryGetValue(folded[..letters.Length], out var phrase) ? phrase.Money : null;
    }

    private char Folded(char c)
    {
        var folded = Folding.Fold(c);
        return variants.TryGetValue(folded, out var same) ? same : folded;
    }

    private static void Add(Phrase phrase, int last, ref SaidAt said, Span<short> ends)
    {
        if (!double.IsNaN(phrase.Number))
            (said.Number, said.NumberEnd) = (phrase.Number, last);
        if (!double.IsNaN(phrase.Share))
            (said.Share, said.ShareEnd) = (phrase.Share, last);
        if (phrase.Money is not null)
            (said.Money, said.MoneyEnd) = (phrase.Money, last);
        for (var kind = 0; kind < Kinds; kind++)
        {
            if ((phrase.Kinds & (1u << kind)) != 0)
                ends[kind] = (short)last;
        }
    }

    private sealed class Phrase
    {
        public double Number = double.NaN;
        public double Share = double.NaN;
        public string? Money;
        public uint Kinds;
    }
}
