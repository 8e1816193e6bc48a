using HtmlAgilityPack;

namespace SupplyRisk.Ingestion.Documents.Html;

/// <summary>A table's rows on a grid, and the question whether it is a table at all: many pages use them only to place things.</summary>
internal static class HtmlTable
{
    private const int MaxColumns = 200;

    public static bool IsData(HtmlNode table)
    {
        if (table.GetAttributeValue("role", "") is "presentation" or "none")
            return false;
        var rows = RowNodes(table).ToList();
        if (rows.Count == 0)
            return false;
        var cells = rows.SelectMany(Cells).ToList();
        if (cells.Exists(c => c.Name == "th"))
            return true;
        return rows.Exists(r => Cells(r).Count() > 1) && !cells.Exists(HoldsAPage);
    }

    /// <summary>Null stands for a place taken by a cell that spans rows or columns.</summary>
    public static IEnumerable<(HtmlNode Row, List<HtmlNode?> Cells)> Rows(HtmlNode table, ReaderLimits limits)
    {
        var spans = new Dictionary<int, int>(); // column → rows it is still taken
        foreach (var row in RowNodes(table))
        {
            var cells = new List<HtmlNode?>();
            foreach (var cell in Cells(row))
            {
                SkipTaken(cells, spans);
                if (cells.Count >= MaxColumns)
                    break;
                var width = Math.Clamp(cell.GetAttributeValue("colspan", 1), 1, MaxColumns - cells.Count);
                var height = Math.Clamp(cell.GetAttributeValue("rowspan", 1), 1, limits.MaxBlocks);
                for (var i = 0; i < width; i++)
                {
                    if (height > 1)
                        spans[cells.Count] = height - 1;
                    cells.Add(i == 0 ? cell : null);
                }
            }

            yield return (row, cells);
        }
    }

    private static void SkipTaken(List<HtmlNode?> cells, Dictionary<int, int> spans)
    {
        while (spans.TryGetValue(cells.Count, out var left) && cells.Count < MaxColumns)
        {
            if (left == 1)
                spans.Remove(cells.Count);
            else
                spans[cells.Count] = left - 1;
            cells.Add(null);
        }
    }

    private static IEnumerable<HtmlNode> RowNodes(HtmlNode table) => table.ChildNodes.SelectMany(n => n.Name switch
    {
        "tr" => [n],
        "thead" or "tbody" or "tfoot" => n.ChildNodes.Where(c => c.Name == "tr"),
        _ => [],
    });

    private static IEnumerable<HtmlNode> Cells(HtmlNode row) => row.ChildNodes.Where(n => n.Name is "td" or "th");

    /// <summary>Headings inside a cell, or a table inside the only cell of consequence, mean that the table lays out a page.</summary>
    private static bool HoldsAPage(HtmlNode cell) => cell.ChildNodes.Any(n => n.Name is "h1" or "h2" or "h3");
}
