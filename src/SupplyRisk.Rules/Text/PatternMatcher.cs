using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Finds where compiled patterns stand in a complete sentence.</summary>
internal sealed class PatternMatcher
{
    // Bounds the work on a sentence that only repeats the words of a pattern.
    private const int MostSteps = 4000;
    private const int MostMatches = 12;
    private const int WidestSpread = 30;
    private const int MostFillers = 3;

    // Places that the leg in hand has so far, places of all legs as ranges of spans, and where each leg's begin.
    private readonly List<Span> placed = [];
    private readonly List<Span> spans = [];
    private readonly List<Range> places = [];
    private readonly List<int> legs = [];
    private readonly List<Span> joined = [];
    private bool atStart;

    /// <summary>All patterns filed in <paramref name="bySet"/> that stand in the sentence.</summary>
    public void Find(Sentence sentence, CompiledPattern[][] bySet, Matches found)
    {
        foreach (var set in sentence.Touched)
        {
            foreach (var pattern in bySet[set])
            {
                if (sentence.HasAll(pattern.Required))
                    FindOne(sentence, pattern, found);
            }
        }
    }

    /// <summary>True if the sequence stands in the sentence ahead of a token.</summary>
    public bool Stands(Sentence sentence, CompiledPart[] sequence, int ahead)
    {
        foreach (var part in sequence)
        {
            if (!part.Optional && sentence.FirstOfSet[part.Set] == 0)
                return false;
        }

        var steps = MostSteps;
        spans.Clear();
        places.Clear();
        legs.Clear();
        legs.Add(0);
        placed.Clear();
        atStart = false;
        Place(sentence, sequence, 0, -1, 0, ref steps);
        for (var place = 0; place < places.Count; place++)
        {
            if (At(place)[^1].Last < ahead)
                return true;
        }

        return false;
    }

    private void FindOne(Sentence sentence, CompiledPattern pattern, Matches found)
    {
        var steps = MostSteps;
        spans.Clear();
        places.Clear();
        legs.Clear();
        foreach (var leg in pattern.Legs)
        {
            legs.Add(places.Count);
            placed.Clear();
            atStart = pattern.Source.AtStart && places.Count == 0;
            Place(sentence, leg, 0, -1, 0, ref steps);
            if (places.Count == legs[^1])
                return;
        }

        legs.Add(places.Count);
        for (var place = 0; place < legs[1]; place++)
        {
            if (Join(sentence, place))
                found.Add(pattern, CollectionsMarshal.AsSpan(joined));
        }
    }

    private ReadOnlySpan<Span> At(int place) => CollectionsMarshal.AsSpan(spans)[places[place]];

    /// <summary>Joins the first leg's place with the nearest place of every other leg in the same strong clause.</summary>
    private bool Join(Sentence sentence, int place)
    {
        joined.Clear();
        joined.AddRange(At(place));
        var strong = sentence.Strong[At(place)[0].First];
        for (var leg = 1; leg < legs.Count - 1; leg++)
        {
            var (best, nearest) = (-1, int.MaxValue);
            for (var other = legs[leg]; other < legs[leg + 1]; other++)
            {
                if (sentence.Strong[At(other)[0].First] != strong || PatternMatch.Overlap(CollectionsMarshal.AsSpan(joined), At(other)))
                    continue;
                var distance = Distance(At(place), At(other));
                if (best < 0 || distance < nearest)
                    (best, nearest) = (other, distance);
            }

            if (best < 0 || nearest > WidestSpread)
                return false;
            joined.AddRange(At(best));
        }

        return true;
    }

    private static int Distance(ReadOnlySpan<Span> a, ReadOnlySpan<Span> b) =>
        Math.Max(b[0].First - a[^1].Last, a[0].First - b[^1].Last);

    /// <summary>Finds the places of a leg from one of its parts on.</summary>
    /// <param name="after">Last token of the part before, or -1.</param>
    /// <param name="missingGap">The gap that an optional part before had, if it is missing: what follows stands as near as that might have.</param>
    private void Place(Sentence sentence, CompiledPart[] leg, int index, int after, int missingGap, ref int steps)
    {
        if (index == leg.Length)
        {
            var start = spans.Count;
            spans.AddRange(placed);
            places.Add(start..spans.Count);
            return;
        }

        var part = leg[index];
        var gap = Math.Max(part.Gap, missingGap);
        var before = places.Count;
        for (var m = sentence.FirstOfSet[part.Set]; m != 0 && --steps > 0 && places.Count - legs[^1] < MostMatches; m = sentence.Mentions[m - 1].NextOfSet)
        {
            var mention = sentence.Mentions[m - 1];
            if (after >= 0 ? mention.First <= after : atStart && mention.First > 0)
                continue;
            if (after >= 0 && !Reaches(sentence, after, mention.First, gap, out var tooFar))
            {
                if (tooFar)
                    break;
                continue;
            }

            placed.Add(new Span(mention.First, mention.Last));
            Place(sentence, leg, index + 1, mention.Last, 0, ref steps);
            placed.RemoveAt(placed.Count - 1);

            // Inside a sequence the nearest place that leads to a match is enough.
            if (after >= 0 && places.Count > before)
                break;
        }

        if (part.Optional && places.Count == before)
            Place(sentence, leg, index + 1, after, gap, ref steps);
    }

    // A pattern may name the contrast itself: "promised … but … received".
    private static bool OpensContrast(Sentence sentence, int after, int first) =>
        sentence.Strong[first] == sentence.Strong[after] + 1 && sentence.Strong[first - 1] == sentence.Strong[after];

    private static bool Reaches(Sentence sentence, int after, int first, int gap, out bool tooFar)
    {
        var between = first - after - 1;
        tooFar = between > gap + MostFillers;
        if (tooFar || (sentence.Strong[after] != sentence.Strong[first] && !OpensContrast(sentence, after, first)))
            return false;
        var fillers = 0;
        for (var i = after + 1; i < first; i++)
            fillers += sentence.IsFiller[i] ? 1 : 0;
        return between - Math.Min(fillers, MostFillers) <= gap;
    }
}
