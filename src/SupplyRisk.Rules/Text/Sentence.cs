using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Punctuation between a token and the one before it.</summary>
[Flags]
internal enum Marks : short
{
    None = 0,
    Comma = 1,

    /// <summary>Parts no clause: 、 and the like.</summary>
    ListComma = 2,
    Colon = 4,
    Semicolon = 8,
    Open = 16,
    Close = 32,
    Quote = 64,
}

/// <summary>A word, a number or a single character of a script without spaces.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Token
{
    public int Start;
    public int End;
    public int[] Symbols;
    public double Number;
    public Marks Before;
    public bool Alone;

    /// <summary>The character of a token that stands alone.</summary>
    public char Character;
}

/// <summary>A place where a phrase of a set stands.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Mention(int Set, int First, int Last, int NextOfSet);

/// <summary>One sentence, cell or line with all that was found in it. Reused from a ring; holds no text of its own.</summary>
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
    public int[] FirstOfSet = [];
    private int[] lastOfSet = [];
    private readonly List<int> touched = [];

    /// <summary>By token: number of its strong clause (matches stay inside) and of its clause (cues reach inside).</summary>
    public int[] Strong = [];
    public int[] Clause = [];
    public bool[] IsFiller = [];
    public bool ClausesKnown;
    public bool IsIndexed;
    public bool RulesIndexed;

    public List<PatternMatch>? CueMatches;

    public IReadOnlyList<int> Touched => touched;

    public void Clear(int setCount)
    {
        Tokens.Clear();
        Mentions.Clear();
        if (FirstOfSet.Length < setCount)
        {
            FirstOfSet = new int[setCount];
            lastOfSet = new int[setCount];
        }

        foreach (var set in touched)
            FirstOfSet[set] = 0;
        touched.Clear();
        IsQuestion = EndsWithColon = EndsWithStop = StartsLine = IsListItem = IsNumberedCode = EndsCell = StartsCell = ClausesKnown = IsIndexed = RulesIndexed = false;
        CueMatches = null;
        Language = null;
    }

    public void Add(int set, int first, int last)
    {
        if (FirstOfSet[set] == 0)
        {
            FirstOfSet[set] = lastOfSet[set] = Mentions.Count + 1;
            touched.Add(set);
        }
        else
        {
            var before = lastOfSet[set] - 1;
            Mentions[before] = Mentions[before] with { NextOfSet = Mentions.Count + 1 };
            lastOfSet[set] = Mentions.Count + 1;
        }

        Mentions.Add(new Mention(set, first, last, 0));
    }

    public bool Has(int set) => FirstOfSet[set] != 0;

    /// <summary>True if a mention of the set begins at the token.</summary>
    public bool At(int set, int token) => EndAt(set, token) >= 0;

    /// <summary>Last token of the longest mention of the set that begins at the token, or -1.</summary>
    public int EndAt(int set, int token)
    {
        var end = -1;
        for (var m = FirstOfSet[set]; m != 0; m = Mentions[m - 1].NextOfSet)
        {
            if (Mentions[m - 1].First > token)
                break;
            if (Mentions[m - 1].First == token && Mentions[m - 1].Last > end)
                end = Mentions[m - 1].Last;
        }

        return end;
    }

    /// <summary>True if the set is mentioned within the tokens.</summary>
    public bool Within(int set, int first, int last)
    {
        for (var m = FirstOfSet[set]; m != 0; m = Mentions[m - 1].NextOfSet)
        {
            if (Mentions[m - 1].First >= first && Mentions[m - 1].Last <= last)
                return true;
        }

        return false;
    }
}

/// <summary>A pattern found in a sentence, with the tokens its parts stand on.</summary>
internal sealed record PatternMatch(CompiledPattern Pattern, (int First, int Last)[] Parts)
{
    public int First { get; } = Parts.Min(p => p.First);
    public int Last { get; } = Parts.Max(p => p.Last);
    public int Words { get; } = Parts.Sum(p => p.Last - p.First + 1);

    public bool Overlaps(PatternMatch other) =>
        First <= other.Last && other.First <= Last
        && Parts.Any(p => other.Parts.Any(o => p.First <= o.Last && o.First <= p.Last));
}
