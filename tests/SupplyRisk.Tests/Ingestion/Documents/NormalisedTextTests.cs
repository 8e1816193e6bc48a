using System.Net;
using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

/// <summary>For any content: blocks in order, apart, inside the text, and equal to what was put in.</summary>
public sealed class NormalisedTextTests
{
    private static readonly string[] _words =
        ["passport", "No", "工资", "护照，", "niños", "e\u0301tat", "\u00A0", "çalışan", "a\u00ADb", "18", "of 22", "ค่าจ้าง", "\u200Bfee", "😀", "-", "\n", "  ", "x\u0301\u0323"];

    [Fact]
    public void Html_blocks_hold_what_was_put_in() => Check.One(Config(), Prop.ForAll(Documents(), blocks =>
    {
        var html = string.Concat(blocks.Select(b => b.Cells is null ? $"<p>{WebUtility.HtmlEncode(b.Text)}</p>" : $"<table><tr><th>{string.Join("</th><th>", b.Cells.Select(WebUtility.HtmlEncode))}</th></tr></table>"));
        Holds(Reading.ReadAsync("a.html", "<html><body>" + html + "</body></html>").GetAwaiter().GetResult(), blocks);
    }));

    [Fact]
    public void Docx_blocks_hold_what_was_put_in() => Check.One(Config(), Prop.ForAll(Documents(), blocks =>
    {
        var body = blocks.Select(b => b.Cells is null ? (DocumentFormat.OpenXml.OpenXmlElement)DocxFiles.P(b.Text) : DocxFiles.Rows(b.Cells)).ToArray();
        using var folder = new ScratchFolder();
        Holds(Reading.ReadAsync(folder.Write("a.docx", DocxFiles.Of(body))).GetAwaiter().GetResult(), blocks);
    }));

    [Fact]
    public async Task The_same_file_gives_the_same_text()
    {
        var first = await Reading.ReadAsync(ScratchFolder.Fixture("two-columns.pdf"));
        var second = await Reading.ReadAsync(ScratchFolder.Fixture("two-columns.pdf"));
        second.Text.ShouldBe(first.Text);
        second.Blocks.ShouldBe(first.Blocks);
    }

    internal sealed record Piece(string Text, string[]? Cells)
    {
        public override string ToString() => Cells is null ? Text : string.Join(" | ", Cells);
    }

    private static void Holds(DocumentText text, IReadOnlyList<Piece> blocks)
    {
        text.ShouldBeNormalised();
        var expected = blocks.SelectMany(b => b.Cells ?? [b.Text]).Select(Visible).Where(t => t.Length > 0).ToList();
        text.Blocks.Select(text.Slice).ToList().ShouldBe(expected);
    }

    /// <summary>The rule of the seam, told in another way than the reader does.</summary>
    private static string Visible(string raw)
    {
        var shown = raw.Replace("\u00AD", "", StringComparison.Ordinal).Replace('\u200B', ' ').Replace('\u00A0', ' ').Replace('\n', ' ');
        return string.Join(' ', shown.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Normalize();
    }

    private static Config Config() => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60);

    private static Arbitrary<List<Piece>> Documents()
    {
        var text = Gen.Elements(_words).ListOf().Select(w => string.Join(' ', w));
        var row = Gen.Two(text).Select(t => new Piece("", [t.Item1, t.Item2]));
        return Arb.From(Gen.Frequency((3, text.Select(t => new Piece(t, null))), (1, row)).ListOf().Select(l => l.ToList()));
    }
}
