namespace SupplyRisk.Rules.Text;

/// <summary>Tells a date of the past from the audit's own.</summary>
internal static class Dates
{
    private const int Beside = 4;

    // So much older than any text we expect, even an audit's date is one of the past.
    private const int LongPast = 2;

    // An audit in January speaks of the autumn before, and a report names the year by which things shall be mended.
    private const int OwnYears = 1;

    /// <summary>The year a sentence gives its sign, if that is before the time of the report; else null.</summary>
    public static int? EarlierYear(Sentence s, PatternMatch match, int reportYear)
    {
        var language = s.Language!;
        for (var m = s.FirstOfSet[language.Years]; m != 0; m = s.Mentions[m - 1].NextOfSet)
        {
            var at = s.Mentions[m - 1].First;
            var token = s.Tokens[at];
            if (token.End - token.Start != 4 || s.Strong[at] != s.Strong[match.First])
                continue;
            if (!language.Lexicon.HasSpaces && (at + 1 >= s.Tokens.Count || s.Tokens[at + 1].Character != '年'))
                continue;
            var year = (int)token.Number;
            var from = Math.Max(0, at - Beside);
            var to = Math.Min(s.Tokens.Count - 1, at + Beside);
            var isLongPast = year < language.Lexicon.WrittenSince - LongPast;
            if (s.Within(ClauseWord.AuditWord, from, to) && !isLongPast || s.Within(ClauseWord.SinceWord, from, at))
                continue;
            if (year < Math.Max(reportYear - OwnYears, language.Lexicon.WrittenSince)
                || language.Lexicon.WrittenSince == 0 && reportYear == year && IsBare(s, at) && !match.Covers(at))
                return year;
        }

        return null;
    }

    // "in 2019", not "12 March 2019" or "May 2019": those are how a report dates its own facts.
    private static bool IsBare(Sentence s, int at) =>
        (at == 0 || !s.Tokens[at - 1].IsNumber)
        && s.Language!.Lexicon.Cues.ContainsKey(CueKind.Historic)
        && !IsNumberAt(s, s.Language.Lexicon.HasSpaces ? at + 1 : at + 2);

    private static bool IsNumberAt(Sentence s, int token) => token < s.Tokens.Count && s.Tokens[token].IsNumber;
}
