using ExcelDataReader;

namespace SupplyRisk.Ingestion;

/// <summary>Merged cells of a sheet: the value stands in the first cell only, and is meant for all of them.</summary>
internal sealed class Merges
{
    // A title merged over the whole sheet makes no columns.
    private const int WidestSpill = 100;

    private readonly List<(CellRange Range, Cell Value)> _open = [];
    private readonly Queue<CellRange> _coming;

    private Merges(IEnumerable<CellRange> ranges) => _coming = new(ranges.OrderBy(r => r.FromRow).ThenBy(r => r.FromColumn));

    public static Merges Of(CellRange[]? ranges) => new(ranges ?? []);

    /// <param name="cells">The row's cells; made longer where a merged range ends beyond them.</param>
    /// <param name="row">0-based, ascending from call to call.</param>
    public void Fill(ref Cell[] cells, int row)
    {
        _open.RemoveAll(o => o.Range.ToRow < row);
        while (_coming.TryPeek(out var next) && next.FromRow <= row)
        {
            _coming.Dequeue();
            if (next.FromRow == row && next.FromColumn < cells.Length)
                _open.Add((next, cells[next.FromColumn]));
        }
        if (cells.Length == 0)
            return; // a row without values of its own is an empty row, also inside a merged range
        foreach (var (range, value) in _open)
        {
            if (value.Text is null)
                continue;
            if (range.ToColumn >= cells.Length)
                Array.Resize(ref cells, Math.Max(cells.Length, Math.Min(range.ToColumn + 1, WidestSpill)));
            if (range.FromColumn >= cells.Length)
                continue;
            cells[range.FromColumn] = value;
            for (var column = range.FromColumn + 1; column <= range.ToColumn && column < cells.Length; column++)
                cells[column] = value with { Spilled = true };
        }
    }
}
