using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>A list that can be read: what it is, what its columns were taken for, and its rows.</summary>
public sealed record SupplierListReading : SupplierListOpening
{
    private readonly IRowSource _source;
    private readonly RowReader _reader;
    private readonly int _width;

    internal SupplierListReading(IRowSource source, RowReader reader, int width) => (_source, _reader, _width) = (source, reader, width);

    public required ListFormat Format { get; init; }

    /// <summary>For instance <c>UTF-8</c>, <c>GB18030</c>; null for workbooks.</summary>
    public string? EncodingName { get; init; }

    /// <summary>Null for workbooks.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The sheet that looks most like a supplier list; null for text.</summary>
    public string? Sheet { get; init; }

    /// <summary>The sheets left out; empty for text.</summary>
    public IReadOnlyList<string> OtherSheets { get; init; } = [];

    /// <summary>1-based row of the headers; 0 if the list has none and columns were mapped by number.</summary>
    public required int HeaderRow { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<MappedColumn> Columns { get; init; }

    /// <summary>
    /// The rows below the header, in order, read as they are asked for; may be gone through more than once. Where the file turns
    /// out to be over a limit or damaged further down, <see cref="UnusableListException"/> is thrown: take nothing of it.
    /// </summary>
    public IEnumerable<ListRow> Rows(CancellationToken ct)
    {
        var seen = new SeenRows();
        foreach (var row in _source.Rows(ct))
        {
            if (row.Number > HeaderRow)
                yield return Read(row, seen);
        }
    }

    private ListRow Read(SourceRow row, SeenRows seen)
    {
        var raw = Enumerable.Range(0, Columns.Count).Select(row.Text).ToArray();
        if (NotSuppliers.Reason(row, Columns) is { } reason)
            return new ListRow { Row = row.Number, Raw = raw, Skipped = true, Issues = [new(row.Number, "", null, IssueSeverity.Note, $"passed over: {reason}", "")] };
        if (Shifted(row) is { } shifted)
            return new ListRow { Row = row.Number, Raw = raw, Issues = [shifted] };
        var (record, issues) = _reader.Read(row);
        if (record is null)
            return new ListRow { Row = row.Number, Raw = raw, Issues = issues };
        var key = SupplierKey.Of(record);
        if (seen.Add(row.Number, record, key) is { } repeated)
            return new ListRow { Row = row.Number, Raw = raw, Issues = [repeated, .. issues] };
        return new ListRow { Row = row.Number, Record = record, Key = key, Issues = issues, Raw = raw };
    }

    /// <summary>A delimiter inside a value that is not quoted moves every later value one column on: better no row than a wrong one.</summary>
    private RowIssue? Shifted(SourceRow row) => Delimiter is not { } delimiter || row.Cells.Length <= _width ? null : new(
        row.Number, "", row.Text(row.Cells.Length - 1), IssueSeverity.Error,
        $"the row has {row.Cells.Length} cells, the header {_width}: a '{delimiter}' inside a value moved the others",
        "put double quotes around the value that holds it");
}
