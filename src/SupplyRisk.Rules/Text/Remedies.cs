namespace SupplyRisk.Rules.Text;

/// <summary>Whether a finding has been put right: said in its sentence, in the next one, or by the status cell of its row.</summary>
internal static class Remedies
{
    private const int ReachOfNotYet = 6;

    public static string? Of(Passage passage, PatternMatch match, string text)
    {
        var s = passage.Current;
        if (In(s, match) is { } here)
            return Says(s, here, text);
        foreach (var cell in passage.RestOfRow())
        {
            if (cell.StartsCell && cell.EndsCell && IsClosed(cell))
                return $"settled by the cell “{text[cell.Start..cell.Tokens[^1].End]}”";
        }

        for (var i = 1; i < Math.Min(3, passage.Count); i++)
        {
            var next = passage.Next(i);
            if (next.Block != s.Block || next.Language != s.Language)
                return null;
            if (In(next, null) is { } cue && (i == 1 || next.Row == s.Row) && PointsBack(next, cue))
                return Says(next, cue, text);
        }

        return null;
    }

    private static string Says(Sentence s, PatternMatch cue, string text) =>
        $"put right: “{text[s.Tokens[cue.First].Start..s.Tokens[cue.Last].End]}”";

    private static PatternMatch? In(Sentence s, PatternMatch? match) => Cues.About(s, match).Find(c =>
        c.Pattern.Cue == CueKind.Remedied && (match is null || !c.Overlaps(match)) && !IsHeldBack(s, c));

    private static bool IsHeldBack(Sentence s, PatternMatch remedy) => Cues.Of(s).Exists(c =>
        c.Pattern.Cue is CueKind.NotYet or CueKind.VerbNegation or CueKind.Negation or CueKind.Hypothetical or CueKind.Condition or CueKind.Obligation
        && !c.Overlaps(remedy)
        && s.Strong[c.First] == s.Strong[remedy.First]
        && (c.Pattern.Cue == CueKind.NotYet && s.Clause[c.First] == s.Clause[remedy.First]
            || c.First <= remedy.Last && remedy.First - c.Last <= ReachOfNotYet && s.Clause[c.Last] == s.Clause[remedy.First]));

    private static bool IsClosed(Sentence cell) =>
        cell.Language is not null && cell.EndAt(cell.Language.Words[(int)ClauseWord.ClosedCell], 0) is var end and >= 0
        && cell.Tokens.Count - 1 - end <= 6;

    private static bool PointsBack(Sentence next, PatternMatch remedy) =>
        Cues.Of(next).Exists(c => c.Pattern.Cue == CueKind.Anaphor && c.First <= remedy.Last);
}
