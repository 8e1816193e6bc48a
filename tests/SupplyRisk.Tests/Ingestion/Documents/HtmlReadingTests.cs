using System.Text;
using SupplyRisk.Ingestion.Documents;
using Format = SupplyRisk.Ingestion.Documents.DocumentFormat;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class HtmlReadingTests
{
    [Fact]
    public async Task Reads_what_a_reader_of_the_page_sees()
    {
        var text = await Reading.ReadAsync("a.html", """
            <!doctype html><html><head><title>Audit &amp; plan</title><style>p{color:red}</style><script>var p = "<p>no</p>";</script></head>
            <body><h1>Social audit</h1><p>No passports were
               kept&nbsp;by the site.</p><p hidden>hidden</p><p style="display: none">none</p><!-- comment -->
            <h2>6. Working <b>hours</b></h2><ul><li>First point<li>Second point</ul><div>Loose <i>text</i><br>second line</div>
            <p><input type="checkbox" checked> Yes <input type="checkbox"> No</p></body></html>
            """);
        text.Title.ShouldBe("Audit & plan");
        text.Format.ShouldBe(Format.Html);
        text.Lines().ShouldBe([
            "Title: Social audit", "Paragraph: No passports were kept by the site.", "Heading: 6. Working hours",
            "ListItem: First point", "ListItem: Second point", "Paragraph: Loose text\nsecond line", "Paragraph: ☒ Yes ☐ No"]);
        text.Blocks[^1].Section.ShouldBe("6. Working hours");
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Places_cells_on_the_grid_that_spans_leave()
    {
        var text = await Reading.ReadAsync("a.html", """
            <table><tr><th>No</th><th colspan=2>Finding</th></tr><tr><td rowspan=2>1</td><td>Passports kept</td><td>Open</td></tr>
            <tr><td>Fees</td><td>Closed</td></tr></table><p>After</p>
            """);
        text.Lines().ShouldBe(["0/0/0: No", "0/0/1: Finding", "0/1/0: 1", "0/1/1: Passports kept", "0/1/2: Open", "0/2/1: Fees", "0/2/2: Closed", "Paragraph: After"]);
        text.Text.ShouldBe("No\tFinding\n1\tPassports kept\tOpen\n\tFees\tClosed\n\nAfter");
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Puts_a_nested_table_after_the_row_it_stands_in()
    {
        var text = await Reading.ReadAsync("a.html", """
            <table><tr><th>Clause</th><th>Detail</th></tr><tr><td>6</td><td>See <table><tr><td>May</td><td>84 h</td></tr></table></td></tr><tr><td>7</td><td>None</td></tr></table>
            """);
        text.Lines().ShouldBe(["0/0/0: Clause", "0/0/1: Detail", "0/1/0: 6", "0/1/1: See", "1/0/0: May", "1/0/1: 84 h", "0/2/0: 7", "0/2/1: None"]);
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_a_table_that_only_lays_out_the_page_as_the_page()
    {
        var text = await Reading.ReadAsync("a.html", "<table><tr><td><h2>Findings</h2><p>One</p></td><td>Side</td></tr></table>");
        text.Lines().ShouldBe(["Heading: Findings", "Paragraph: One", "Paragraph: Side"]);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("windows-1252", false)]
    public async Task Finds_the_encoding_of_a_western_page(string name, bool mark)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1 : Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes("<html><body><p>Auditoría en Perú: niños, año</p></body></html>");
        using var folder = new ScratchFolder();
        var text = await Reading.ReadAsync(folder.Write("a.html", mark ? [.. encoding.GetPreamble(), .. bytes] : bytes));
        text.Text.ShouldBe("Auditoría en Perú: niños, año");
    }

    [Fact]
    public async Task Believes_a_declared_encoding_where_the_bytes_leave_it_open()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("windows-1254") ?? Encoding.Latin1;
        var text = await Reading.ReadAsync("a.html", "<html><head><meta charset=\"windows-1254\"></head><body><p>İşçi ücretleri</p></body></html>", encoding);
        text.Text.ShouldBe("İşçi ücretleri");
    }

    [Fact]
    public async Task Refuses_a_page_over_its_size()
    {
        var text = await Reading.ReadAsync("a.html", "<p>" + new string('x', 5_000), limits: ReaderLimits.Default with { MaxHtmlBytes = 4_000 });
        text.ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("4,000");
    }

    [Fact]
    public async Task Refuses_a_page_of_too_many_tags()
    {
        var text = await Reading.ReadAsync("a.html", "<html>" + string.Concat(Enumerable.Repeat("<b>a</b>", 600)), limits: ReaderLimits.Default with { MaxHtmlTags = 1_000 });
        text.ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("1,000 tags");
    }

    [Fact]
    public async Task Reads_character_references_as_browsers_do() =>
        (await Reading.ReadAsync("a.html", "<p>don&#146;t &#x1F600; Per&uacute; &lt;b&gt; AT&T &nosuch;</p>")).Text.ShouldBe("don’t 😀 Perú <b> AT&T &nosuch;");

    [Theory]
    [InlineData("div")]
    [InlineData("b")]
    [InlineData("table><tr><td")]
    public async Task Refuses_deep_nesting_without_harm(string element)
    {
        var text = await Reading.ReadAsync("a.html", "<html>" + string.Concat(Enumerable.Repeat($"<{element}>", 50_000)) + "deep");
        text.ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("256 deep");
    }

    [Fact]
    public async Task Does_not_expand_entities_a_page_declares()
    {
        var text = await Reading.ReadAsync("a.html", """
            <!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body><p>Fees &b; paid</p></body></html>
            """);
        text.Text.Length.ShouldBeLessThan(200);
        text.Text.ShouldContain("Fees");
    }

    [Fact]
    public async Task Survives_a_cell_said_to_span_a_billion_columns()
    {
        var text = await Reading.ReadAsync("a.html", "<table><tr><th colspan=1000000000 rowspan=1000000000>A</th><th>B</th></tr><tr><td>C</td></tr></table><p>After</p>");
        text.Text.Length.ShouldBeLessThan(1_000);
        text.Text.ShouldEndWith("After");
    }
}
