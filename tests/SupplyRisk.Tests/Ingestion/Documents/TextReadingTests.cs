using System.Text;
using Format = SupplyRisk.Ingestion.Documents.DocumentFormat;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class TextReadingTests
{
    [Fact]
    public async Task Joins_lines_that_were_wrapped_and_leaves_label_lines_apart()
    {
        var text = await Reading.ReadAsync("note.txt", """
            SITE VISIT NOTE

            Site: Paper Moon Toys Ltd
            Country: Thailand

            The auditors were told that the agency keeps the identity docu-
            ments of the workers until the end of the contract, and that non-
            compliance with this rule leads to a fine of three days' wages.

            - first point, which goes on so long that the editor had to break it
              into two lines
            - second point

            Findings
            --------
            None.
            """);
        text.Lines().ShouldBe([
            "Heading: SITE VISIT NOTE", "Paragraph: Site: Paper Moon Toys Ltd", "Paragraph: Country: Thailand",
            "Paragraph: The auditors were told that the agency keeps the identity documents of the workers until the end of the contract, and that non-compliance with this rule leads to a fine of three days' wages.",
            "ListItem: first point, which goes on so long that the editor had to break it into two lines", "ListItem: second point", "Heading: Findings", "Paragraph: None."]);
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_tables_of_bars_and_tabs()
    {
        var text = await Reading.ReadAsync("t.txt", "| No | Finding |\n|----|---------|\n| 1 | Late wages |\n\nA\tB\nC\tD\n");
        text.Lines().ShouldBe(["0/0/0: No", "0/0/1: Finding", "0/1/0: 1", "0/1/1: Late wages", "1/0/0: A", "1/0/1: B", "1/1/0: C", "1/1/1: D"]);
    }

    [Fact]
    public async Task Reads_Markdown()
    {
        var text = await Reading.ReadAsync("t.md", """
            # Human rights *policy*

            No **passports** are kept
            by us.

            ## Scope

            * All sites
              * also small ones

            | Site | Country |
            |---|---|
            | A | Peru |

            <script>alert(1)</script>
            """);
        text.Format.ShouldBe(Format.Markdown);
        text.Title.ShouldBe("Human rights policy");
        text.Lines().ShouldBe([
            "Title: Human rights policy", "Paragraph: No passports are kept by us.", "Heading: Scope", "ListItem: All sites", "ListItem: also small ones",
            "0/0/0: Site", "0/0/1: Country", "0/1/0: A", "0/1/1: Peru"]);
        text.ShouldBeNormalised();
    }

    public static TheoryData<string, string> Encodings() => new()
    {
        { "utf-8", "Auditoría: niños. 护照由工人保管。" },
        { "utf-16", "Auditoría: niños. 护照由工人保管。" },
        { "utf-16BE", "Auditoría: niños. 护照由工人保管。" },
        { "windows-1252", "Prüfung: Löhne – „pünktlich“ gezahlt." },
        { "GB18030", "审核员访谈了28名工人，护照由工人自己保管。No fees." },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Finds_the_encoding(string name, string content)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        (await Reading.ReadAsync("a.txt", content, encoding)).Text.ShouldBe(content);
        using var folder = new ScratchFolder();
        var marked = await Reading.ReadAsync(folder.Write("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(content)]));
        marked.Text.ShouldBe(content);
    }

    [Fact]
    public async Task Reads_by_content_whatever_the_extension_says()
    {
        (await Reading.ReadAsync("page.txt", "<!DOCTYPE html><html><body><p>A page</p></body></html>")).Lines().ShouldBe(["Paragraph: A page"]);
        (await Reading.ReadAsync("note.pdf", "Plain words.")).Format.ShouldBe(Format.Text);
        using var folder = new ScratchFolder();
        (await Reading.ReadAsync(folder.Write("word.bin", DocxFiles.Of(DocxFiles.P("Words"))))).Text.ShouldBe("Words");
    }

    [Fact]
    public async Task Composes_letters_and_drops_what_nobody_sees()
    {
        var text = await Reading.ReadAsync("a.txt", "Auditori\u0301a\u00A0so\u00ADcial\u200B \uFEFF\u202Ehecha\u0007 por \uD800 e\u0301l");
        text.Text.ShouldBe("Auditoría social hecha por \uFFFD él");
        text.ShouldBeNormalised();
    }
}
