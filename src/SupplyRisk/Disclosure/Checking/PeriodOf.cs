using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>Which year a statement is about: "financial year ended 31 March 2024", "1 April 2023 to 31 March 2024", "FY2023", "2023/24".</summary>
internal static partial class PeriodOf
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Month = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
    private const string Date = $@"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{Month})\.?,?\s+(?:19|20)\d\d|(?:{Month})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|(?:{Month})\.?,?\s+(?:19|20)\d\d)";

    private static readonly string[] Formats = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy"], Months = ["MMMM yyyy", "MMM yyyy"];

    public static PeriodSaid? In(IReadOnlyList<Sentence> sentences)
    {
        foreach (var s in sentences)
        {
            if (FromTo().Match(s.Text) is { Success: true } range && Day(range.Groups["from"].Value) is { } from && Day(range.Groups["to"].Value) is { } to && to > from && to.DayNumber - from.DayNumber < 800) return Said(s, range, from, to);
            if (Ended().Match(s.Text) is { Success: true } ended && Day(ended.Groups["to"].Value) is { } end) return Said(s, ended, end.AddDays(1).AddYears(-1), end);
        }
        foreach (var s in sentences)
            if (Year().Match(s.Text) is { Success: true } year) return Said(s, year, null, null);
        return null;
    }

    private static PeriodSaid Said(Sentence s, Match m, DateOnly? from, DateOnly? to) =>
        new(from, to, new Passage(s.Page, s.Start + m.Index, s.Start + m.Index + m.Length, CheckStatement.Shown(s.Text), "period"));

    private static DateOnly? Day(string text)
    {
        var plain = Ordinal().Replace(Spaces().Replace(text.Replace(",", " ", StringComparison.Ordinal).Replace(".", " ", StringComparison.Ordinal), " "), "${day}").Replace(" of ", " ", StringComparison.OrdinalIgnoreCase).Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase).Trim();
        if (DateOnly.TryParseExact(plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        // "March 2020" as an end is the last day of that month; as a beginning it is rare, and named as a month in the passage.
        return DateOnly.TryParseExact(plain, Months, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.AddMonths(1).AddDays(-1) : null;
    }

    [GeneratedRegex($@"\b(?<from>{Date})\s*(?:to|until|through|and|[-–—])\s*(?:and\s+including\s+)?(?<to>{Date})", Options)]
    private static partial Regex FromTo();

    [GeneratedRegex($@"\b(?:financial|fiscal|reporting|accounting|calendar)?\s*(?:year|period)[\s,]{{1,3}}(?:which\s+)?(?:that\s+)?(?:ending|ended|ends|to|end)\s*(?:on\s+)?(?:\w{{6,9}}day,?\s+)?(?<to>{Date})", Options)]
    private static partial Regex Ended();

    [GeneratedRegex(@"\b(?:FY\s?'?(?:20)?\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|(?:financial|fiscal|reporting|calendar)\s+(?:year|period)\s*\(?(?:of\s+)?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|20\d\d\s?[/–-]\s?(?:20)?\d\d\s+(?:financial|fiscal|reporting)?\s*(?:year|statement|period)|(?:financial|fiscal|reporting|calendar)\s+(?:year|period)\s+(?:ending|ended)\s+(?:in\s+)?20\d\d|statement\s+(?:for|of)?\s*(?:the\s+)?(?:year\s+)?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|20\d\d\s+(?:modern\s+slavery\s+(?:act\s+)?|anti-slavery\s+(?:and\s+human\s+trafficking\s+)?|transparency\s+)?statement)\b", Options)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<day>\d)(?:st|nd|rd|th)\b", Options)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
