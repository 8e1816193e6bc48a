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
                if (Abbreviation().IsMatch(line[from..(end.Index + 1)])) continue;
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

    [GeneratedRegex(@"(^|[\s(])(e\.g|i\.e|etc|No|no|Co|Ltd|Inc|Mr|Mrs|Ms|Dr|St|vs|cf|approx|S\.C|c|s|ss|art|Art|[A-Z])\.$", Safe)]
    private static partial Regex Abbreviation();
}
