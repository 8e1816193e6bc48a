using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace SupplyRisk;

/// <summary>Kinds of file that a table goes out as.</summary>
public enum TableFormat
{
    Csv,
    Xlsx,
}

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">At most 31 characters.</param>
public sealed record TableSheet(string Name, IReadOnlyList<string> Header, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    public static TableSheet Of(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows) => new(name, header, rows.ToAsyncEnumerable());
}

/// <summary>
/// Writes a table row by row, so that memory does not grow with it. Cells are texts, whole or decimal numbers, days, instants (UTC), true or false, or null;
/// a text never becomes a formula, and what nobody sees in it is made visible.
/// </summary>
public static class TableFile
{
    /// <summary>Rows that fit on one sheet of XLSX, the header included.</summary>
    public const int MaxSheetRows = 1_048_576;

    private const int MaxCellLength = 32_767;
    private const uint HeaderStyle = 1, DayStyle = 2, InstantStyle = 3;

    public static string ContentType(TableFormat format) => format == TableFormat.Csv
        ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes header and rows and leaves the stream open.</summary>
    /// <exception cref="InvalidDataException">More rows than a sheet of XLSX holds.</exception>
    public static Task WriteAsync(Stream to, TableFormat format, string sheet, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct) =>
        format == TableFormat.Csv ? WriteCsvAsync(to, header, rows, ct) : WriteXlsxAsync(to, sheet, header, rows, ct);

    private static async Task WriteCsvAsync(Stream to, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true); // Excel needs the mark
        await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var name in header) csv.WriteField(name);
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var cell in row) csv.WriteField(cell is string text ? Harmless(Text(text)) : Text(cell));
            await csv.NextRecordAsync();
        }
    }

    // An apostrophe in front of what a spreadsheet would run as a formula. The library's own option would do it to negative numbers, too.
    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static Task WriteXlsxAsync(Stream to, string sheet, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct) =>
        WriteBookAsync(to, [new TableSheet(sheet, header, rows)], ct);

    /// <summary>Writes several sheets as one workbook (XLSX) and leaves the stream open.</summary>
    /// <exception cref="InvalidDataException">More rows than a sheet holds.</exception>
    public static async Task WriteBookAsync(Stream to, IReadOnlyList<TableSheet> sheets, CancellationToken ct)
    {
        // The package needs a file it can seek in.
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var listed = new Sheets();
            foreach (var (sheet, i) in sheets.Select((s, i) => (s, i)))
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                using (var xml = OpenXmlWriter.Create(part)) await WriteSheetAsync(xml, sheet.Header, sheet.Rows, ct);
                listed.Append(new Sheet { Name = sheet.Name, SheetId = (uint)(i + 1), Id = workbook.GetIdOfPart(part) });
            }
            workbook.Workbook = new Workbook(listed);
        }
        file.Position = 0;
        await file.CopyToAsync(to, ct);
    }

    private static async Task WriteSheetAsync(OpenXmlWriter xml, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        xml.WriteStartElement(new SheetData());
        WriteRow(xml, header.Select(h => TextCell(h, HeaderStyle)));
        var written = 1;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (++written > MaxSheetRows) throw new InvalidDataException($"A sheet of XLSX holds {MaxSheetRows - 1:N0} rows, and there are more. Take the CSV, or narrow what you export.");
            WriteRow(xml, row.Select(CellOf));
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter xml, IEnumerable<Cell> cells)
    {
        xml.WriteStartElement(new Row());
        foreach (var cell in cells) xml.WriteElement(cell);
        xml.WriteEndElement();
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => new Cell(),
        int or long or decimal => new Cell { CellValue = new CellValue(Text(value)), DataType = CellValues.Number },
        bool b => new Cell { CellValue = new CellValue(b ? "1" : "0"), DataType = CellValues.Boolean },
        DateOnly day => new Cell { CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)), StyleIndex = DayStyle },
        DateTime at => new Cell { CellValue = new CellValue(at.ToOADate().ToString(CultureInfo.InvariantCulture)), StyleIndex = InstantStyle },
        _ => TextCell(Text(value), 0),
    };

    private static Cell TextCell(string text, uint style) => new()
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new InlineString(new Text(text.Length > MaxCellLength ? text[..(MaxCellLength - 1)] + "…" : text) { Space = SpaceProcessingModeValues.Preserve }),
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Words.Visible)),
        DateTime at => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell of type {value.GetType().Name} cannot be written.", nameof(value)),
    };

    private static Stylesheet Styles()
    {
        var formats = new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm:ss" });
        return new Stylesheet(
            formats,
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
    }
}
