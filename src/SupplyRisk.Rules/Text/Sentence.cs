using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>A place where a phrase of a set stands.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Mention(int Set, int First, int Last, int NextOfSet);

/// <summary>One sentence, cell or line with all that was found in it. Used again for a later one; holds no text of its own.</summary>
internal sealed class Sentence
{
    /// <summary>Longer ones are cut, so that work per sentence is bounded.</summary>
    public const int MostTokens = 400;

    public readonly List<Token> Tokens = new(64);
    public readonly List<Mention> Mentions = new(128);
    public int Start;
    public int End;
    public int Block;
    public int Row;
    public bool IsQuestion;
    public bool EndsWithColon;

    /// <summary>Ends with a full stop, as a sentence does and a heading or a list entry does not.</summary>
    public bool EndsWithStop;
    public bool StartsLine;
    public bool IsListItem;
    public bool IsNumberedCode;
    public bool EndsCell;
    public bool StartsCell;
    public CompiledLanguage? Language;

    /// <summary>By set: index of its first mention + 1, or 0.</summary>
    public readonly int[] FirstOfSet;
    private readonly int[] lastOfSet;
    private readonly List<int> touched = new(64);

    /// <summary>By token: number of its strong clause (matches stay inside) and of its clause (cues reach inside).</summary>
    public readonly int[] Strong = new int[MostTokens];
    public readonly int[] Clause = new int[MostTokens];
    public readonly bool[] IsFiller = new bool[MostTokens];

    /// <summary>By token: the kinds of <see cref="ClauseWord"/> that begin there, as bits.</summary>
    public readonly uint[] ClauseWords = new uint[MostTokens];
    private bool isComplete;

    /// <summary>Set once they have been read, else null.</summary>
    public IReadOnlyList<PlacedQuantity>? Quantities;

    public Sentence(PatternMatcher matcher, int setCount)
    {
        Cues = new Cues(this, matcher);
        FirstOfSet = new int[setCount];
        lastOfSet = new int[setCount];
    }

    public Cues Cues { get; }

    /// <summary>Sets mentioned, in the order of their first mention.</summary>
    public ReadOnlySpan<int> Touched => CollectionsMarshal.AsSpan(touched);

    public void Clear()
    {
        Tokens.Clear();
        Mentions.Clear();
        foreach (var set in touched)
            FirstOfSet[set] = 0;
        touched.Clear();
        IsQuestion = EndsWithColon = EndsWithStop = StartsLine = IsListItem = IsNumberedCode = EndsCell = StartsCell = isComplete = false;
        Cues.Clear();
        Language = null;
        Quantities = null;
    }

    /// <summary>Finds every mention and the clauses, once; until then none is known.</summary>
    public void Complete()
    {
        if (isComplete || Language is not { } language)
            return;
        isComplete = true;
        SentenceIndexer.Index(this, language);
        Clauses.Mark(this);
    }

    public void Add(int set, int first, int last)
    {
        if (FirstOfSet[set] == 0)
        {
            FirstOfSet[set] = Mentions.Count + 1;
            touched.Add(set);
        }
        else
        {
            ref var before = ref CollectionsMarshal.AsSpan(Mentions)[lastOfSet[set] - 1];
            before = before with { NextOfSet = Mentions.Count + 1 };
        }

        Mentions.Add(new Mention(set, first, last, 0));
        lastOfSet[set] = Mentions.Count;
    }

    /// <summary>True if all of the sets are mentioned.</summary>
    public bool HasAll(int[] sets)
    {
        foreach (var set in sets)
        {
            if (FirstOfSet[set] == 0)
                return false;
        }

        return true;
    }

    /// <summary>True if the word begins at the token.</summary>
    public bool At(ClauseWord word, int token) => (ClauseWords[token] & (1u << (int)word)) != 0;

    /// <summary>Last token of the longest mention of the word that begins at the token, or -1.</summary>
    public int EndAt(ClauseWord word, int token)
    {
        var end = -1;
        for (var m = FirstOfSet[Language!.Words[(int)word]]; m != 0; m = Mentions[m - 1].NextOfSet)
        {
            if (Mentions[m - 1].First > token)
                break;
            if (Mentions[m - 1].First == token && Mentions[m - 1].Last > end)
                end = Mentions[m - 1].Last;
        }

        return end;
    }

    /// <summary>True if the word stands within the tokens.</summary>
    public bool Within(ClauseWord word, int first, int last)
    {
        // Mentions of a set come in the order of their first tokens.
        for (var m = FirstOfSet[Language!.Words[(int)word]]; m != 0 && Mentions[m - 1].First <= last; m = Mentions[m - 1].NextOfSet)
        {
            if (Mentions[m - 1].First >= first && Mentions[m - 1].Last <= last)
                return true;
        }

        return false;
    }
}
