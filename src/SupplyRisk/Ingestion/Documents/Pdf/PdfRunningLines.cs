using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>Finds page headers, footers and page numbers, which would break the sentences that run over a page's end. The first of each stays: it may name the site.</summary>
internal static partial class PdfRunningLines
{
    private const float Margin = 0.13f;

    /// <returns>The running lines that stay, in the order of their pages; they are taken out of <paramref name="segments"/> too.</returns>
    public static List<(int Page, string Text)> Take(IReadOnlyList<PdfPage> pages, IReadOnlyList<List<PdfSegment>> segments)
    {
        var seen = new Dictionary<(string, int), List<int>>();
        for (var p = 0; p < pages.Count; p++)
        {
            foreach (var segment in segments[p].Where(s => InMargin(pages[p], s)))
            {
                var key = Key(segment);
                if (!seen.TryGetValue(key, out var list))
                    seen[key] = list = [];
                if (list.Count == 0 || list[^1] != p)
                    list.Add(p);
            }
        }

        var needed = Math.Max(2, (int)Math.Ceiling(pages.Count * 0.4));
        var kept = new List<(int, string)>();
        for (var p = 0; p < pages.Count; p++)
        {
            var page = pages[p];
            segments[p].RemoveAll(segment =>
            {
                if (!InMargin(page, segment))
                    return false;
                if (PageNumber().IsMatch(segment.Text))
                    return true;
                var on = seen[Key(segment)];
                if (on.Count >= needed && on[0] == page.Number - 1)
                    kept.Add((page.Number, segment.Text));
                return on.Count >= needed;
            });
        }

        return kept;
    }

    private static bool InMargin(PdfPage page, PdfSegment segment) =>
        segment.Bottom < page.Height * Margin || segment.Top > page.Height * (1 - Margin);

    // Digits differ from page to page; the place does not, but for rounding.
    private static (string Text, int Place) Key(PdfSegment segment) =>
        (Digits().Replace(segment.Text, "#"), (int)MathF.Round(segment.Top / 4));

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:[-–—|]?\s*\d{1,4}\s*[-–—|]?|(?:page|página|pagina|seite|trang|halaman|sayfa|p\.)\s*\d{1,4}(?:\s*(?:of|de|von|sur|di|/|dari)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页.{0,12}|หน้า\s*\d{1,4})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PageNumber();
}
