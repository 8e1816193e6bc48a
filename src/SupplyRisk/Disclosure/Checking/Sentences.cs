using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>A sentence of a document at its place.</summary>
/// <param name="Start">UTF-16 offset in <see cref="DocumentText.Text"/>.</param>
internal sealed record Sentence(int Start, string Text, int? Page, string? Section, bool IsHeading)
{
    public int End => Start + Text.Length;
}

/// <summary>Cuts a document into sentences. Headings are kept apart: that a chapter is called "Training" says nothing of what is done.</summary>
internal static partial class Sentences
{
    private const int Most = 200_000, Longest = 1_200, Shortest = 5;

    public static List<Sentence> Of(DocumentText document)
    {
        var all = new List<Sentence>();
        foreach (var block in document.Blocks)
        {
            var text = document.Text[block.Start..block.End];
            var heading = block.Kind is BlockKind.Title or BlockKind.Heading or BlockKind.Sheet;
            var at = 0;
            foreach (Match end in Ends().Matches(text))
            {
                Add(all, block, text, at, end.Index + end.Length, heading);
                at = end.Index + end.Length;
                if (all.Count >= Most) return all;
            }
            Add(all, block, text, at, text.Length, heading);
        }
        return all;
    }

    private static void Add(List<Sentence> all, TextBlock block, string text, int from, int to, bool heading)
    {
        while (from < to && char.IsWhiteSpace(text[from])) from++;
        while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
        for (; from < to; from += Longest)
        {
            var part = text[from..Math.Min(to, from + Longest)];
            if (part.Length > 0) all.Add(new Sentence(block.Start + from, part, block.Page, block.Section, heading || Words(part) < Shortest));
        }
    }

    private static int Words(string text) => text.Split((char[]?)null, Shortest + 1, StringSplitOptions.RemoveEmptyEntries).Length;

    // A blank line, a bullet, or a full stop before a capital. Abbreviations cut too early, which only makes a passage shorter.
    [GeneratedRegex(@"\n[ \t]*\n|\n[ \t]*[•▪◦●■\-–*][ \t]|[.!?][""'”’)]?\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Ends();
}
