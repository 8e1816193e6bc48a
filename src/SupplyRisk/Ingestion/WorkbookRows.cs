using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace SupplyRisk.Ingestion;

/// <summary>Rows of one sheet of a workbook. A value merged over several rows stands in each of them.</summary>
internal sealed class WorkbookRows(string path, ListFormat format, int sheet, string sheetName, ReadLimits limits) : IRowSource
{
    // The reader's default configuration asks for Windows-1252.
    static WorkbookRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public ListFormat Format => format;

    public string SheetName => sheetName;

    /// <summary>Every sheet, hidden ones last; throws <see cref="UnusableListException"/> if the workbook cannot be opened.</summary>
    public static List<WorkbookRows> Sheets(string path, ListFormat format, ReadLimits limits) => Guarded(() =>
    {
        var sheets = new List<(WorkbookRows Rows, bool Visible)>();
        using var reader = OpenReader(path);
        do
        {
            sheets.Add((new WorkbookRows(path, format, sheets.Count, reader.Name, limits), reader.VisibleState is null or "visible"));
        }
        while (reader.NextResult());
        return sheets.OrderByDescending(s => s.Visible).Select(s => s.Rows).ToList();
    });

    public IEnumerable<SourceRow> Rows(CancellationToken ct)
    {
        using var reader = Guarded(() => OpenReader(path));
        for (var i = 0; i < sheet; i++)
            Guarded(reader.NextResult);
        var merges = Merges.Of(reader.MergeCells);
        var rows = 0;
        while (Guarded(reader.Read))
        {
            ct.ThrowIfCancellationRequested();
            var number = reader.Depth + 1;
            var cells = Guarded(() => Cells(reader, number));
            merges.Fill(ref cells, number - 1);
            if (cells.Length == 0)
                continue;
            if (cells.Length > limits.Columns)
                throw new UnusableListException($"Row {number} of sheet '{sheetName}' has {cells.Length} columns, the limit is {limits.Columns}. Delete the columns that are not needed.");
            if (++rows > limits.Rows)
                throw new UnusableListException($"Sheet '{sheetName}' has more than {limits.Rows} rows. Split it into several files.");
            yield return new SourceRow(number, cells);
        }
    }

    private static IExcelDataReader OpenReader(string path) => ExcelReaderFactory.CreateReader(File.OpenRead(path), new ExcelReaderConfiguration { LeaveOpen = false });

    private Cell[] Cells(IExcelDataReader reader, int row)
    {
        var last = reader.FieldCount - 1;
        while (last >= 0 && IsBlank(reader.GetValue(last)))
            last--;
        var cells = new Cell[last + 1];
        for (var i = 0; i <= last; i++)
        {
            cells[i] = CellOf(reader, i);
            if (cells[i].Text?.Length > limits.CellLength)
                throw new UnusableListException($"Row {row}, column {i + 1} of sheet '{sheetName}' holds more than {limits.CellLength} characters.");
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
