using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>Tells a heading by its wording, for formats that do not mark headings.</summary>
internal static partial class HeadingShape
{
    public static bool IsHeading(string line)
    {
        if (line.Length is < 2 or > 90 || line[^1] is '.' or ';' or ',' or ':' or '?' or '!' or '。' or '；' or '，' or '：' or '？' or '！')
            return false;
        return NumberedTitle().IsMatch(line) || ChineseNumber().IsMatch(line) || IsCapitals(line);
    }

    private static bool IsCapitals(string line) =>
        line.Count(char.IsUpper) >= 4 && !line.Any(char.IsLower) && line.Count(char.IsLetter) * 2 > line.Length;

    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|\d{0,2}[A-Z]\d?[.):]|(?:PA|SA|Section|Part|Clause|Annex|Appendix|Sección|Anexo|Parte) ?[\dIVX]{1,4}[.:]?)\s+\p{Lu}[^.!?]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberedTitle();

    [GeneratedRegex(@"^(?:第[一二三四五六七八九十\d]{1,3}[章节部分条]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2}){0,3}[.、]?\s*\p{IsCJKUnifiedIdeographs})[^。；！？]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ChineseNumber();
}
