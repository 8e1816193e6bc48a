using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>Whether a text says that it was approved and by whom, and whether somebody signs it. A picture of a signature is not seen; name and title below it are.</summary>
internal static partial class SignedBy
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Title = @"(?:(?:group\s+|joint\s+|deputy\s+|interim\s+|co-)?chief\s+(?:executive|operating|financial|procurement|legal|people|human\s+resources)(?:\s+officer)?|C[EFO]O|(?:managing|executive|group|company|finance|operations|legal|non-executive|statutory|designated|regional|commercial|HR)\s+(?:director|member)|director\s+general|director|chair(?:man|woman|person)?|(?:executive\s+|senior\s+)?(?:vice\s+)?president|company\s+secretary|general\s+counsel|vice[\s-]chancellor|managing\s+partner|senior\s+partner|partner|secretary|trustee|treasurer)";

    /// <summary>Last shares of a text where a signature stands, in percent.</summary>
    private const int AtTheEnd = 25;

    public static Passage? Approval(IReadOnlyList<Sentence> sentences) => First(sentences, Approved(), "approval");

    public static Passage? Signature(IReadOnlyList<Sentence> sentences)
    {
        var length = sentences.Count == 0 ? 0 : sentences[^1].End;
        if (First(sentences, Signed(), "signature") is { } signed) return signed;
        // A name and a title on lines of their own, towards the end.
        for (var i = 0; i < sentences.Count; i++)
        {
            var s = sentences[i];
            if (s.Start < length * (100L - AtTheEnd) / 100 || NameAndTitle().Match(s.Text) is not { Success: true } match) continue;
            return new Passage(s.Page, s.Start + match.Index, s.Start + match.Index + match.Length, CheckStatement.Shown(s.Text[match.Index..Math.Min(s.Text.Length, match.Index + 200)]), "signature");
        }
        // Name and title as two short lines that the reader took for two blocks.
        for (var i = 1; i < sentences.Count; i++)
        {
            var (name, title) = (sentences[i - 1], sentences[i]);
            if (title.Start < length * (100L - AtTheEnd) / 100 || !NameAlone().IsMatch(name.Text) || !TitleAlone().IsMatch(title.Text)) continue;
            return new Passage(title.Page, name.Start, title.End, CheckStatement.Shown($"{name.Text} {title.Text}"), "signature");
        }
        return null;
    }

    private static Passage? First(IReadOnlyList<Sentence> sentences, Regex regex, string sign)
    {
        foreach (var s in sentences.Reverse())
            if (regex.Match(s.Text) is { Success: true } m) return new Passage(s.Page, s.Start + m.Index, s.Start + m.Index + m.Length, CheckStatement.Shown(s.Text), sign);
        return null;
    }

    [GeneratedRegex(@"\b(?:approved|endorsed|adopted|authori[sz]ed|agreed|ratified)\b[^.]{0,80}?\b(?:by|on\s+behalf\s+of|at\s+a\s+meeting\s+of)\b[^.]{0,60}?\b(?:board|directors?|governing\s+body|trustees|members|council|executive\s+committee|partners|management\s+committee|chief\s+executive|CEO)\b|\bboard\b[^.]{0,40}\b(?:has|have|was|were)?\s*(?:approved|reviewed\s+and\s+approved|considered\s+and\s+approved|signed\s+off)\b[^.]{0,60}\b(?:this|the)\s+(?:\w+\s+){0,4}statement\b|\bboard\s+approval\b", Options)]
    private static partial Regex Approved();

    [GeneratedRegex(@"\bsigned\s*(?::|by\s+(?-i:\p{Lu})|on\s+behalf\s+of|for\s+and\s+on|off\s+by)|(?:^|\n)\s*signed\s*(?:\n|$)|\bfor\s+and\s+on\s+behalf\s+of\b|/s/\s*\p{L}", Options)]
    private static partial Regex Signed();

    [GeneratedRegex($@"(?:^|\n|,\s|[.!?:]\s+)(?-i:(?:Sir |Dame |Dr\.? |Mr\.? |Ms\.? |Mrs\.? |Professor |Lord )?\p{{Lu}}[\p{{L}}.'’\-]{{0,20}}(?:\s+\p{{Lu}}[\p{{L}}.'’\-]{{0,20}}){{1,3}})\s*(?:\n|,|[-–—|:])+\s*(?:\p{{L}}+\s+){{0,2}}{Title}\b", Options)]
    private static partial Regex NameAndTitle();

    [GeneratedRegex(@"^(?-i:(?:Sir |Dame |Dr\.? |Mr\.? |Ms\.? |Mrs\.? |Professor |Lord )?\p{Lu}[\p{L}.'’\-]{0,20}(?:\s+\p{Lu}[\p{L}.'’\-]{0,20}){1,3})\s*,?$", Options)]
    private static partial Regex NameAlone();

    [GeneratedRegex($@"^(?:\p{{L}}+\s+){{0,2}}{Title}\b.{{0,80}}$", Options)]
    private static partial Regex TitleAlone();
}
