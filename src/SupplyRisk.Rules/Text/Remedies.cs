namespace SupplyRisk.Rules.Text;

/// <summary>Whether a finding has been put right: said in its sentence, in the next one, or by the status cell of its row.</summary>
internal static class Remedies
{
    private const int ReachOfNotYet = 6;

    // "Closed." as a sentence of its own; in Chinese each character counts.
    private const int LongestClosure = 4;

    /// <param name="passage">The sentence and its surroundings.</param>
    /// <param name="match">What was found.</param>
    /// <param name="cues">The cues that can speak about the match.</param>
    /// <param name="text">The text, to quote.</param>
    public static string? Of(Passage passage, PatternMatch match, ReadOnlySpan<PatternMatch> cues, string text)
    {
        var s = passage.Current;

        // "All were returned, the owner wrote, but 17 lay in the drawer": what stands behind the contrast is not put right by what stands before it.
        if (First(s, cues, s.Strong[match.First]) is { } here)
            return Says(s, here, text);
        for (var i = 1; i < passage.Count && passage.Next(i).Row == s.Row; i++)
        {
            var cell = passage.Next(i);
            if (cell.StartsCell && cell.EndsCell && IsClosed(cell))
                return Closes(cell, text);
        }

        for (var i = 1; i < Math.Min(3, passage.Count); i++)
        {
            var next = passage.Next(i);
            if (next.Block != s.Block || next.Language != s.Language)
                return null;
            if (next.Tokens.Count <= LongestClosure && IsClosed(next))
                return Closes(next, text);
            if (First(next, next.Cues.Standing) is { } cue && (i == 1 || next.Row == s.Row) && PointsBack(next, cue))
                return Says(next, cue, text);
        }

        return null;
    }

    private static string Closes(Sentence cell, string text) => $"settled by “{text[cell.Start..cell.Tokens[^1].End]}”";

    private static string Says(Sentence s, PatternMatch cue, string text) =>
        $"put right: “{text[s.Tokens[cue.First].Start..s.Tokens[cue.Last].End]}”";

    private static PatternMatch? First(Sentence s, ReadOnlySpan<PatternMatch> cues, int strong = 0)
    {
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue == CueKind.Remedied && s.Strong[cue.Last] >= strong && !IsHeldBack(s, cue))
                return cue;
        }

        return null;
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
