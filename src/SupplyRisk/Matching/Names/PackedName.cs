using System.Text.RegularExpressions;

namespace SupplyRisk.Matching.Names;

/// <summary>
/// A name that packs others, as the DHS, CBP and EU lists write them: "X (also known as A; B; and C) and its subsidiaries".
/// Phrases after the pages of the UFLPA Entity List; facts in shared/facts/formats.md, section 5.
/// </summary>
internal sealed record PackedName(string Name, IReadOnlyList<string> Aliases, bool IncludesSubsidiaries, IReadOnlyList<string> NamedSubsidiaries)
{
    internal const int LongestText = 4000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Count = @"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|the following|many|multiple|numerous)";

    private static readonly Regex AliasMark = new(
        @"(?:\b(?:also|formerly|previously|now|currently|commonly|sometimes|otherwise|or|and|better|alternatively|doing business|trading)?,?\s*(?:known as|called|trading as|business as)\b"
        + @"|\b(?:formerly|previously)\b|\bincluding\s+" + Count + @"?\s*alias(?:es)?\b|\balias(?:es)?\b|\bformer names?\b|\bother names?\b"
        + @"|\ba\.\s?k\.\s?a\.?|\ba/k/a\b|\baka\b|\bf\.\s?k\.\s?a\.?|\bf/k/a\b|\bfka\b|\bd\.\s?b\.\s?a\.?|\bd/b/a\b|\bdba\b|\bt/a\b|\bn/k/a\b)\s*:?",
        Options);

    private static readonly Regex NamedSubsidiariesMark = new(
        @"\b(?:and|including|with|plus)\s+(?:its|their|the)?\s*(?:" + Count + @"\s+)?(?:[\p{L}'’.-]+-based\s+)?(?:wholly[- ]owned\s+)?(?:subsidiar(?:y|ies)|affiliates?|subordinates?)\b,?\s*"
        + @"(?:which\s+(?:include|are)s?|including|namely|as follows|\:)\s*:?",
        Options);

    private static readonly Regex SubsidiariesMark = new(
        @"(?:,?\s*\b(?:and|including|with|plus|or)\s+(?:all\s+(?:of\s+)?)?(?:its|their|the|any|other)?\s*(?:" + Count + @"\s+)?(?:[\p{L}'’.-]+-based\s+)?(?:wholly[- ]owned\s+)?"
        + @"(?:subordinate and affiliated entities|subsidiar(?:y|ies)|affiliates?|subordinates?|subordinate entities|related entities|affiliated entities)(?:\s+and\s+(?:affiliates|subsidiaries|subordinates))?(?:\W|$))",
        Options);

    private static readonly Regex Separator = new(@"\s*(?:;|\|)\s*(?:and\s+|or\s+)?|\s*,\s+(?:and|or)\s+", Options);
    private static readonly Regex Comma = new(@"\s*,\s*(?:and\s+)?|\s+and\s+", Options);
    private static readonly Regex LegalAfterComma = new(@"^(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|co|company|s\.?a|s\.?r\.?l|gmbh|plc|pte|jsc|bhd|lp|llp)\b", Options);
    private static readonly Regex LeadingJoin = new(@"^\s*(?:and|or|the following|which include|including|as)\b[:\s]*", Options);
    private static readonly Regex TrailingJoin = new(@"\s(?:and|or)$", Options);
    private static readonly Regex Spaces = new(@"\s+", Options);

    internal static PackedName Parse(string raw)
    {
        var text = Spaces.Replace(raw.Length > LongestText ? raw[..LongestText] : raw, " ").Trim();
        var aliases = new List<string>();
        var subsidiaries = new List<string>();
        var includes = TakeNamedSubsidiaries(ref text, subsidiaries);
        TakeBracketedAliases(ref text, aliases);
        TakeTrailingAliases(ref text, aliases);
        includes |= Remove(ref text, SubsidiariesMark);
        for (var i = 0; i < aliases.Count; i++)
        {
            var alias = aliases[i];
            includes |= Remove(ref alias, SubsidiariesMark);
            aliases[i] = alias;
        }
        var name = Clean(text);
        return new PackedName(
            name.Length > 0 ? name : Clean(raw),
            [.. aliases.Select(Clean).Where(alias => alias.Length > 1 && alias != name).Distinct(StringComparer.OrdinalIgnoreCase)],
            includes,
            [.. subsidiaries.Select(Clean).Where(subsidiary => subsidiary.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>A cheap look whether parsing can find anything: most names pack nothing.</summary>
    internal static bool MayPack(string raw) =>
        raw.Length > 12 && (raw.Contains("alias", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("known as", StringComparison.OrdinalIgnoreCase) || raw.Contains("formerly", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("k.a", StringComparison.OrdinalIgnoreCase) || raw.Contains("k/a", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("b/a", StringComparison.OrdinalIgnoreCase) || raw.Contains("b.a", StringComparison.OrdinalIgnoreCase)
            || raw.Contains(" aka ", StringComparison.OrdinalIgnoreCase) || raw.Contains("(aka ", StringComparison.OrdinalIgnoreCase)
            || raw.Contains(" dba ", StringComparison.OrdinalIgnoreCase) || raw.Contains(" fka ", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("former name", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("subsidiar", StringComparison.OrdinalIgnoreCase) || raw.Contains("affiliate", StringComparison.OrdinalIgnoreCase)
            || raw.Contains("subordinate", StringComparison.OrdinalIgnoreCase));

    private static bool TakeNamedSubsidiaries(ref string text, List<string> subsidiaries)
    {
        var mark = NamedSubsidiariesMark.Match(text);
        if (!mark.Success)
            return false;
        var tail = text[(mark.Index + mark.Length)..];
        var inside = text.LastIndexOf('(', mark.Index);
        var closed = inside >= 0 && text.IndexOf(')', inside) > mark.Index;
        var end = closed ? Closing(tail, 0) : -1;
        subsidiaries.AddRange(SplitNames(end >= 0 ? tail[..end] : tail));
        text = text[..mark.Index].TrimEnd(' ', ',', ';', '(') + (end >= 0 ? tail[(end + 1)..] : "");
        return true;
    }

    private static void TakeBracketedAliases(ref string text, List<string> aliases)
    {
        for (var open = text.IndexOf('(', StringComparison.Ordinal); open >= 0; open = open + 1 < text.Length ? text.IndexOf('(', open + 1) : -1)
        {
            var close = Closing(text, open + 1);
            var inner = close < 0 ? text[(open + 1)..] : text[(open + 1)..close];
            var mark = AliasMark.Match(inner);
            if (!mark.Success)
                continue;
            AddAliases(inner, aliases);
            // What stands before the mark inside the bracket may itself be a name: "(X Trading, formerly known as Y)"
            var before = inner[..mark.Index].Trim(' ', ',', ';');
            if (before.Length > 0 && !LeadingJoin.IsMatch(before + " "))
                aliases.AddRange(SplitNames(before));
            text = (text[..open].TrimEnd() + " " + (close < 0 ? "" : text[(close + 1)..])).Trim();
            open = -1;
            if (text.Length == 0)
                break;
        }
    }

    private static void TakeTrailingAliases(ref string text, List<string> aliases)
    {
        var mark = AliasMark.Match(text);
        if (!mark.Success || mark.Index == 0 || mark.Index + mark.Length >= text.Length)
            return;
        AddAliases(text[mark.Index..], aliases);
        text = text[..mark.Index].TrimEnd(' ', ',', ';', '-', '–');
    }

    // Each mark may bring several names, and marks follow one another: "also known as A; B; formerly known as C".
    private static void AddAliases(string text, List<string> aliases)
    {
        var marks = AliasMark.Matches(text);
        for (var i = 0; i < marks.Count; i++)
        {
            var start = marks[i].Index + marks[i].Length;
            var end = i + 1 < marks.Count ? marks[i + 1].Index : text.Length;
            if (end > start)
                aliases.AddRange(SplitNames(text[start..end]));
        }
    }

    // With semicolons, commas belong to names. Without, a comma parts names unless a legal form follows it.
    private static IEnumerable<string> SplitNames(string text)
    {
        if (text.Contains(';', StringComparison.Ordinal) || text.Contains('|', StringComparison.Ordinal))
            return Separator.Split(text).SelectMany(part => part.Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(Clean);
        if (!text.Contains(',', StringComparison.Ordinal))
            return [Clean(text)];
        var names = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (names.Count > 0 && LegalAfterComma.IsMatch(part))
                AddAfterLegalForm(names, part);
            else
                names.Add(Clean(part));
        }
        return names;
    }

    // "Ltd. and Foo Co": the form ends one name, the rest is the next.
    private static void AddAfterLegalForm(List<string> names, string part)
    {
        var split = Comma.Match(part);
        names[^1] += ", " + (split.Success ? part[..split.Index] : part);
        if (split.Success)
            names.Add(Clean(part[(split.Index + split.Length)..]));
    }

    private static bool Remove(ref string text, Regex mark)
    {
        var found = mark.Match(text);
        if (!found.Success || found.Index == 0)
            return false;
        text = Clean(text[..found.Index].TrimEnd('(', ' ', ',') + " " + text[(found.Index + found.Length)..].TrimStart(')', ' ', ','));
        return true;
    }

    private static int Closing(string text, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && depth-- == 0)
                return i;
        }
        return -1;
    }

    private static string Clean(string text)
    {
        text = LeadingJoin.Replace(text.Trim(), "");
        text = TrailingJoin.Replace(text.Trim(' ', ',', ';', ':', '"', '“', '”', '-', '–'), "").Trim(' ', ',');
        return text.Count(c => c == '(') > text.Count(c => c == ')') ? text.TrimStart('(').Trim() : text.Count(c => c == ')') > text.Count(c => c == '(') ? text.TrimEnd(')').Trim() : text;
    }
}
