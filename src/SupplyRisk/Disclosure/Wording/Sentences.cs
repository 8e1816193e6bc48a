using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Wording;

/// <summary>Splits text into paragraphs and sentences.</summary>
public static partial class Sentences
{
    /// <summary>Paragraphs, each with its sentences in order; empty ones left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ByParagraph(string text) =>
        [.. BlankLine().Split(text.ReplaceLineEndings("\n")).Select(p => InParagraph(p)).Where(p => p.Count > 0)];

    public static IReadOnlyList<string> Of(string text) => [.. ByParagraph(text).SelectMany(p => p)];

    /// <summary>A sentence as it is known by: white space and case make no difference.</summary>
    public static string Key(string sentence) => Blanks().Replace(sentence.Trim(), " ").ToLowerInvariant();

    private static List<string> InParagraph(string paragraph)
    {
        var sentences = new List<string>();
        foreach (var line in paragraph.Split('\n'))
        {
            var from = 0;
            foreach (Match end in EndOfSentence().Matches(line))
            {
                var before = line[from..(end.Index + 1)];
                if (Abbreviation().IsMatch(before) || (DayOfMonth().IsMatch(before) && GermanMonth().IsMatch(line[(end.Index + end.Length)..]))) continue;
                Add(line[from..(end.Index + end.Length)]);
                from = end.Index + end.Length;
            }
            Add(line[from..]);
        }
        return sentences;

        void Add(string sentence)
        {
            var clean = Blanks().Replace(sentence, " ").Trim();
            if (clean.Length > 0) sentences.Add(clean);
        }
    }

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\n\s*\n", Safe)]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"\s+", Safe)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[.!?。！？][""”’)\]]*(\s+|$)", Safe)]
    private static partial Regex EndOfSentence();

    [GeneratedRegex(@"(^|[\s(])(e\.g|i\.e|etc|No|no|Co|Ltd|Inc|Mr|Mrs|Ms|Dr|St|vs|cf|approx|S\.C|S\.A|c|s|ss|art|Art|al|env|p\. ?ex|z\. ?B|d\. ?h|Nr|Abs|bzw|Sr|Sra|núm|[A-Z])\.$", Safe)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"(^|\s)\d{1,2}\.$", Safe)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"^(Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b", Safe)]
    private static partial Regex GermanMonth();
}
