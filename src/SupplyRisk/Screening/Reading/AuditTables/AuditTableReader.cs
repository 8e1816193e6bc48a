using System.Globalization;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Ingestion.Documents.Facts;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>Finds the corrective-action and non-compliance tables of a document and reads their rows. Linear in the text.</summary>
internal sealed class AuditTableReader
{
    /// <summary>Titles and merged cells may stand above the header.</summary>
    private const int RowsAboveHeader = 6;

    private readonly string _text;
    private readonly AuditVocabulary _words;
    private readonly Lazy<string?> _scheme;
    private readonly Lazy<DateOrder> _order;
    private readonly List<AuditTableRow> _rows = [];

    private bool _inSheet;

    private AuditTableReader(string text, AuditVocabulary words)
    {
        (_text, _words) = (text, words);
        _scheme = new(() => Scheme(text));
        _order = new(() =>
        {
            var folded = LetterFold.Of(text);
            return new DateOrder(folded, DateScanner.Find(folded, 0, folded.Length));
        });
    }

    /// <summary>Rows in the order of the text; empty if the document has no such table.</summary>
    public static IReadOnlyList<AuditTableRow> Read(string text, IReadOnlyList<TextBlock> blocks, AuditVocabulary words)
    {
        var reader = new AuditTableReader(text, words);
        reader.Tables(blocks);
        return reader._rows;
    }

    private void Tables(IReadOnlyList<TextBlock> blocks)
    {
        TableHeader? before = null;
        for (var i = 0; i < blocks.Count;)
        {
            if (blocks[i].Table is not { } table)
            {
                // A heading ends what went before; a paragraph between two pages of a table does not.
                if (blocks[i].Kind is not (BlockKind.Paragraph or BlockKind.ListItem)) before = null;
                _inSheet |= blocks[i].Kind is BlockKind.Sheet;
                i++;
                continue;
            }

            var from = i;
            while (i < blocks.Count && blocks[i].Table == table) i++;
            before = Table(blocks, from, i, before);
        }
    }

    /// <returns>The header that a table after this one may go on under, or null.</returns>
    private TableHeader? Table(IReadOnlyList<TextBlock> blocks, int from, int to, TableHeader? before)
    {
        TableHeader? header = null;
        var (seen, first) = (0, _rows.Count);
        AuditTableRow? last = null;
        for (var i = from; i < to;)
        {
            var start = i;
            while (i < to && blocks[i].Row == blocks[start].Row) i++;
            var cells = Enumerable.Range(start, i - start).Select(b => blocks[b]).ToList();
            if ((header is null ? seen++ < RowsAboveHeader : cells.Count >= 3) && Header(cells) is { } found)
            {
                (header, last) = (found, null);
                continue;
            }

            // A table that goes on over a page may have no header there, but its columns and their words.
            if (header is null && before is not null && seen == 1 && cells.TrueForAll(c => c.Column < before.Columns) && Grade(before, cells) is not null | Status(before, cells) is not null)
                header = before;
            if (header is not null && Row(header, cells, last) is { } row)
                _rows.Add(last = row);
        }

        return _rows.Count > first ? header : null;
    }

    private TableHeader? Header(List<TextBlock> cells) =>
        cells.Count < 3 ? null : TableHeader.Of([.. cells.Select(c => (c.Column ?? 0, Cell.Fold(Text(c))))], _words);

    private AuditTableRow? Row(TableHeader header, List<TextBlock> cells, AuditTableRow? last)
    {
        var description = header.Latest is null ? CellOf(header, cells, ColumnRole.Description) : cells.Find(c => header.Of(c.Column) == ColumnRole.Period && c.Column != header.Latest);
        if (description is null)
            return null;
        var clauseCell = CellOf(header, cells, ColumnRole.Clause);
        var gradeCell = header.Latest is null ? CellOf(header, cells, ColumnRole.Grade) : description;
        var statusCell = header.Latest is null ? CellOf(header, cells, ColumnRole.Status) : cells.Find(c => c.Column == header.Latest);
        var goesOn = clauseCell is null && gradeCell is null && last is not null;
        var whole = goesOn && statusCell is null && header.Has(ColumnRole.Status) && CellOf(header, cells, ColumnRole.Number) is null;
        if (whole)
            return last! with { Start = cells[0].Start, End = cells[^1].End, DescriptionStart = description.Start, DescriptionEnd = description.End, Page = description.Page, Place = Place(description) }; // it goes on, so there is one before

        var (isFinding, grade) = Grade(header, cells) is { } said ? said : (true, goesOn ? last?.Grade : null);
        if (!isFinding && header.Latest is null)
            return null;
        var closed = Day(CellOf(header, cells, ColumnRole.Closed));
        var status = Status(header, cells);
        if (status is AuditTableStatus.Claimed && (closed is not null || IsVerified(CellOf(header, cells, ColumnRole.Evidence))))
            status = AuditTableStatus.Closed;
        if (status is AuditTableStatus.Closed)
            closed ??= Day(statusCell);
        if (statusCell is null && closed is not null)
            status = AuditTableStatus.Closed;
        else if (statusCell is null && (header.Has(ColumnRole.Status) || header.Has(ColumnRole.Closed)) && (grade is not null || clauseCell is not null))
            status = AuditTableStatus.Open;
        if (status is null && grade is null)
            return null;
        var clause = clauseCell is null ? goesOn ? last?.Clause : null : Text(clauseCell);
        var known = clause is null ? null : _words.Clause(clause, _scheme.Value);
        return new AuditTableRow(
            cells[0].Start, cells[^1].End, description.Start, description.End, description.Page, Place(description), clause,
            known?.Title, grade, status, statusCell is null ? null : Text(statusCell),
            Day(CellOf(header, cells, ColumnRole.Found)), Day(CellOf(header, cells, ColumnRole.Due)) ?? (status is AuditTableStatus.InProgress or AuditTableStatus.Planned ? Day(statusCell) : null), closed)
        {
            Indicators = known?.Indicators ?? [],
            ForcedLabour = known?.ForcedLabour ?? false,
        };
    }

    /// <summary>Whether the row is a finding, and its grade; null if the table does not say.</summary>
    private (bool IsFinding, AuditGrade? Grade)? Grade(TableHeader header, List<TextBlock> cells)
    {
        var cell = header.Latest is null ? CellOf(header, cells, ColumnRole.Grade) : cells.Find(c => header.Of(c.Column) == ColumnRole.Period && c.Column != header.Latest);
        if (cell is null)
            return null;
        foreach (var (at, _, grade) in _words.Grades.In(Cell.Fold(Text(cell))))
        {
            if (at <= 1 || header.Latest is null)
                return (grade is not null, grade);
        }

        return null;
    }

    /// <summary>The first words that tell; what was reopened or waits for something is not closed.</summary>
    private AuditTableStatus? Status(TableHeader header, List<TextBlock> cells)
    {
        var cell = header.Latest is { } latest ? cells.Find(c => c.Column == latest) : CellOf(header, cells, ColumnRole.Status);
        if (cell is null)
            return null;
        var found = _words.Statuses.In(Cell.Fold(Text(cell))).TakeWhile((m, i) => i > 0 || header.Latest is null || m.At <= 1).Select(m => m.Means).ToList();
        if (found.Count == 0)
            return null;
        if (found.Contains(AuditTableStatus.Reopened))
            return AuditTableStatus.Reopened;
        if (found[0] is not (AuditTableStatus.Closed or AuditTableStatus.Claimed) || header.Latest is not null)
            return found[0];
        return found.Contains(AuditTableStatus.InProgress) ? AuditTableStatus.InProgress : found.Contains(AuditTableStatus.Closed) ? AuditTableStatus.Closed : found[0];
    }

    // A method such as "desktop" is no evidence: somebody must have seen something, or some day.
    private bool IsVerified(TextBlock? evidence) => evidence is not null && (Day(evidence) is not null || _words.Statuses.In(Cell.Fold(Text(evidence))).Any(m => m.Means == AuditTableStatus.Closed));

    private DateOnly? Day(TextBlock? cell)
    {
        if (cell is null)
            return null;
        var folded = LetterFold.Of(Text(cell));
        var mention = DateScanner.Find(folded, 0, folded.Length).LastOrDefault();
        return mention is null ? null : mention.Swapped is null ? mention.To : _order.Value.Settle(mention)?.To;
    }

    private string Place(TextBlock cell)
    {
        if (!_inSheet || cell.Column is not { } column)
            return string.Create(CultureInfo.InvariantCulture, $"row {cell.Row + 1}");
        var letters = "";
        for (var c = column + 1; c > 0; c = (c - 1) / 26) letters = (char)('A' + ((c - 1) % 26)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{cell.Section}!{letters}{cell.Row + 1}");
    }

    private static TextBlock? CellOf(TableHeader header, List<TextBlock> cells, ColumnRole role) => cells.Find(c => header.Of(c.Column) == role);

    private string Text(TextBlock cell) => _text[cell.Start..cell.End];

    /// <summary>The code whose clauses the document most likely counts by: the one it names first.</summary>
    private static string? Scheme(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 20_000));
        (string Scheme, string[] Names)[] all = [("sa8000", ["SA8000", "SA 8000"]), ("bsci", ["BSCI", "amfori"]), ("rba", ["RBA "]), ("eti", ["SMETA", "ETI Base Code", "Sedex", "ETI "])];
        var (first, scheme) = (int.MaxValue, (string?)null);
        foreach (var (name, names) in all)
        {
            foreach (var word in names)
            {
                if (start.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at && at < first)
                    (first, scheme) = (at, name);
            }
        }

        return scheme;
    }
}
