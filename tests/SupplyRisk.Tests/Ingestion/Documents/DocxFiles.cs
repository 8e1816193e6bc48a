using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SupplyRisk.Tests.Ingestion.Documents;

/// <summary>Small Word documents made by the Open XML SDK, and hostile ones made by hand.</summary>
internal static class DocxFiles
{
    public static byte[] Of(params OpenXmlElement[] body) => Of(null, body);

    public static byte[] Of(Action<WordprocessingDocument>? more, params OpenXmlElement[] body)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body(body));
            var styles = main.AddNewPart<StyleDefinitionsPart>();
            styles.Styles = new Styles(
                Style("Titel", "Title"), Style("berschrift1", "heading 1"), Style("Liste", "List Bullet"),
                Style("Verz1", "toc 1"), new Style(new StyleName { Val = "My heading" }, new BasedOn { Val = "berschrift1" }) { StyleId = "Mine", Type = StyleValues.Paragraph });
            more?.Invoke(document);
        }

        return stream.ToArray();
    }

    public static Paragraph P(string text, string? style = null)
    {
        var paragraph = new Paragraph(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        if (style is not null)
            paragraph.ParagraphProperties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        return paragraph;
    }

    public static Table Rows(params string[][] rows) => new([.. rows.Select(r => new TableRow([.. r.Select(c => Cell(P(c)))]))]);

    public static TableCell Cell(params OpenXmlElement[] content) => new(content);

    /// <summary>A package whose main part is the given XML.</summary>
    public static byte[] Raw(string documentXml, Action<ZipArchive>? more = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""");
            Add(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Add(zip, "word/document.xml", documentXml);
            more?.Invoke(zip);
        }

        return stream.ToArray();
    }

    public static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }

    private static Style Style(string id, string name) => new(new StyleName { Val = name }) { StyleId = id, Type = StyleValues.Paragraph };
}
