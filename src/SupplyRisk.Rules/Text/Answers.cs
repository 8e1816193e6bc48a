namespace SupplyRisk.Rules.Text;

internal enum Answer
{
    None,
    Yes,
    No,
}

/// <summary>The answer to a question, or the entry beside a label, where a checklist gives one.</summary>
internal static class Answers
{
    private const int LongestLabel = 3;

    public static Answer Of(Passage passage, PatternMatch match)
    {
        var s = passage.Current;
        if (AfterColon(s, match) is var beside and not Answer.None)
            return beside;
        var asked = IsAsked(s) || s.Cues.Any(CueKind.Question) is not null;
        if (passage.Count < 2)
            return Answer.None;
        var next = passage.Next(1);
        if (asked)
            return next.Block - s.Block <= 1 ? Starts(next) : Answer.None;
        if (!s.EndsCell || next.Row != s.Row || !next.StartsCell || !next.EndsCell || next.Tokens.Count is 0 or > 2)
            return Answer.None;

        // "Hit by a supervisor  0" in a tally
        return next.Tokens.Count == 1 && next.Tokens[0].Number == 0 ? Answer.No : Starts(next);
    }

    /// <summary>True for a question, also one whose mark stands in the next line of its cell: "Does anybody keep your".</summary>
    public static bool IsAsked(Sentence s) => s.IsQuestion
        || !s.EndsWithStop && s.EndsCell && s.Language is not null && s.Tokens.Count > 2 && s.At(ClauseWord.Asks, 0);

    // "Passports kept by the employer: No"
    private static Answer AfterColon(Sentence s, PatternMatch match)
    {
        var last = s.Tokens.Count - 1;
        return last > match.Last && last - match.Last <= 3 && (s.Tokens[last].Before & (Marks.Colon | Marks.Comma)) == Marks.Colon
            ? WordAt(s, last)
            : Answer.None;
    }

    private static Answer Starts(Sentence next)
    {
        if (next.Language is null || next.Tokens.Count == 0)
            return Answer.None;
        next.Complete();
        return WordAt(next, Labelled(next));
    }

    // "A: No, it is in my wallet", "All respondents: no"
    private static int Labelled(Sentence next)
    {
        for (var i = 1; i < next.Tokens.Count && i <= LongestLabel; i++)
        {
            if ((next.Tokens[i].Before & Marks.Colon) != Marks.None)
                return i;
        }

        return 0;
    }

    private static Answer WordAt(Sentence s, int token)
    {
        if (Stands(s, ClauseWord.No, token))
            return Answer.No;
        return Stands(s, ClauseWord.Yes, token) ? Answer.Yes : Answer.None;
    }

    // Alone in its cell, or set off from what follows: "No, they are not", but not "No evidence".
    private static bool Stands(Sentence s, ClauseWord word, int token)
    {
        var end = s.EndAt(word, token);
        return end >= 0 && (end == s.Tokens.Count - 1
            || (s.Tokens[end + 1].Before & (Marks.Comma | Marks.Colon | Marks.Semicolon | Marks.Open)) != Marks.None);
    }
}
