using HtmlAgilityPack;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>A table of a page.</summary>
/// <param name="Before">What stands between the table before and this one, the last thing last: headings, section names.</param>
/// <param name="Rows">Cells of every row; a header is one of them.</param>
internal sealed record HtmlTable(IReadOnlyList<string> Before, IReadOnlyList<HtmlTableRow> Rows);

/// <summary>A row of a page's table.</summary>
/// <param name="Line">Line of the page.</param>
/// <param name="IsHeader">All its cells are headings.</param>
/// <param name="Link">Where the first link in it leads; null if there is none.</param>
internal sealed record HtmlTableRow(int Line, string[] Cells, bool IsHeader, string? Link);

/// <summary>Reads the tables of a publisher's page.</summary>
internal static class HtmlTables
{
    private const long MostBytes = 20L << 20; // the parser takes about sixty times as much memory
    private const int MostTags = 500_000;
    private const int MostDepth = 200;
    private const int MostBefore = 40;

    /// <summary>The tables in the order of the page, and what stands behind the last.</summary>
    public static (IReadOnlyList<HtmlTable> Tables, IReadOnlyList<string> After, HtmlDocument Page) Read(ListFile file)
    {
        var text = ListText.ReadWhole(file, MostBytes);
        if (text.AsSpan().Count('<') > MostTags) throw new UnreadableListException($"{file.Name} has more than {MostTags} tags.");
        // A page that does not end was cut off on its way; its last table may look whole.
        if (!text.Contains("</html>", StringComparison.OrdinalIgnoreCase)) throw new UnreadableListException($"{file.Name} has no </html>: it was cut off, or is no page.");
        var page = new HtmlDocument { OptionMaxNestedChildNodes = MostDepth, OptionFixNestedTags = true };
        try
        {
            page.LoadHtml(text);
        }
        catch (Exception e) when (e.Message.Contains("nested", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableListException($"{file.Name} nests elements more than {MostDepth} deep.", e); // the parser throws a bare Exception for this limit
        }
        var (tables, before) = (new List<HtmlTable>(), new List<string>());
        Walk(page.DocumentNode, tables, before);
        return (tables, before, page);
    }

    public static string TextOf(HtmlNode node) => string.Join(' ', System.Net.WebUtility.HtmlDecode(node.InnerText).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Walk(HtmlNode node, List<HtmlTable> tables, List<string> before)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child.Name is "script" or "style" or "noscript" or "template") continue;
            if (child.Name == "table")
            {
                tables.Add(new HtmlTable([.. before], [.. Rows(child)]));
                before.Clear();
            }
            else if (child.Name is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "caption" or "strong" or "summary" or "button" && !child.Descendants("table").Any())
            {
                if (TextOf(child) is { Length: > 0 } text) before.Add(text);
                if (before.Count > MostBefore) before.RemoveAt(0);
            }
            else
            {
                Walk(child, tables, before);
            }
        }
    }

    private static IEnumerable<HtmlTableRow> Rows(HtmlNode table)
    {
        if (table.Descendants("caption").FirstOrDefault() is { } caption && TextOf(caption) is { Length: > 0 } text) yield return new HtmlTableRow(caption.Line, [text], IsHeader: true, null);
        foreach (var row in table.Descendants("tr"))
        {
            var cells = row.ChildNodes.Where(c => c.Name is "td" or "th").ToList();
            if (cells.Count > 0)
                yield return new HtmlTableRow(row.Line, [.. cells.Select(TextOf)], cells.TrueForAll(c => c.Name == "th"), row.Descendants("a").Select(a => a.GetAttributeValue("href", "")).FirstOrDefault(h => h.Length > 0));
        }
    }
}
