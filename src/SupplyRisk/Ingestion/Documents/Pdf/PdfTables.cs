namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>A table found on a page: rows of cells, each the atoms in one column.</summary>
internal sealed record PdfTable(List<(float Left, float Right)> Columns, List<List<List<PdfAtom>>> Rows);

/// <summary>
/// Finds a page's tables and reading order by geometry. Atoms that overlap in height make a band; a band with several columns is a row,
/// unless its columns are prose, which is read column by column; bands one below the other with fitting columns are a table.
/// Poppler's own order takes tables apart and follows its blocks, so it is not used.
/// </summary>
internal static class PdfTables
{
    /// <summary>What stands on the page, in the order of reading: each a table or an atom.</summary>
    public static List<(PdfTable? Table, PdfAtom? Atom)> InOrder(PdfPage page, List<PdfAtom> atoms)
    {
        var bands = Bands(atoms);
        var inOrder = new List<(PdfTable?, PdfAtom?)>();
        for (var i = 0; i < bands.Count;)
        {
            var (run, columns) = Run(bands, i, page);
            if (run.Count >= 2 || (run.Count == 1 && (columns.Count >= 3 || IsLabelled(run[0], columns, page))))
            {
                inOrder.Add((Table(run, columns), null));
                i += run.Count;
            }
            else
            {
                var prose = Prose(bands, i, page, out var lanes);
                inOrder.AddRange(prose.SelectMany(b => b)
                    .OrderBy(a => lanes.FindIndex(c => a.Overlaps(c.Left, c.Right))).ThenBy(a => a.Top).ThenBy(a => a.Left)
                    .Select(a => ((PdfTable?)null, (PdfAtom?)a)));
                i += prose.Count;
            }
        }

        return inOrder;
    }

    /// <summary>The bands that are read column by column together: one, or as many as columns of prose go on.</summary>
    private static List<List<PdfAtom>> Prose(List<List<PdfAtom>> bands, int from, PdfPage page, out List<(float Left, float Right)> columns)
    {
        var taken = new List<List<PdfAtom>> { bands[from] };
        columns = Columns(bands[from]);
        if (!IsProse(bands[from], columns, page))
            return taken;
        for (var i = from + 1; i < bands.Count; i++)
        {
            var own = Columns(bands[i]);
            var gap = bands[i].Min(a => a.Top) - bands[i - 1].Max(a => a.Bottom);
            if (own.Count != columns.Count || gap > 2.5f * bands[i][0].Em || Fit(columns, own) is not { } grown || grown.Count != columns.Count)
                break;
            columns = grown;
            taken.Add(bands[i]);
        }

        return taken;
    }

    private static List<List<PdfAtom>> Bands(List<PdfAtom> atoms)
    {
        var bands = new List<List<PdfAtom>>();
        var bottom = float.MinValue;
        foreach (var atom in atoms.OrderBy(a => a.Top).ThenBy(a => a.Left))
        {
            if (bands.Count > 0 && atom.Top < bottom - (0.25f * atom.Em))
                bands[^1].Add(atom);
            else
                bands.Add([atom]);
            bottom = Math.Max(bottom, atom.Bottom);
            if (bands[^1].Count == 1)
                bottom = atom.Bottom;
        }

        return bands;
    }

    private static (List<List<PdfAtom>> Bands, List<(float Left, float Right)> Columns) Run(List<List<PdfAtom>> bands, int from, PdfPage page)
    {
        var taken = new List<List<PdfAtom>>();
        var columns = Columns(bands[from]);
        if (columns.Count < 2 || IsProse(bands[from], columns, page))
            return (taken, columns);
        taken.Add(bands[from]);
        for (var i = from + 1; i < bands.Count; i++)
        {
            var gap = bands[i].Min(a => a.Top) - bands[i - 1].Max(a => a.Bottom);
            var own = Columns(bands[i]);
            if (gap > 4 * bands[i][0].Em || IsProse(bands[i], own, page) || Fit(columns, own) is not { } grown)
                break;

            // A lone cell belongs to the table only if the table goes on below it, or it plainly continues a cell other than the first.
            if (own.Count == 1 && !GoesOn(bands, i, columns, own, page))
                break;
            columns = grown;
            taken.Add(bands[i]);
        }

        return (taken, columns);
    }

    private static bool GoesOn(List<List<PdfAtom>> bands, int i, List<(float Left, float Right)> columns, List<(float Left, float Right)> own, PdfPage page)
    {
        var width = columns[^1].Right - columns[0].Left;
        if (bands[i][0].Em > bands[i - 1][0].Em * 1.2f || own[0].Right - own[0].Left > 0.7f * width || i + 1 >= bands.Count)
            return false;
        var next = Columns(bands[i + 1]);
        var gap = bands[i + 1].Min(a => a.Top) - bands[i].Max(a => a.Bottom);
        return next.Count >= 2 && gap < 2.5f * bands[i][0].Em && !IsProse(bands[i + 1], next, page) && Fit(columns, next) is not null;
    }

    /// <summary>Disjoint stretches of the page's width that the atoms take, from left to right.</summary>
    private static List<(float Left, float Right)> Columns(List<PdfAtom> band)
    {
        var columns = new List<(float Left, float Right)>();
        foreach (var atom in band.OrderBy(a => a.Left))
        {
            if (columns.Count > 0 && atom.Left < columns[^1].Right - 1)
                columns[^1] = (columns[^1].Left, Math.Max(columns[^1].Right, atom.Right));
            else
                columns.Add((atom.Left, atom.Right));
        }

        return columns;
    }

    /// <summary>The columns grown by another row's, or null if a cell of it would lie across two of them.</summary>
    private static List<(float Left, float Right)>? Fit(List<(float Left, float Right)> columns, List<(float Left, float Right)> own)
    {
        var grown = new List<(float Left, float Right)>(columns);
        foreach (var cell in own)
        {
            var hits = grown.FindAll(c => Math.Min(c.Right, cell.Right) - Math.Max(c.Left, cell.Left) > 1);
            if (hits.Count > 1)
                return null;
            if (hits.Count == 1)
                grown[grown.IndexOf(hits[0])] = (Math.Min(hits[0].Left, cell.Left), Math.Max(hits[0].Right, cell.Right));
            else
                grown.Add(cell);
        }

        grown.Sort((a, b) => a.Left.CompareTo(b.Left));

        // Rows that share no column with the table are another table.
        return grown.Count <= columns.Count + (columns.Count / 2) && own.Exists(o => columns.Exists(c => Math.Abs(c.Left - o.Left) < 4 || Math.Min(c.Right, o.Right) - Math.Max(c.Left, o.Left) > 1))
            ? grown
            : null;
    }

    /// <summary>Columns of running text: few, wide, long and filled to their edge.</summary>
    private static bool IsProse(List<PdfAtom> band, List<(float Left, float Right)> columns, PdfPage page)
    {
        if (columns.Count is < 2 or > 3)
            return false;
        return columns.TrueForAll(column =>
        {
            var atoms = band.FindAll(a => a.Overlaps(column.Left, column.Right));
            var lines = atoms.SelectMany(a => a.Lines).ToList();
            var width = column.Right - column.Left;
            return lines.Count >= 4 && width > 0.22f * page.Width && lines.Count(l => l.Width > 0.72f * width) * 10 >= lines.Count * 6;
        });
    }

    private static PdfTable Table(List<List<PdfAtom>> bands, List<(float Left, float Right)> columns)
    {
        var rows = new List<List<List<PdfAtom>>>();
        foreach (var band in bands.SelectMany(RowsOf))
        {
            var cells = columns.Select(_ => new List<PdfAtom>()).ToList();
            foreach (var atom in band.OrderBy(a => a.Top))
                cells[Math.Max(0, columns.FindIndex(c => atom.Overlaps(c.Left, c.Right)))].Add(atom);
            rows.Add(cells);
        }

        return new PdfTable(columns, rows);
    }

    /// <summary>A single band of short labels and their values.</summary>
    private static bool IsLabelled(List<PdfAtom> band, List<(float Left, float Right)> columns, PdfPage page) =>
        columns[0].Right - columns[0].Left < 0.3f * page.Width && Grid(band)?.Count >= 3;

    private static List<List<PdfAtom>> RowsOf(List<PdfAtom> band) => Grid(band) ?? [band];

    /// <summary>
    /// The rows of a table without space between them, which come as one band of tall atoms; or null. Taken apart only if every row is
    /// complete and does not merely go on from the one above in all columns, for a wrongly parted cell loses its sentence.
    /// </summary>
    private static List<List<PdfAtom>>? Grid(List<PdfAtom> band)
    {
        var columns = Columns(band);
        var rows = new List<List<PdfSegment>>();
        foreach (var line in band.SelectMany(a => a.Lines).OrderBy(l => l.Top))
        {
            if (rows.Count == 0 || line.Top - rows[^1][0].Top > 0.5f * line.Em)
                rows.Add([]);
            rows[^1].Add(line);
        }

        if (rows.Count < 2 || columns.Count < 2 || !rows.TrueForAll(r => r.Count == columns.Count && columns.TrueForAll(c => r.Exists(l => l.Left >= c.Left - 1 && l.Right <= c.Right + 1))))
            return null;
        var tall = columns.ConvertAll(c => new PdfAtom(rows.ConvertAll(r => r.Find(l => l.Left >= c.Left - 1 && l.Right <= c.Right + 1) ?? r[0])));
        return Enumerable.Range(1, rows.Count - 1).All(i => tall.Exists(t => !t.WrapsInto(i)))
            ? rows.ConvertAll(r => r.ConvertAll(l => new PdfAtom([l])))
            : null;
    }
}
