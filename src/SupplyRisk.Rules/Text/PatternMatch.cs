using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Tokens of one part of a match.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Span(int First, int Last);

/// <summary>A pattern found in a sentence, with the tokens its parts stand on. Belongs to a <see cref="Matches"/> and is used again by it.</summary>
internal sealed class PatternMatch
{
    private readonly List<Span> parts = new(4);

    public CompiledPattern Pattern { get; private set; } = null!; // set before anybody sees the match

    /// <summary>The earlier sentence that says what the pattern builds on, or null if it needs none.</summary>
    public Sentence? Antecedent { get; set; }

    /// <summary>Its place among the matches of its sentence.</summary>
    public int Order { get; private set; }
    public int First { get; private set; }
    public int Last { get; private set; }
    public int Words { get; private set; }

    /// <summary>In the order of the pattern.</summary>
    public ReadOnlySpan<Span> Parts => CollectionsMarshal.AsSpan(parts);

    public void Set(CompiledPattern pattern, ReadOnlySpan<Span> places, int order)
    {
        Pattern = pattern;
        Order = order;
        Antecedent = null;
        parts.Clear();
        (First, Last, Words) = (int.MaxValue, 0, 0);
        foreach (var part in places)
        {
            parts.Add(part);
            First = Math.Min(First, part.First);
            Last = Math.Max(Last, part.Last);
            Words += part.Last - part.First + 1;
        }
    }

    /// <summary>True if one of its parts stands on the token.</summary>
    public bool Covers(int token) => Overlap(Parts, [new Span(token, token)]);

    public bool Overlaps(PatternMatch other) =>
        First <= other.Last && other.First <= Last && Overlap(Parts, other.Parts);

    public static bool Overlap(ReadOnlySpan<Span> some, ReadOnlySpan<Span> others)
    {
        foreach (var a in some)
        {
            foreach (var b in others)
            {
                if (a.First <= b.Last && b.First <= a.Last)
                    return true;
            }
        }

        return false;
    }
}

/// <summary>The matches of one sentence.</summary>
internal sealed class Matches
{
    private readonly List<PatternMatch> made = [];
    private int count;

    public ReadOnlySpan<PatternMatch> All => CollectionsMarshal.AsSpan(made)[..count];

    public void Clear() => count = 0;

    public void Add(CompiledPattern pattern, ReadOnlySpan<Span> places)
    {
        if (count == made.Count)
            made.Add(new PatternMatch());
        made[count].Set(pattern, places, count);
        count++;
    }
}
