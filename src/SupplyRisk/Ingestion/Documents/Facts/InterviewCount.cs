using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>How many workers the auditors interviewed: from its label, or a sentence that says so.</summary>
internal static partial class InterviewCount
{
    private const int Most = 20_000;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly string[] _ones =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] _tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>One of these is in every wording of <see cref="Sentence"/>.</summary>
    private static readonly SearchValues<string> _interviews = SearchValues.Create(["interview", "entrevist", "访谈", "面谈", "采访"], StringComparison.Ordinal);

    public static Stated<int>? Read(DocumentText text, LabelledValues labels)
    {
        foreach (var value in labels.Of(AuditLabel.WorkersInterviewed).Where(v => v.End - v.Start <= 300))
        {
            if (OfValue(labels.Folded, value.Start, value.End) is { } count)
                return count;
        }

        foreach (var block in text.Blocks.Where(b => b.Kind is not BlockKind.Cell).TakeWhile(b => b.Start < 60_000))
        {
            if (!labels.Folded.AsSpan(block.Start, block.End - block.Start).ContainsAny(_interviews))
                continue;
            var match = Sentence().Match(labels.Folded[block.Start..block.End]);
            if (match.Success && match.Groups["n"] is var number && Number(number.Value) is { } count and > 0)
                return new(count, block.Start + number.Index, block.Start + number.Index + number.Length);
        }

        return null;
    }

    private static Stated<int>? OfValue(string folded, int start, int end)
    {
        var value = folded[start..end];

        // "12 individual, 20 in 4 groups" has no total, but is one.
        if (Parts().Match(value) is { Success: true } parts && Number(parts.Groups["a"].Value) + Number(parts.Groups["b"].Value) is { } sum)
            return new(sum, start + parts.Index, start + parts.Index + parts.Length);
        var match = First().Match(value);
        return match.Success && Number(match.Groups["n"].Value) is { } count and >= 0
            ? new(count, start + match.Groups["n"].Index, start + match.Groups["n"].Index + match.Groups["n"].Length)
            : null;
    }

    private static int? Number(string raw)
    {
        if (raw.Length == 0)
            return null;
        var digits = raw.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number <= Most ? number : null;
        if (LineJoin.IsUnspaced(raw[0]))
            return ChineseNumber.Parse(raw);
        var parts = raw.Split('-', ' ');
        var ten = Array.IndexOf(_tens, parts[0]);
        var one = Array.IndexOf(_ones, parts[^1]);
        return (ten, one) switch
        {
            ( >= 0, >= 1) when parts.Length == 2 => ((ten + 2) * 10) + one,
            ( >= 0, _) when parts.Length == 1 => (ten + 2) * 10,
            (_, >= 0) when parts.Length == 1 => one,
            _ => null,
        };
    }

    private const string Digits = @"(?<n>\d{1,3}(?:[.,]\d{3})+|\d{1,5}";
    private const string English = @"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";

    [GeneratedRegex(@"^\D{0,40}?" + Digits + English, Options)]
    private static partial Regex First();

    [GeneratedRegex(@"^\s*(?:individual\w*\D{0,15}(?<a>\d{1,4})\D{1,20}group\w*\D{0,15}(?<b>\d{1,4})|(?<a>\d{1,4})\s*individual\w*\D{1,12}(?<b>\d{1,4})\s*(?:in\s+(?:\d+\s+)?groups?|group)|单独\D{0,6}(?<a>\d{1,4})\D{1,8}小组\D{0,6}(?<b>\d{1,4})|(?<a>\d{1,4})\s*individual\w*\D{1,12}(?<b>\d{1,4})\s*(?:en grupo|grupal))", Options)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\binterviewed\s+(?:a\s+total\s+of\s+|in\s+total\s+)?" + Digits + English + @"\s+(?:[\w-]+\s+){0,3}(?:workers|employees|people|persons|women|staff)\b"
        + @"|\b" + Digits + English + @"\s+(?:[\w-]+\s+){0,3}(?:workers|employees)\s+(?:were|was)\s+(?:[\w-]+\s+){0,2}interviewed\b"
        + @"|\binterviews\s+(?:were\s+)?(?:held|conducted|carried out)?\s*with\s+(?:a\s+total\s+of\s+)?" + Digits + English + @"\s+(?:[\w-]+\s+){0,3}(?:workers|employees|people)\b"
        + @"|(?:访谈|面谈|采访)了?(?:共|共计|总共)?\s*(?<n>\d{1,5}|[一二三四五六七八九十百两]{1,5})\s*[名位个](?:[^。，；]{0,8})(?:工人|员工|人员)"
        + @"|(?:共|共计|总共)(?:访谈|面谈|采访)了?\s*(?<n>\d{1,5}|[一二三四五六七八九十百两]{1,5})\s*(?:名|位|个|人)"
        + @"|(?:与|对|和)\s*(?<n>\d{1,5}|[一二三四五六七八九十百两]{1,5})\s*[名位个](?:工人|员工)进行了?(?:访谈|面谈)"
        + @"|\bentrevist(?:o|aron|amos|ó|ados|adas)?\s+(?:en total\s+)?a\s+(?:un total de\s+)?" + Digits + @")\s+(?:[\w-]+\s+){0,3}(?:trabajador\w*|emplead\w*|operari\w*|personas)"
        + @"|\b" + Digits + @")\s+(?:[\w-]+\s+){0,3}(?:trabajador\w*|emplead\w*|operari\w*|personas)\s+(?:fueron|han sido)\s+entrevistad"
        + @"|\bentrevistas\s+(?:[\w-]+\s+){0,2}(?:a|con)\s+(?:un total de\s+)?" + Digits + @")\s+(?:[\w-]+\s+){0,3}(?:trabajador\w*|emplead\w*|personas)", Options)]
    private static partial Regex Sentence();
}
