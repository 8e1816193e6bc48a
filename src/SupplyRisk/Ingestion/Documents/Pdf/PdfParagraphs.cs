using System.Text;
using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>A stretch of a page in reading order: text of some kind, or a table.</summary>
internal abstract record PdfItem(int Page);

internal sealed record PdfText(int Page, BlockKind Kind, string Text, bool MayGoOn) : PdfItem(Page);

internal sealed record PdfGrid(int Page, List<(float Left, float Right)> Columns, List<List<string>> Rows) : PdfItem(Page);

/// <summary>Makes paragraphs, list items and headings of a page's atoms.</summary>
internal static partial class PdfParagraphs
{
    public static bool StartsItem(string line) => Bullet().IsMatch(line) || Numbered().IsMatch(line);

    public static IEnumerable<PdfText> Of(PdfPage page, PdfAtom atom, float body, float largest, IReadOnlySet<string> words)
    {
        for (var i = 0; i < atom.Lines.Count;)
        {
            var end = i + 1;
            var text = new StringBuilder(atom.Lines[i].Text);
            while (end < atom.Lines.Count && (atom.WrapsInto(end) || HangsFrom(atom, i, end)))
                LineJoin.Append(text, atom.Lines[end++].Text, words);
            yield return Item(page, atom, i, end, text.ToString(), body, largest);
            i = end;
        }
    }

    /// <summary>The second line of a list item is indented and so narrower; it still belongs to it.</summary>
    private static bool HangsFrom(PdfAtom atom, int first, int line) =>
        StartsItem(atom.Lines[first].Text) && !StartsItem(atom.Lines[line].Text)
            && atom.Lines[line].Left > atom.Lines[first].Left + (0.8f * atom.Em) && atom.Lines[line - 1].Right + atom.Lines[line].FirstWordWidth + (0.3f * atom.Em) > atom.Right;

    private static PdfText Item(PdfPage page, PdfAtom atom, int from, int to, string text, float body, float largest)
    {
        var bullet = Bullet().Match(text);
        if (bullet.Success)
            return new PdfText(page.Number, BlockKind.ListItem, text[bullet.Length..], GoesOn(atom, to, text));
        var em = atom.Lines[from].Em;
        if (page.Number == 1 && to - from <= 3 && em >= largest * 0.97f && em > body * 1.25f)
            return new PdfText(page.Number, BlockKind.Title, text, false);
        var large = em > body * 1.14f && to - from <= 2 && text.Length <= 160 && text[^1] is not ('.' or ';' or ',' or '。' or '；' or '，');
        if (large || (to - from == 1 && HeadingShape.IsHeading(text) && (atom.Lines.Count == 1 || from == 0)))
            return new PdfText(page.Number, BlockKind.Heading, text, false);
        return new PdfText(page.Number, BlockKind.Paragraph, text, GoesOn(atom, to, text));
    }

    /// <summary>A paragraph may go on in the next column or on the next page if it ended neither its sentence nor, in prose of some lines, short of the edge.</summary>
    private static bool GoesOn(PdfAtom atom, int to, string text) =>
        to == atom.Lines.Count
        && text.TrimEnd('"', '\'', '”', '’', ')', '）', '」') is { Length: > 0 } bare
        && bare[^1] is not ('.' or '!' or '?' or ':' or ';' or '。' or '！' or '？' or '：' or '；' or '…')
        && (atom.Lines.Count == 1 || atom.Lines[^1].Width > 0.75f * atom.Lines.Max(l => l.Width));

    [GeneratedRegex(@"^(?:[-–—*•▪■●◦·‣➢➤\uF0B7\uF0A7]|[oO](?=\s{2}))\s*(?=\S)(?![\d.,]+\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)](?:\s|$)|\d{1,2}(?:\.\d{1,2}){1,3}\s|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();
}
