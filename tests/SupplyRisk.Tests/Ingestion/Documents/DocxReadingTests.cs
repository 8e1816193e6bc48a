using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using SupplyRisk.Ingestion.Documents;
using static SupplyRisk.Tests.Ingestion.Documents.DocxFiles;
using Format = SupplyRisk.Ingestion.Documents.DocumentFormat;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class DocxReadingTests
{
    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    [Fact]
    public async Task Reads_headings_paragraphs_lists_and_tables()
    {
        var text = await Read(Of(
            P("Social audit report", "Titel"), P("Contents 3", "Verz1"), P("1. Employment", "berschrift1"), P("No deposits were  taken."),
            P("A bullet", "Liste"), P("Own style", "Mine"),
            Rows(["No", "Finding"], ["1", "Wages late"]), P("After the table")));
        text.Format.ShouldBe(Format.Docx);
        text.Lines().ShouldBe([
            "Title: Social audit report", "Heading: 1. Employment", "Paragraph: No deposits were taken.", "ListItem: A bullet", "Heading: Own style",
            "0/0/0: No", "0/0/1: Finding", "0/1/0: 1", "0/1/1: Wages late", "Paragraph: After the table"]);
        text.Blocks[2].Section.ShouldBe("1. Employment");
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_nested_tables_merged_cells_and_frames()
    {
        var nested = Cell(P("See below"), Rows(["May", "84 h"]), P("End of cell"));
        var wide = new TableCell(new TableCellProperties(new GridSpan { Val = 2 }), P("Wide"));
        var text = await Read(Of(
            new Table(new TableRow(wide, Cell(P("Third"))), new TableRow(Cell(P("a")), nested, Cell(P("c")))),
            P("Between"),
            new Table(new TableRow(Cell(P("A frame around text"), P("of two paragraphs"))))));
        text.Lines().ShouldBe([
            "0/0/0: Wide", "0/0/2: Third", "0/1/0: a", "0/1/1: See below\nEnd of cell", "0/1/2: c", "1/0/0: May", "1/0/1: 84 h",
            "Paragraph: Between", "Paragraph: A frame around text", "Paragraph: of two paragraphs"]);
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Leaves_out_page_headers_and_deleted_and_hidden_text_and_takes_footnotes_in()
    {
        var text = await Read(Of(
            document =>
            {
                var main = document.MainDocumentPart ?? throw new InvalidOperationException();
                main.AddNewPart<HeaderPart>().Header = new Header(P("Running header"));
                main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(P("The fee was 900 USD.")) { Id = 2 });
                document.PackageProperties.Title = "From the properties";
            },
            new Paragraph(
                new Run(new Text("Workers paid a fee")), new Run(new FootnoteReference { Id = 2 }), new DeletedRun(new Run(new DeletedText("never"))),
                new Run(new RunProperties(new Vanish()), new Text("secret")), new Run(new SymbolChar { Char = "F0FE", Font = "Wingdings" }), new InsertedRun(new Run(new Text(" Yes"))))));
        text.Title.ShouldBe("From the properties");
        text.Lines().ShouldBe(["Paragraph: Workers paid a fee☒ Yes", "Paragraph: The fee was 900 USD."]);
    }

    [Fact]
    public async Task Reads_a_text_box_once_although_it_is_stored_twice()
    {
        const string Box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>";
        var text = await Read(Raw($"""
            <w:document {Word} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body><w:p><w:r><w:t>Before</w:t></w:r>
            <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{Box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{Box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>
            """));
        text.Lines().ShouldBe(["Paragraph: Before", "Paragraph: In a box"]);
    }

    [Fact]
    public async Task Reads_past_a_hyperlink_whose_address_is_malformed()
    {
        var text = await Read(Raw(
            $"<w:document {Word} xmlns:r=\"urn:r\"><w:body><w:p><w:hyperlink r:id=\"x\"><w:r><w:t>mail us</w:t></w:r></w:hyperlink></w:p></w:body></w:document>",
            zip => Add(zip, "word/_rels/document.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:a@@b, c" TargetMode="External"/></Relationships>""")));
        text.Text.ShouldBe("mail us");
    }

    [Fact]
    public async Task Refuses_a_document_that_unpacks_huge_before_opening_it()
    {
        var limits = ReaderLimits.Default with { MaxUnzippedBytes = 1 << 20 };
        var bomb = Raw($"<w:document {Word}><w:body/></w:document>", zip => Add(zip, "word/media/image1.bin", new string('0', 4 << 20)));
        bomb.Length.ShouldBeLessThan(100_000);
        (await Read(bomb, limits)).ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("unpacks");
    }

    [Fact]
    public async Task Refuses_a_main_part_that_unpacks_huge()
    {
        var limits = ReaderLimits.Default with { MaxXmlBytes = 100_000 };
        var bomb = Raw($"<w:document {Word}><w:body><w:p><w:r><w:t>{new string('a', 200_000)}</w:t></w:r></w:p></w:body></w:document>");
        (await Read(bomb, limits)).ShouldBeUnreadable(UnreadableCause.OverLimit);
    }

    [Fact]
    public async Task Refuses_entities()
    {
        var bomb = Raw($"<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document {Word}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>");
        (await Read(bomb)).ShouldBeUnreadable(UnreadableCause.Malformed);
    }

    [Fact]
    public async Task Refuses_deep_nesting_without_harm()
    {
        const int Depth = 50_000;
        var deep = string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", Depth)) + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", Depth));
        (await Read(Raw($"<w:document {Word}><w:body>{deep}</w:body></w:document>"))).ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("deep");
    }

    [Fact]
    public async Task Refuses_a_truncated_file()
    {
        var whole = Of(P("Some text"));
        (await Read(whole[..(whole.Length / 2)])).ShouldBeUnreadable(UnreadableCause.Malformed);
    }

    private static async Task<DocumentText> Read(byte[] docx, ReaderLimits? limits = null)
    {
        using var folder = new ScratchFolder();
        return await Reading.ReadAsync(folder.Write("a.docx", docx), limits);
    }
}
