using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace SupplyRisk.Ingestion;

/// <summary>Rows of one sheet of a workbook. A value merged over several rows stands in each of them.</summary>
internal sealed class WorkbookRows : IRowSource
{
    private readonly string _path;
    private readonly int _sheet;
    private readonly ReadLimits _limits;

    // The reader's default configuration asks for Windows-1252.
    static WorkbookRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private WorkbookRows(IExcelDataReader reader, string path, ListFormat format, int sheet, ReadLimits limits)
    {
        (_path, Format, _sheet, SheetName, _limits) = (path, format, sheet, reader.Name, limits);
        Sample = [.. Rows(reader, CancellationToken.None).Take(IRowSource.SampledRows)];
    }

    public ListFormat Format { get; }

    public string SheetName { get; }

    public List<SourceRow> Sample { get; }

    /// <summary>Every sheet, hidden ones last; throws <see cref="UnusableListException"/> if the workbook cannot be opened.</summary>
    public static List<WorkbookRows> Sheets(string path, ListFormat format, ReadLimits limits)
    {
        var sheets = new List<(WorkbookRows Rows, bool Visible)>();
        using var reader = Guarded(() => OpenReader(path));
        do
        {
            sheets.Add((new WorkbookRows(reader, path, format, sheets.Count, limits), reader.VisibleState is null or "visible"));
        }
        while (Guarded(reader.NextResult));
        return [.. sheets.OrderByDescending(s => s.Visible).Select(s => s.Rows)];
    }

    public IEnumerable<SourceRow> Rows(CancellationToken ct)
    {
        using var reader = Guarded(() => OpenReader(_path));
        for (var i = 0; i < _sheet; i++)
            Guarded(reader.NextResult);
        foreach (var row in Rows(reader, ct))
            yield return row;
    }

    private IEnumerable<SourceRow> Rows(IExcelDataReader reader, CancellationToken ct)
    {
        // The last cell's own claim; the reader makes room for as many in every row.
        if (reader.FieldCount > ReadLimits.SheetColumns)
            throw new UnusableListException($"Sheet '{SheetName}' claims {reader.FieldCount} columns, more than a sheet can have ({ReadLimits.SheetColumns}). Open it in Excel and save it again.");
        var mostRows = Format == ListFormat.Xls ? ReadLimits.OldSheetRows : ReadLimits.SheetRows;
        if (reader.RowCount > mostRows)
            throw ClaimsMoreRows(mostRows);
        var merges = Merges.Of(reader.MergeCells);
        var rows = 0;
        while (Guarded(reader.Read))
        {
            ct.ThrowIfCancellationRequested();
            var number = reader.Depth + 1;
            // A row's number is a claim too, and the reader gives an empty row for each one before it.
            if (number > mostRows)
                throw ClaimsMoreRows(mostRows);
            var cells = Guarded(() => Cells(reader, number));
            merges.Fill(ref cells, number - 1);
            if (cells.Length == 0)
                continue;
            if (cells.Length > _limits.Columns)
                throw new UnusableListException($"Row {number} of sheet '{SheetName}' has {cells.Length} columns, the limit is {_limits.Columns}. Delete the columns that are not needed.");
            if (++rows > _limits.Rows)
                throw new UnusableListException($"Sheet '{SheetName}' has more than {_limits.Rows} rows. Split it into several files.");
            yield return new SourceRow(number, cells);
        }
    }

    private UnusableListException ClaimsMoreRows(int most) =>
        new($"Sheet '{SheetName}' claims a row beyond {most}, more than a sheet can have. Open it in Excel and save it again.");

    private static IExcelDataReader OpenReader(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            return ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = false });
        }
        catch
        {
            file.Dispose(); // a workbook it cannot open it leaves open
            throw;
        }
    }

    private Cell[] Cells(IExcelDataReader reader, int row)
    {
        var last = reader.FieldCount - 1;
        while (last >= 0 && IsBlank(reader.GetValue(last)))
            last--;
        var cells = new Cell[last + 1];
        for (var i = 0; i <= last; i++)
        {
            cells[i] = CellOf(reader, i);
            if (cells[i].Text?.Length > _limits.CellLength)
                throw new UnusableListException($"Row {row}, column {i + 1} of sheet '{SheetName}' holds more than {_limits.CellLength} characters.");
        }
        return cells;
    }

    private static bool IsBlank(object? value) => value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    private static Cell CellOf(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => default,
        string text => string.IsNullOrWhiteSpace(text) ? default : new Cell(text),
        double number => NumberCell(number, reader.GetNumberFormatString(column)),
        int number => new Cell(number.ToString(CultureInfo.InvariantCulture), number),
        bool truth => new Cell(truth ? "true" : "false"),
        DateTime date => new Cell(date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        var other => new Cell(Convert.ToString(other, CultureInfo.InvariantCulture)),
    };

    private static Cell NumberCell(double number, string? format)
    {
        if (!double.IsFinite(number) || Math.Abs(number) > 1e27)
            return new Cell(number.ToString("R", CultureInfo.InvariantCulture));
        var exact = (decimal)number;
        // "000000000" shows a number as a code with leading zeros: the zeros are part of it.
        var code = format is { Length: > 1 and < 30 } && format.All(c => c == '0') && exact == decimal.Truncate(exact) && exact >= 0;
        return new Cell(exact.ToString(code ? format : "0.############################", CultureInfo.InvariantCulture), exact);
    }

    /// <summary>Whatever the workbook reader throws on a damaged or locked file, as one kind of failure with a reason.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException locked)
        {
            throw new UnusableListException("The workbook is protected with a password. Save it without one and try again.", locked);
        }
        catch (Exception damaged) when (damaged is not (UnusableListException or OperationCanceledException or OutOfMemoryException or UnauthorizedAccessException or FileNotFoundException))
        {
            throw new UnusableListException($"The workbook is damaged or not one Excel can open ({damaged.Message.TrimEnd('.')}). Open it in Excel and save it again as .xlsx.", damaged);
        }
    }
}
