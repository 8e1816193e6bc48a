using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>Whether a finding has been put right: said in its sentence, in the next one, or by the status cell of its row.</summary>
internal sealed class Remedies(Passage passage, QuantityReader quantities)
{
    private const int ReachOfNotYet = 6;
    private const int ReachOfPart = 14;

    // "Closed." as a sentence of its own; in Chinese each character counts.
    private const int LongestClosure = 4;

    private PatternMatch match = null!; // set first thing
    private string text = "";

    /// <summary>What was put right where that was only a part, as in "nine of the 27 passports were returned"; else null.</summary>
    public Quantity? Partly { get; private set; }

    /// <summary>Why the match counts as put right, or null.</summary>
    /// <param name="cues">The cues that can speak about the match.</param>
    public string? Of(PatternMatch about, ReadOnlySpan<PatternMatch> cues, string of)
    {
        (match, text, Partly) = (about, of, null);
        var s = passage.Current;

        // "All were returned, the owner wrote, but 17 lay in the drawer": what stands behind the contrast is not put right by what stands before it.
        if (First(s, cues, s.Strong[match.First]) is { } here)
            return Says(s, here);
        for (var i = 1; i < passage.Count && passage.Next(i).Row == s.Row; i++)
        {
            var cell = passage.Next(i);
            if (cell.StartsCell && cell.EndsCell && IsClosed(cell))
                return Closes(cell);
        }

        for (var i = 1; i < Math.Min(3, passage.Count); i++)
        {
            var next = passage.Next(i);
            if (next.Block != s.Block || next.Language != s.Language)
                return null;
            if (next.Tokens.Count <= LongestClosure && IsClosed(next))
                return Closes(next);
            if (First(next, next.Cues.Standing) is { } cue && (i == 1 || next.Row == s.Row) && PointsBack(next, cue))
                return Says(next, cue);
        }

        return null;
    }

    private string Closes(Sentence cell) => $"settled by “{text[cell.Start..cell.Tokens[^1].End]}”";

    private string Says(Sentence s, PatternMatch cue) =>
        $"put right: “{text[s.Tokens[cue.First].Start..s.Tokens[cue.Last].End]}”";

    // One remedy told in two ways is one: where a part of it is all that was put right, none of its cues says more.
    private PatternMatch? First(Sentence s, ReadOnlySpan<PatternMatch> cues, int strong = 0)
    {
        PatternMatch? first = null;
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue != CueKind.Remedied || s.Strong[cue.Last] < strong || IsHeldBack(s, cue))
                continue;
            if (PartOf(s, cue) is { } part)
            {
                Partly = part;
                return null;
            }

            first ??= cue;
        }

        return first;
    }

    private static bool IsHeldBack(Sentence s, PatternMatch remedy)
    {
        foreach (var cue in s.Cues.All)
        {
            if (HoldsBack(cue.Pattern.Cue) && !cue.Overlaps(remedy) && s.Strong[cue.First] == s.Strong[remedy.First]
                && (cue.Pattern.Cue == CueKind.NotYet && s.Clause[cue.First] == s.Clause[remedy.First]
                    || cue.First <= remedy.Last && remedy.First - cue.Last <= ReachOfNotYet && s.Clause[cue.Last] == s.Clause[remedy.First]))
                return true;
        }

        return false;
    }

    private static bool HoldsBack(CueKind kind) => kind is CueKind.NotYet or CueKind.VerbNegation or CueKind.Negation
        or CueKind.Hypothetical or CueKind.Condition or CueKind.Obligation;

    /// <summary>What the remedy counts, if that is less than the whole: of its own words, or of what the finding counts.</summary>
    private Quantity? PartOf(Sentence s, PatternMatch remedy)
    {
        foreach (var counted in quantities.Of(s, text))
        {
            if (IsOf(s, counted, remedy) && (counted.Quantity.IsPart || IsFewer(counted.Quantity)))
                return counted.Quantity;
        }

        return null;
    }

    // In the clause of the remedy, and not in what another verb says: "charged to 18 of 22 workers and repaid since".
    private static bool IsOf(Sentence s, PlacedQuantity counted, PatternMatch remedy)
    {
        var (from, to) = counted.First <= remedy.First ? (counted.Last + 1, remedy.First) : (remedy.Last + 1, counted.First);
        if (s.Clause[counted.First] != s.Clause[remedy.First] || s.Strong[counted.First] != s.Strong[remedy.First] || to - from > ReachOfPart)
            return false;
        for (var i = from; i < to; i++)
        {
            if (s.At(ClauseWord.RelativeBreak, i) || s.At(ClauseWord.And, i) && (i + 1 == to || s.At(ClauseWord.Finite, i + 1)))
                return false;
        }

        return true;
    }

    // "The passports of 27 workers were kept. Nine passports were returned."
    private bool IsFewer(Quantity returned)
    {
        if (returned.Kind is not (QuantityKind.People or QuantityKind.Things))
            return false;
        foreach (var (held, first, last) in quantities.Of(passage.Current, text))
        {
            if (held.Kind is QuantityKind.People or QuantityKind.Things && held.Value > returned.Value && held.Start != returned.Start
                && passage.Current.Strong[first] == passage.Current.Strong[match.First])
                return true;
        }

        return false;
    }

    private static bool IsClosed(Sentence cell)
    {
        if (cell.Language is null)
            return false;
        cell.Complete();
        return cell.EndAt(ClauseWord.ClosedCell, Labelled(cell)) is var end and >= 0
            && (cell.Tokens.Count - 1 - end <= 6 || (cell.Tokens[end + 1].Before & (Marks.Semicolon | Marks.Comma | Marks.Colon)) != Marks.None);
    }

    // "Status: closed"
    private static int Labelled(Sentence cell)
    {
        for (var i = 1; i < cell.Tokens.Count && i <= LongestClosure; i++)
        {
            if ((cell.Tokens[i].Before & Marks.Colon) != Marks.None)
                return i;
        }

        return 0;
    }

    private static bool PointsBack(Sentence next, PatternMatch remedy)
    {
        foreach (var cue in next.Cues.All)
        {
            if (cue.Pattern.Cue == CueKind.Anaphor && cue.First <= remedy.Last)
                return true;
        }

        return false;
    }
}
