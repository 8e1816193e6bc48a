using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Finds dates in the ways many languages write them. It reports what stands there; the order of 03/04/2025 is settled by <see cref="DateOrder"/>.</summary>
internal static class DateScanner
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const string To = @"\s*(?:-|–|—|~|/|to|and|&|until|through|al|a|y|e|et|und|bis|au|ate|ve|ile|sampai|hingga|dan|den|ถึง)\s*";
    private const string Year = @"(?<y>(?:19|20|25)\d\d)";
    private const string Day = @"(?<d>[0-3]?\d)";
    private const string Day2 = @"(?<d2>[0-3]?\d)";
    private const string Nth = @"(?:st|nd|rd|th|er|º|°|ª|\.)?";
    private const string Of = @"(?:\s*[-./]\s*|\s+(?:de|of|d'|del)\s+|\s+|)";
    private static readonly string _month = $"(?<m>{MonthNames.Alternatives})";
    private static readonly string _month2 = $"(?<m2>{MonthNames.Alternatives})";

    /// <summary>What a pattern cannot do without, so that most are not tried at all.</summary>
    private enum Needs
    {
        MonthName,
        ChineseYear,
        VietnameseMonth,
        Separators,
    }

    private static readonly SearchValues<string> _monthNames = SearchValues.Create([.. MonthNames.All], StringComparison.Ordinal);
    private static readonly SearchValues<char> _yearStarts = SearchValues.Create("12年");

    /// <summary>Further than this from its year no date begins or ends.</summary>
    private const int Around = 100;

    private static readonly (Needs Needs, Regex Says)[] _patterns =
    [
        // 30 March – 2 April 2025; 12 March 2025; 12-14 March 2025; 12 al 14 de marzo de 2025; 12. März 2025; 12-Mar-2025; 12 มีนาคม 2568
        (Needs.MonthName, new($@"\b{Day}{Nth}(?:{Of}{_month}\.?(?:{Of},?\s*(?:19|20|25)\d\d)?)?{To}(?:el\s+|the\s+)?{Day2}{Nth}{Of}{_month2}\.?(?:\s*,?\s*(?:de|del|of)?\s*|[-./]){Year}\b", Options)),
        (Needs.MonthName, new($@"\b{Day}{Nth}{Of}{_month}\.?(?:\s*,?\s*(?:de|del|of)?\s*|[-./]){Year}\b", Options)),
        // March 30 – April 2, 2025; March 12-14, 2025; March 12, 2025
        (Needs.MonthName, new($@"\b{_month}\.?\s+{Day}{Nth}(?:,\s*(?:19|20)\d\d)?{To}(?:{_month2}\.?\s+)?{Day2}{Nth},?\s+{Year}\b", Options)),
        (Needs.MonthName, new($@"\b{_month}\.?\s+{Day}{Nth},?\s+{Year}\b", Options)),
        // 2025年3月12日至14日, 2025年3月30日—2025年4月2日
        (Needs.ChineseYear, new(@"(?<y>(?:19|20)\d\d)\s*年\s*(?<n>[01]?\d)\s*月\s*(?<d>[0-3]?\d)\s*[日号]?(?:\s*(?:至|到|-|–|—|──|~|～|、|和)\s*(?:(?:(?<y2>(?:19|20)\d\d)\s*年\s*)?(?<n2>[01]?\d)\s*月\s*)?(?<d2>[0-3]?\d)\s*[日号])?", Options)),
        // ngày 12 tháng 3 năm 2025
        (Needs.VietnameseMonth, new(@"\b(?:ngay\s+)?(?<d>[0-3]?\d)(?:\s*(?:-|–|den)\s*(?<d2>[0-3]?\d))?\s+thang\s+(?<n>[01]?\d)\s+nam\s+(?<y>(?:19|20)\d\d)\b", Options)),
        // 2025-03-12, 2025/3/12, 2025.03.12
        (Needs.Separators, new(@"\b(?<y>(?:19|20)\d\d)(?:-(?<n>[01]?\d)-|/(?<n>[01]?\d)/|\.(?<n>[01]?\d)\.)(?<d>[0-3]?\d)\b", Options)),
        // 12/03/2025, 12.03.2025, 12-03-2025: which is which shows later
        (Needs.Separators, new(@"\b(?<a>[0-3]?\d)(?:/(?<b>[0-3]?\d)/|-(?<b>[0-3]?\d)-|(?<dot>\.)\s?(?<b>[0-3]?\d)\.\s?)(?<y>(?:19|20)\d\d)\b", Options)),
        // 二〇二五年三月十二日
        (Needs.ChineseYear, new("(?<y>[〇零○一二三四五六七八九]{4})年(?<n>[一二三四五六七八九十]{1,2})月(?<d>[一二三四五六七八九十廿]{1,3})[日号]", Options)),
    ];

    private static readonly Regex _between = new(@"^\s*(?:-|–|—|~|～|至|到|to|until|through|al|a|bis|au|ate|sampai|hingga|den|ถึง)\s*(?:el|the|le)?\s*$", Options);

    /// <param name="folded">The folded text (<see cref="LetterFold"/>).</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to end.</param>
    public static List<DateMention> Find(string folded, int start, int end)
    {
        var found = new List<DateMention>();
        foreach (var (from, to) in Stretches(folded.AsSpan(start, end - start)))
            Find(folded[(start + from)..(start + to)], start + from, found);
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return Ranges(folded, found);
    }

    /// <summary>The parts of a text, cut at white space, that hold all its years and what may stand around them. Most of a report is far from any.</summary>
    private static List<(int Start, int End)> Stretches(ReadOnlySpan<char> text)
    {
        var stretches = new List<(int Start, int End)>();
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(_yearStarts);
            if (next < 0)
                break;
            at += next;
            if (!IsYear(text, at))
                continue;
            var (from, to) = (Math.Max(0, at - Around), Math.Min(text.Length, at + Around));
            while (from > 0 && !char.IsWhiteSpace(text[from - 1]))
                from--;
            while (to < text.Length && !char.IsWhiteSpace(text[to]))
                to++;
            if (stretches.Count > 0 && from <= stretches[^1].End)
                stretches[^1] = (stretches[^1].Start, to);
            else
                stretches.Add((from, to));
        }

        return stretches;
    }

    private static bool IsYear(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '年' => at >= 4 && !char.IsDigit(text[at - 1]),
        '1' => at + 3 < text.Length && text[at + 1] == '9' && char.IsDigit(text[at + 2]) && char.IsDigit(text[at + 3]),
        _ => at + 3 < text.Length && text[at + 1] is '0' or '5' && char.IsDigit(text[at + 2]) && char.IsDigit(text[at + 3]),
    };

    private static void Find(string text, int start, List<DateMention> found)
    {
        foreach (var (needs, says) in _patterns)
        {
            if (!Holds(text, needs))
                continue;
            foreach (Match match in says.Matches(text))
            {
                // The first patterns are the fuller ones; what they took is not read again.
                var (from, to) = (start + match.Index, start + match.Index + match.Length);
                if (!found.Exists(f => f.Start < to && from < f.End) && Mention(match, from, to) is { } mention)
                    found.Add(mention);
            }
        }
    }

    private static bool Holds(string text, Needs needs) => needs switch
    {
        Needs.MonthName => text.AsSpan().ContainsAny(_monthNames),
        Needs.ChineseYear => text.Contains('年', StringComparison.Ordinal),
        Needs.VietnameseMonth => text.Contains("thang", StringComparison.Ordinal),
        Needs.Separators => text.AsSpan().ContainsAny('-', '/', '.'),
    };

    private static DateMention? Mention(Match match, int start, int end)
    {
        if (match.Groups["a"].Success)
            return Numeric(match, start, end);
        var year = Number(match, "y");
        var month = Month(match, "m", "n");
        var lastMonth = Month(match, "m2", "n2");
        var firstMonth = month ?? lastMonth;
        if (Date(year, firstMonth, Number(match, "d")) is not { } first)
            return null;
        if (!match.Groups["d2"].Success)
            return new DateMention(start, end, first, first);
        var last = Date(match.Groups["y2"].Success ? Number(match, "y2") : year, lastMonth ?? month, Number(match, "d2"));

        // 30 December – 2 January 2026: the year stands with the last day.
        if (last < first)
            first = Date(year - 1, firstMonth, Number(match, "d")) ?? first;
        return last is { } day && day >= first && day.DayNumber - first.DayNumber <= 92 ? new DateMention(start, end, first, day) : null;
    }

    private static DateMention? Numeric(Match match, int start, int end)
    {
        var (a, b, year) = (Number(match, "a"), Number(match, "b"), Number(match, "y"));
        var (dayFirst, monthFirst) = (Date(year, b, a), Date(year, a, b));

        // With dots the day is in front wherever dots are used.
        if (match.Groups["dot"].Success || a == b)
            return dayFirst is { } day ? new DateMention(start, end, day, day) : null;
        return (dayFirst, monthFirst) switch
        {
            ({ } one, { } other) => new DateMention(start, end, one, one, other),
            ({ } one, null) => new DateMention(start, end, one, one, Order: true),
            (null, { } other) => new DateMention(start, end, other, other, Order: false),
            _ => null,
        };
    }

    /// <summary>Two dates with nothing but "to" between them are one range.</summary>
    private static List<DateMention> Ranges(string folded, List<DateMention> found)
    {
        for (var i = found.Count - 1; i > 0; i--)
        {
            var (first, last) = (found[i - 1], found[i]);
            if (first.Swapped is null && last.Swapped is null && first.From == first.To && last.From > first.From && last.To.DayNumber - first.From.DayNumber <= 92
                && last.Start - first.End <= 12 && _between.IsMatch(folded[first.End..last.Start]))
            {
                found[i - 1] = new DateMention(first.Start, last.End, first.From, last.To, Order: first.Order ?? last.Order);
                found.RemoveAt(i);
            }
        }

        return found;
    }

    private static int? Month(Match match, string name, string number)
    {
        if (match.Groups[name].Success)
            return MonthNames.Number(match.Groups[name].Value);
        return match.Groups[number].Success ? Number(match, number) : null;
    }

    private static int Number(Match match, string group)
    {
        var value = match.Groups[group].Value;
        return value.Length > 0 && char.IsAsciiDigit(value[0]) ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : ChineseNumber.Parse(value);
    }

    private static DateOnly? Date(int? year, int? month, int? day)
    {
        // Thailand counts from 543 BC.
        if (year >= 2500)
            year -= 543;
        return year is >= 1950 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year.Value, month.Value)
            ? new DateOnly(year.Value, month.Value, day.Value)
            : null;
    }
}
