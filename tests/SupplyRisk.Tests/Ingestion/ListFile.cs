using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SupplyRisk.Ingestion;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>A list in a file of its own, gone with the test.</summary>
internal sealed class ListFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supplyrisk-list-").FullName;

    private ListFile(string name) => Path = System.IO.Path.Combine(_folder, name);

    public string Path { get; }

    static ListFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static ListFile Bytes(byte[] content, string name = "list.csv")
    {
        var file = new ListFile(name);
        File.WriteAllBytes(file.Path, content);
        return file;
    }

    public static ListFile Text(string content, string name = "list.csv") => Bytes(Encoding.UTF8.GetBytes(content), name);

    public static ListFile Text(string content, Encoding encoding, bool mark = false) =>
        Bytes([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(content)]);

    /// <summary>Sheets of cells: strings, numbers (double) or null; merges as "A1:C1".</summary>
    public static ListFile Workbook(params (string Name, object?[][] Rows, string[] Merges)[] sheets)
    {
        var file = new ListFile("list.xlsx");
        using var document = SpreadsheetDocument.Create(file.Path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.Workbook = new Workbook(new Sheets());
        foreach (var (name, rows, merges) in sheets)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select(Row)));
            if (merges.Length > 0)
                part.Worksheet.Append(new MergeCells(merges.Select(m => new MergeCell { Reference = m })));
            workbook.Workbook.Sheets!.Append(new Sheet { Name = name, SheetId = (uint)workbook.WorksheetParts.Count(), Id = workbook.GetIdOfPart(part) }); // made above
        }
        return file;
    }

    public SupplierListReading Opened(string? map = null, ReadLimits? limits = null) =>
        SupplierListReader.Open(Path, Overrides(map), limits) switch
        {
            SupplierListReading reading => reading,
            UnusableList unusable => throw new InvalidOperationException(unusable.Reason),
            _ => throw new InvalidOperationException(),
        };

    public string Refused(string? map = null, ReadLimits? limits = null) =>
        SupplierListReader.Open(Path, Overrides(map), limits).ShouldBeOfType<UnusableList>().Reason;

    public List<ListRow> Rows(string? map = null) => [.. Opened(map).Rows(TestContext.Current.CancellationToken)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static MappingOverrides? Overrides(string? map) => map is null ? null : MappingOverrides.Parse(map).Overrides.ShouldNotBeNull();

    private static Row Row(object?[] cells, int index) => new(cells.Select((value, column) => Cell(value, $"{(char)('A' + column)}{index + 1}")).OfType<Cell>()) { RowIndex = (uint)index + 1 };

    private static Cell? Cell(object? value, string reference) => value switch
    {
        null => null,
        double number => new Cell { CellReference = reference, CellValue = new CellValue(number) },
        var text => new Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text((string)text)) },
    };
}
