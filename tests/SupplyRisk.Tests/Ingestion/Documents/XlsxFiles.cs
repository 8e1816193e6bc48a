using System.IO.Compression;
using System.Security;

namespace SupplyRisk.Tests.Ingestion.Documents;

/// <summary>Small workbooks made by hand, sane and hostile.</summary>
internal static class XlsxFiles
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A workbook of one sheet, cells as inline texts; a null cell is left out, an empty row too.</summary>
    public static byte[] Of(string sheet, params string?[][] rows) => Raw(sheet, SheetXml(rows));

    public static byte[] Raw(string sheet, string sheetXml, string state = "visible", Action<ZipArchive>? more = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            DocxFiles.Add(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            DocxFiles.Add(zip, "xl/workbook.xml", $"""<workbook {Main}><sheets><sheet name="{SecurityElement.Escape(sheet)}" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>""");
            DocxFiles.Add(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            DocxFiles.Add(zip, "xl/worksheets/sheet1.xml", sheetXml);
            more?.Invoke(zip);
        }

        return stream.ToArray();
    }

    public static string Sheet(string rows) => $"<worksheet {Main}><sheetData>{rows}</sheetData></worksheet>";

    private static string SheetXml(string?[][] rows) => Sheet(string.Concat(rows.Select((cells, row) => cells.Length == 0 ? "" :
        $"<row r=\"{row + 1}\">{string.Concat(cells.Select((text, column) => text is null ? "" : $"<c r=\"{(char)('A' + column)}{row + 1}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>"))}</row>")));
}
