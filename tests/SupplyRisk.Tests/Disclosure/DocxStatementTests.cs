using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Writing;

namespace SupplyRisk.Tests.Disclosure;

/// <summary>The Word document of a statement: what readers need in it, and what LibreOffice makes of it.</summary>
public sealed class DocxStatementTests
{
    private const string Writer = "/usr/bin/soffice";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Long enough for several pages, so that page numbers differ.
    private static readonly StatementDocument Example = new(
        "Statement under a fictional act", "Fictional Kettle Holding & Sons", "1 January 2026 to 31 December 2026", ["Draft. Nobody has approved it; it is no statement yet."],
        [.. Enumerable.Range(1, 8).Select(n => new DocumentSection($"part-{n}", $"Part {n} of it", [.. Enumerable.Range(1, 6).Select(_ => (IReadOnlyList<DocumentRun>)[new DocumentRun("We say something of no weight, of which ", null), new DocumentRun("1,234", "suppliers_screened"), new DocumentRun(string.Concat(Enumerable.Repeat(" is counted and the rest is told at some length", 6)) + ".", null)])]))],
        [("Approved by", "The board"), ("Signed by", "Dara Example")],
        [.. FigureCatalogue.All.Take(12).Select(f => new FigureReceipt(f.Id, f.Query, new DateOnly(2026, 12, 31), new string('a', 64), 1_234, FigureUnit.Count, [], ["1"], new string('b', 64)))],
        [.. Enumerable.Range(1, 9).Select(n => new AnsweredItem("Fictional Act", $"s {n}", "What is asked for, in a sentence that takes two lines of its column", ItemLevel.Required, [$"Part {n} of it"], true))], new string('a', 64));

    [Fact]
    public void Every_line_of_the_contents_leads_to_a_heading_and_counts_its_page()
    {
        using var word = Open();
        var body = word.MainDocumentPart!.Document.Body!; // we made it
        var headings = body.Elements<Paragraph>().Where(p => Style(p) == "Heading1").Select(p => p.GetFirstChild<BookmarkStart>()!.Name!.Value!).ToList(); // every heading has a bookmark
        headings.Count.ShouldBe(11);
        var lines = body.Elements<Paragraph>().Where(p => Style(p) == "TOC1").ToList();
        lines.Select(l => l.GetFirstChild<Hyperlink>()!.Anchor!.Value).ShouldBe(headings); // every line has a link
        lines.Select(l => l.Descendants<FieldCode>().Single().Text.Trim()).ShouldBe(headings.Select(h => $"PAGEREF {h} \\h"));
        headings.ShouldAllBe(h => h.Length <= 40 && h.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'), "Word drops other bookmarks");
        foreach (var line in lines) line.InnerText.ShouldNotMatch(@"\d+$", "a page number that nobody counted");
    }

    [Fact]
    public void Pages_say_whose_they_are_and_how_many_there_are()
    {
        using var word = Open();
        var main = word.MainDocumentPart!; // we made it
        main.HeaderParts.Single().Header.InnerText.ShouldBe("Fictional Kettle Holding & Sons: Statement under a fictional act");
        main.FooterParts.Single().Footer.Descendants<FieldCode>().Select(f => f.Text.Trim()).ShouldBe(["PAGE", "NUMPAGES"]);
        var page = main.Document.Body!.GetFirstChild<SectionProperties>()!; // the last thing in it
        page.Elements<FooterReference>().Count().ShouldBe(2, "the first page has a foot, too");
        page.Elements<HeaderReference>().ShouldHaveSingleItem().Type!.Value.ShouldBe(HeaderFooterValues.Default, "the first page has the title itself");
    }

    [Fact]
    public void Tables_fit_between_the_margins_and_repeat_their_heads()
    {
        using var word = Open();
        foreach (var table in word.MainDocumentPart!.Document.Body!.Elements<Table>()) // we made it
        {
            table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Sum(c => int.Parse(c.Width!.Value!, null)).ShouldBe(DocxStatement.TextWidth); // every table has a grid
            table.Descendants<CantSplit>().Count().ShouldBe(table.Elements<TableRow>().Count());
        }
        word.MainDocumentPart.Document.Descendants<TableHeader>().Count().ShouldBe(2);
        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word, Ct).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
    }

    [Fact]
    public async Task LibreOffice_opens_it_and_counts_the_pages_of_its_contents()
    {
        if (!File.Exists(Writer)) Assert.Skip("LibreOffice is not installed (apt-get install libreoffice-writer poppler-utils).");
        var folder = Directory.CreateTempSubdirectory("supplyrisk-writer-");
        try
        {
            var file = Path.Combine(folder.FullName, "statement.docx");
            await File.WriteAllBytesAsync(file, DocxStatement.Write(Example), Ct);
            await RunAsync(Writer, $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder.FullName, file);
            var text = await RunAsync("pdftotext", "-layout", Path.Combine(folder.FullName, "statement.pdf"), "-");
            var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
            pages.Length.ShouldBeGreaterThan(3);
            for (var n = 1; n <= 8; n++)
            {
                var line = pages[0].Split('\n').First(l => l.TrimStart().StartsWith($"Part {n} of it", StringComparison.Ordinal));
                var said = int.Parse(line.Trim().Split(' ')[^1], null);
                pages[said - 1].Split('\n').Count(l => l.Trim() == $"Part {n} of it").ShouldBe(1, $"Part {n} is said to stand on page {said}");
            }
            pages[^1].ShouldContain($"Page {pages.Length} of {pages.Length}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Style(Paragraph p) => p.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    private static WordprocessingDocument Open() => WordprocessingDocument.Open(new MemoryStream(DocxStatement.Write(Example)), isEditable: false);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!; // it is there
        var (output, said) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0, await said);
        return await output;
    }
}
