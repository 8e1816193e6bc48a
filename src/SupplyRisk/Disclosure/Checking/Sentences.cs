using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>A sentence of a document at its place.</summary>
/// <param name="Start">UTF-16 offset in <see cref="DocumentText.Text"/>.</param>
/// <param name="Text">As it stands there, line ends included.</param>
internal sealed record Sentence(int Start, string Text, int? Page, string? Section, bool IsHeading)
{
    public int End => Start + Text.Length;
}

/// <summary>
/// Cuts a document into sentences. Lines that a page broke are put together again; headings are kept apart: that a chapter is called "Training" says nothing of what is done.
/// </summary>
internal static partial class Sentences
{
    private const int Most = 200_000, Longest = 1_500, FewestWords = 5, HeadingWords = 14, ShortHeading = 8;

    /// <summary>Words whose full stop ends no sentence.</summary>
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase) { "ltd", "inc", "co", "corp", "plc", "no", "nos", "mr", "mrs", "ms", "dr", "st", "e.g", "i.e", "eg", "ie", "cf", "vs", "art", "sec", "s", "para", "approx", "u.s", "u.k" };

    public static List<Sentence> Of(DocumentText document)
    {
        var all = new List<Sentence>();
        var blocks = document.Blocks;
        var full = FullLine(blocks) * 7 / 10;
        for (var i = 0; i < blocks.Count && all.Count < Most;)
        {
            var first = i++;
            while (i < blocks.Count && GoesOn(document.Text, blocks[i - 1], blocks[i], full)) i++;
            Cut(all, document.Text, blocks[first], blocks[i - 1].End, alone: i == first + 1);
        }
        return all;
    }

    /// <summary>How long lines are where the page breaks them: of all blocks a twentieth is longer.</summary>
    private static int FullLine(IReadOnlyList<TextBlock> blocks)
    {
        var lengths = blocks.Where(b => b.Kind == BlockKind.Paragraph).Select(b => b.End - b.Start).Order().ToList();
        return lengths.Count == 0 ? 0 : lengths[lengths.Count * 19 / 20];
    }

    private static bool GoesOn(string text, TextBlock before, TextBlock next, int full)
    {
        if (before.Kind is not (BlockKind.Paragraph or BlockKind.ListItem) || next.Kind != BlockKind.Paragraph || next.End == next.Start || before.End == before.Start) return false;
        if (IsBullet(text[next.Start])) return false;
        if (char.IsLower(text[next.Start])) return true;
        return before.End - before.Start >= full && !LooksLikeHeading(text[next.Start..next.End], ShortHeading);
    }

    private static void Cut(List<Sentence> all, string text, TextBlock block, int end, bool alone)
    {
        var heading = block.Kind is BlockKind.Title or BlockKind.Heading or BlockKind.Sheet
            || (alone && block.Kind == BlockKind.Paragraph && !IsBullet(text[block.Start]) && LooksLikeHeading(text[block.Start..end], HeadingWords));
        var run = text[block.Start..end];
        var at = 0;
        foreach (Match stop in Stops().Matches(run))
        {
            if (run[stop.Index] == '.' && EndsNoSentence(run, stop.Index)) continue;
            var cut = stop.Index + stop.Length;
            if (cut < run.Length && char.IsLower(run[cut])) continue;
            Add(all, block, run, at, cut, heading);
            at = cut;
        }
        Add(all, block, run, at, run.Length, heading);
    }

    private static bool EndsNoSentence(string run, int stop)
    {
        var from = stop;
        while (from > 0 && (char.IsLetter(run[from - 1]) || run[from - 1] == '.')) from--;
        var word = run[from..stop];
        return word.Length == 1 || Abbreviations.Contains(word);
    }

    private static void Add(List<Sentence> all, TextBlock block, string text, int from, int to, bool heading)
    {
        while (from < to && char.IsWhiteSpace(text[from])) from++;
        while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
        for (; from < to; from += Longest)
        {
            var part = text[from..Math.Min(to, from + Longest)];
            all.Add(new Sentence(block.Start + from, part, block.Page, block.Section, heading || Words(part, FewestWords) < FewestWords));
        }
    }

    private static bool LooksLikeHeading(string text, int words) => text.TrimEnd() is [.., not ('.' or '!' or '?' or ';' or ',' or ':')] && Words(text, words + 1) <= words;

    private static bool IsBullet(char c) => c is '•' or '▪' or '◦' or '●' or '■' or '-' or '–' or '*' or '·' or '➢' or '✓';

    private static int Words(string text, int most) => text.Split((char[]?)null, most + 1, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"[.!?][""'”’)]?\s+|\n\s*[•▪◦●■➢✓·][ \t]*|;\s*\n", RegexOptions.NonBacktracking)]
    private static partial Regex Stops();
}
