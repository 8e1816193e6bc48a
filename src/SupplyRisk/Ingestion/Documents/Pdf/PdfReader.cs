using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>PDF: pages of paragraphs in reading order and tables by rows; sentences and tables that run over a page's end are whole again.</summary>
internal static class PdfReader
{
    public static async Task<DocumentText> ReadAsync(string path, ReaderLimits limits, CancellationToken ct)
    {
        var pages = await PdfTool.PagesAsync(path, limits, ct);
        if (pages.Count == 0)
            throw new UnreadableException(UnreadableCause.Malformed, "The PDF has no pages. Ask for it again.");
        var segments = pages.Select(PdfSegment.Of).ToList();
        var running = PdfRunningLines.Take(pages, segments);
        if (segments.TrueForAll(s => s.Count == 0))
        {
            var none = new UnreadablePart(null, UnreadableCause.NoTextLayer, "The PDF holds pictures of pages, no text. Run text recognition (OCR) and add the result.");
            return new TextAssembler(limits).Finish(DocumentFormat.Pdf, pages[0].Title, pages.Count, [none]);
        }

        var unreadable = pages.Where((_, i) => segments[i].Count == 0)
            .Select(p => new UnreadablePart(p.Number, UnreadableCause.NoTextLayer, $"Page {p.Number} holds no text: a picture of a page, or an empty one. Run text recognition (OCR) if it is a scan."))
            .ToList();
        var assembler = new TextAssembler(limits);
        foreach (var (page, text) in running)
            assembler.Add(BlockKind.Paragraph, text, page);
        Assemble(Items(pages, segments, ct), assembler);
        return assembler.Finish(DocumentFormat.Pdf, pages[0].Title, pages.Count, unreadable);
    }

    private static List<PdfItem> Items(List<PdfPage> pages, List<List<PdfSegment>> segments, CancellationToken ct)
    {
        var words = Words(segments);
        var body = BodySize(segments);
        var largest = segments[0].Select(s => s.Em).DefaultIfEmpty(body).Max();
        var items = new List<PdfItem>();
        for (var p = 0; p < pages.Count; p++)
        {
            ct.ThrowIfCancellationRequested();
            var (page, atoms) = (pages[p], PdfAtom.Of(segments[p]));
            foreach (var (table, atom) in PdfTables.InOrder(page, atoms))
            {
                if (table is not null)
                    items.Add(new PdfGrid(page.Number, table.Columns, table.Rows.Select(r => r.Select(c => CellText(c, words)).ToList()).ToList()));
                else if (atom is not null)
                    items.AddRange(PdfParagraphs.Of(page, atom, body, largest, words));
            }
        }

        return items;
    }

    /// <summary>Paragraphs of a cell are apart by a line end; pieces of one line, which a gap parted, are not.</summary>
    private static string CellText(List<PdfAtom> cell, IReadOnlySet<string> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cell.Count; i++)
        {
            if (i > 0 && cell[i].Top < cell[i - 1].Bottom - (0.6f * cell[i].Em))
                LineJoin.Append(text, cell[i].Text(words), words);
            else
                text.Append(i > 0 ? "\n" : "").Append(cell[i].Text(words));
        }

        return text.ToString();
    }

    private static void Assemble(List<PdfItem> items, TextAssembler assembler)
    {
        var words = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is PdfText text)
            {
                var whole = new StringBuilder(text.Text);
                while (text.MayGoOn && i + 1 < items.Count && items[i + 1] is PdfText next && next.Kind is BlockKind.Paragraph && Continues(whole, next.Text))
                {
                    LineJoin.Append(whole, next.Text, words);
                    i++;
                    text = text with { MayGoOn = next.MayGoOn };
                }

                assembler.Add(text.Kind, whole.ToString(), text.Page);
            }
            else if (items[i] is PdfGrid grid)
            {
                var row = 0;
                var table = assembler.NewTable();
                AddRows(assembler, grid, table, ref row, null);
                while (i + 1 < items.Count && items[i + 1] is PdfGrid more && more.Page == grid.Page + 1 && SameColumns(grid, more))
                {
                    AddRows(assembler, more, table, ref row, grid.Rows[0]);
                    grid = more with { Rows = grid.Rows };
                    i++;
                }
            }
        }
    }

    private static bool Continues(StringBuilder before, string next) =>
        char.IsLower(next[0]) || (LineJoin.IsUnspaced(next[0]) && LineJoin.IsUnspaced(before[^1]) && before.Length > 20 && !PdfParagraphs.StartsItem(next));

    /// <param name="head">The table's first row, which many programs repeat on every page; null on the first.</param>
    private static void AddRows(TextAssembler assembler, PdfGrid grid, int table, ref int row, List<string>? head)
    {
        foreach (var cells in grid.Rows)
        {
            if (head is null || !cells.Where(c => c.Length > 0).SequenceEqual(head.Where(c => c.Length > 0)))
                assembler.AddRow(table, row++, cells, grid.Page);
        }
    }

    private static bool SameColumns(PdfGrid above, PdfGrid below) =>
        above.Columns.Count == below.Columns.Count
        && above.Columns.Zip(below.Columns).All(p => Math.Min(p.First.Right, p.Second.Right) - Math.Max(p.First.Left, p.Second.Left) > 1);

    private static HashSet<string> Words(List<List<PdfSegment>> segments)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var segment in segments.SelectMany(s => s))
        {
            // A word at a line's end may be half a word.
            foreach (var word in segment.Words.Take(segment.Words.Count - 1))
                words.Add(word.Text.Trim('.', ',', ';', ':', '(', ')', '"', '“', '”', '!', '?'));
        }

        return words;
    }

    /// <summary>The size most letters of the document have.</summary>
    private static float BodySize(List<List<PdfSegment>> segments)
    {
        var byLength = segments.SelectMany(s => s).OrderBy(s => s.Em).ToList();
        var half = byLength.Sum(s => (long)s.Text.Length) / 2;
        foreach (var segment in byLength)
        {
            half -= segment.Text.Length;
            if (half <= 0)
                return segment.Em;
        }

        return 10;
    }
}
