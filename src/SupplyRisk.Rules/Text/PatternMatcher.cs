namespace SupplyRisk.Rules.Text;

/// <summary>Finds where compiled patterns stand in an indexed sentence.</summary>
internal static class PatternMatcher
{
    // Bounds the work on a sentence that only repeats the words of a pattern.
    private const int MostSteps = 4000;
    private const int MostMatches = 12;
    private const int WidestSpread = 30;
    private const int MostFillers = 3;

    /// <summary>All patterns filed in <paramref name="bySet"/> that stand in the sentence.</summary>
    public static void Find(Sentence sentence, CompiledPattern[][] bySet, SentenceIndexer? indexer, List<PatternMatch> found)
    {
        // Completing the index adds sets that no rule is filed under.
        var touched = sentence.Touched.Count;
        for (var i = 0; i < touched; i++)
        {
            var set = sentence.Touched[i];
            foreach (var pattern in bySet[set])
            {
                if (!Array.TrueForAll(pattern.Required, sentence.Has))
                    continue;
                indexer?.Complete(sentence);
                Clauses.MarkStrong(sentence);
                FindOne(sentence, pattern, found);
            }
        }
    }

    private static void FindOne(Sentence sentence, CompiledPattern pattern, List<PatternMatch> found)
    {
        var steps = MostSteps;
        var legs = new List<List<(int, int)[]>>();
        foreach (var leg in pattern.Legs)
        {
            var places = new List<(int, int)[]>();
            Place(sentence, leg, 0, -1, [], places, ref steps);
            if (places.Count == 0)
                return;
            legs.Add(places);
        }

        foreach (var place in legs[0])
        {
            if (Join(sentence, legs, place) is { } parts)
                found.Add(new PatternMatch(pattern, parts));
        }
    }

    /// <summary>The first leg's place with the nearest place of every other leg in the same strong clause.</summary>
    private static (int, int)[]? Join(Sentence sentence, List<List<(int First, int Last)[]>> legs, (int First, int Last)[] place)
    {
        var parts = place;
        foreach (var others in legs.Skip(1))
        {
            (int First, int Last)[]? best = null;
            foreach (var other in others)
            {
                if (sentence.Strong[other[0].First] != sentence.Strong[place[0].First] || Overlap(parts, other))
                    continue;
                if (best is null || Distance(place, other) < Distance(place, best))
                    best = other;
            }

            if (best is null || Distance(place, best) > WidestSpread)
                return null;
            parts = [.. parts, .. best];
        }

        return parts;
    }

    private static int Distance((int First, int Last)[] a, (int First, int Last)[] b) =>
        Math.Max(b[0].First - a[^1].Last, a[0].First - b[^1].Last);

    private static bool Overlap((int First, int Last)[] a, (int First, int Last)[] b) =>
        Array.Exists(a, p => Array.Exists(b, o => p.First <= o.Last && o.First <= p.Last));

    private static void Place(
        Sentence sentence, CompiledPart[] leg, int index, int after, List<(int, int)> placed, List<(int, int)[]> places, ref int steps)
    {
        if (index == leg.Length)
        {
            places.Add([.. placed]);
            return;
        }

        var part = leg[index];
        var before = places.Count;
        if (part.Set < sentence.FirstOfSet.Length)
        {
            for (var m = sentence.FirstOfSet[part.Set]; m != 0 && --steps > 0 && places.Count < MostMatches; m = sentence.Mentions[m - 1].NextOfSet)
            {
                var mention = sentence.Mentions[m - 1];
                if (after >= 0 && mention.First <= after)
                    continue;
                if (after >= 0 && !Reaches(sentence, after, mention.First, part.Gap, out var tooFar))
                {
                    if (tooFar)
                        break;
                    continue;
                }

                placed.Add((mention.First, mention.Last));
                Place(sentence, leg, index + 1, mention.Last, placed, places, ref steps);
                placed.RemoveAt(placed.Count - 1);

                // Inside a sequence the nearest place that leads to a match is enough.
                if (after >= 0 && places.Count > before)
                    break;
            }
        }

        if (part.Optional && places.Count == before)
        {
            // What follows an optional part that is missing stands as near as that part might have.
            if (index + 1 < leg.Length && leg[index + 1].Gap < part.Gap)
                leg = [.. leg[..(index + 1)], leg[index + 1] with { Gap = part.Gap }, .. leg[(index + 2)..]];
            Place(sentence, leg, index + 1, after, placed, places, ref steps);
        }
    }

    // A pattern may name the contrast itself: "promised … but … received".
    private static bool OpensContrast(Sentence sentence, int after, int first) =>
        sentence.Strong[first] == sentence.Strong[after] + 1 && sentence.Strong[first - 1] == sentence.Strong[after];

    private static bool Reaches(Sentence sentence, int after, int first, int gap, out bool tooFar)
    {
        var between = first - after - 1;
        tooFar = between > Math.Max(gap, 0) + MostFillers;
        if (tooFar || (sentence.Strong[after] != sentence.Strong[first] && !OpensContrast(sentence, after, first)))
            return false;
        var fillers = 0;
        for (var i = after + 1; i < first; i++)
            fillers += sentence.IsFiller[i] ? 1 : 0;
        return between - Math.Min(fillers, MostFillers) <= gap;
    }
}
