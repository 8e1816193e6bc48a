using System.Xml;
using SupplyRisk.Ingestion.Documents.Docx;

namespace SupplyRisk.Ingestion.Documents.Xlsx;

/// <summary>
/// XLSX as an audit document, such as a corrective-action plan: each visible sheet under its name, each row a line. Formulas are not
/// worked out; what the program last showed stands. A blank row ends a table, so that cells keep the row and column of their sheet.
/// </summary>
internal sealed class XlsxReader(OfficePackage package, ReaderLimits limits, CancellationToken ct)
{
    private readonly TextAssembler _assembler = new(limits);
    private XlsxValues _values = XlsxValues.None;

    public static DocumentText Read(string path, ReaderLimits limits, CancellationToken ct)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var package = new OfficePackage(file, limits, "XLSX");
            return new XlsxReader(package, limits, ct).Workbook();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or NotSupportedException)
        {
            throw new UnreadableException(UnreadableCause.Malformed, $"The XLSX is damaged ({e.Message.TrimEnd('.')}). Open it in a spreadsheet program, save it again and add that.");
        }
    }

    private DocumentText Workbook()
    {
        var main = package.Related("", "officeDocument") ?? "xl/workbook.xml";
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, _, part) in package.Relations(main)) parts.TryAdd(id, part);
        var (sheets, from1904) = Sheets(main);
        _values = XlsxValues.Read(package, package.Related(main, "sharedStrings"), package.Related(main, "styles"), from1904, limits, ct);
        foreach (var (name, id) in sheets)
        {
            if (parts.TryGetValue(id, out var part))
                Sheet(name, part);
        }

        return _assembler.Count > 0 ? _assembler.Finish(DocumentFormat.Xlsx, null)
            : throw new UnreadableException(UnreadableCause.Malformed, "The workbook shows no text: its sheets are empty or hidden. Ask for it again.");
    }

    /// <summary>Visible sheets by name and relationship. Hidden ones hold lists to choose from: a reader of the workbook does not see them.</summary>
    private (List<(string Name, string Id)> Sheets, bool From1904) Sheets(string main)
    {
        using var reader = package.Open(main)
            ?? throw new UnreadableException(UnreadableCause.Malformed, "The XLSX holds no workbook that is read; a binary one (.xlsb) is not. Save it as XLSX.");
        var sheets = new List<(string, string)>();
        var from1904 = false;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                from1904 = DocxXml.Attribute(reader, "date1904") is "1" or "true";
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && DocxXml.Attribute(reader, "state") is null or "visible")
                sheets.Add((DocxXml.Attribute(reader, "name") ?? "", DocxXml.Attribute(reader, "id") ?? ""));
        }

        return (sheets, from1904);
    }

    private void Sheet(string name, string part)
    {
        ct.ThrowIfCancellationRequested();
        using var reader = package.Open(part);
        var (table, row, named) = (_assembler.NewTable(), -1, false);
        var cells = new List<string>();
        while (reader?.Read() == true)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            ct.ThrowIfCancellationRequested();
            var number = int.TryParse(DocxXml.Attribute(reader, "r"), out var given) && given > row + 1 ? given - 1 : row + 1;
            cells.Clear();
            DocxXml.Children(reader, limits, r => Cell(r, cells));
            if (cells.TrueForAll(string.IsNullOrWhiteSpace))
                continue;
            if (!named)
                _assembler.Add(BlockKind.Sheet, name);
            named = true;
            if (number != row + 1)
                table = _assembler.NewTable();
            row = number;
            _assembler.AddRow(table, number, cells);
        }
    }

    private void Cell(XmlReader reader, List<string> cells)
    {
        if (reader.LocalName != "c")
        {
            DocxXml.Skip(reader);
            return;
        }

        var column = Column(DocxXml.Attribute(reader, "r")) ?? cells.Count;
        var (type, style, text) = (DocxXml.Attribute(reader, "t"), DocxXml.Attribute(reader, "s"), "");
        DocxXml.Children(reader, limits, r =>
        {
            if (r.LocalName is "v" or "is")
                text = XlsxValues.Text(r, limits);
            else
                DocxXml.Skip(r);
        });
        text = _values.Shown(type, style, text);
        if (string.IsNullOrWhiteSpace(text) || column < cells.Count)
            return;
        if (column >= limits.MaxColumns)
            throw new UnreadableException(UnreadableCause.OverLimit, $"A row has more than {limits.MaxColumns} columns. Delete those that are not needed.");
        while (cells.Count < column)
            cells.Add("");
        cells.Add(text);
    }

    /// <summary>0-based column of a cell's address, or null if it has none.</summary>
    private static int? Column(string? address)
    {
        var column = 0;
        foreach (var c in address ?? "")
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = Math.Min((column * 26) + (c - 'A') + 1, 1 << 20);
        }

        return column == 0 ? null : column - 1;
    }
}
