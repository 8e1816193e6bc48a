using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>
/// Finds page headers, footers and page numbers, which would break the sentences that run over a page's end. The first of each stays: it
/// may name the site. A whole row must be the same, page numbers aside: cells of a table at a page's edge are often alike too.
/// </summary>
internal static partial class PdfRunningLines
{
    private const float Margin = 0.13f;

    /// <returns>The running lines that stay, in the order of their pages; they are taken out of <paramref name="segments"/> too.</returns>
    public static List<(int Page, string Text)> Take(IReadOnlyList<PdfPage> pages, IReadOnlyList<List<PdfSegment>> segments)
    {
        var rows = pages.Select((page, p) => Rows(page, segments[p], pages.Count)).ToList();
        var seen = rows.SelectMany((r, p) => r.Select(row => (row.Key, Page: p)).Distinct())
            .GroupBy(r => r.Key, r => r.Page)
            .ToDictionary(g => g.Key, g => g.ToList());
        var needed = Math.Max(2, (int)Math.Ceiling(pages.Count * 0.4));
        var kept = new List<(int, string)>();
        for (var p = 0; p < pages.Count; p++)
        {
            foreach (var row in rows[p].Where(r => seen[r.Key].Count >= needed))
            {
                segments[p].RemoveAll(row.Segments.Contains);
                if (seen[row.Key][0] == p)
                    kept.AddRange(row.Segments.Where(s => !IsPageNumber(s)).Select(s => (pages[p].Number, s.Text)));
            }

            segments[p].RemoveAll(s => InMargin(pages[p], s) && NumberedPage().IsMatch(s.Text));
            RemoveLoneNumber(pages[p], segments[p]);
        }

        return kept;
    }

    private sealed record Row((string Text, int Place) Key, List<PdfSegment> Segments);

    private static List<Row> Rows(PdfPage page, List<PdfSegment> segments, int pages)
    {
        var rows = new List<List<PdfSegment>>();
        foreach (var segment in segments.Where(s => InMargin(page, s)).OrderBy(s => s.Top).ThenBy(s => s.Left))
        {
            if (rows.Count > 0 && segment.Top - rows[^1][0].Top < 0.6f * segment.Em)
                rows[^1].Add(segment);
            else
                rows.Add([segment]);
        }

        // The place is the same on every page, but for rounding.
        return rows.ConvertAll(r => new Row((string.Join('\t', r.OrderBy(s => s.Left).Select(s => Masked(s.Text, page.Number, pages))), (int)MathF.Round(r[0].Top / 4)), r));
    }

    /// <summary>The text with its page number blotted out.</summary>
    private static string Masked(string text, int page, int pages) => Digits().Replace(NumberedPage().IsMatch(text) ? "#" : text, m =>
        int.TryParse(m.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number == page || number == pages) ? "#" : m.Value);

    /// <summary>A number by itself at the very edge is the page's; beside other text it is a cell's.</summary>
    private static void RemoveLoneNumber(PdfPage page, List<PdfSegment> segments)
    {
        foreach (var edge in new[] { segments.MinBy(s => s.Top), segments.MaxBy(s => s.Top) })
        {
            if (edge is not null && InMargin(page, edge) && LoneNumber().IsMatch(edge.Text) && segments.TrueForAll(s => s == edge || Math.Abs(s.Top - edge.Top) > 0.6f * edge.Em))
                segments.Remove(edge);
        }
    }

    private static bool IsPageNumber(PdfSegment segment) => NumberedPage().IsMatch(segment.Text) || LoneNumber().IsMatch(segment.Text);

    private static bool InMargin(PdfPage page, PdfSegment segment) =>
        segment.Bottom < page.Height * Margin || segment.Top > page.Height * (1 - Margin);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\d+", Options)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:(?:page|página|pagina|seite|trang|halaman|sayfa|p\.)\s*\d{1,4}(?:\s*(?:of|de|von|sur|di|/|dari)\s*\d{1,4})?|第\s*\d{1,4}\s*页.{0,12}|หน้า\s*\d{1,4})$", Options)]
    private static partial Regex NumberedPage();

    [GeneratedRegex(@"^[-–—|]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—|]?$", Options)]
    private static partial Regex LoneNumber();
}
