using SupplyRisk.Ingestion.Documents;
using static SupplyRisk.Tests.Ingestion.Documents.XlsxFiles;
using Format = SupplyRisk.Ingestion.Documents.DocumentFormat;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class XlsxReadingTests
{
    [Fact]
    public async Task Reads_rows_under_the_name_of_their_sheet_with_the_rows_and_columns_of_the_sheet()
    {
        var text = await Read(Of("CAP", ["Plan"], [], ["No", null, "Finding"], ["1", null, "Wages  late\nin May"]));
        text.Format.ShouldBe(Format.Xlsx);
        text.Lines().ShouldBe(["Sheet: CAP", "0/0/0: Plan", "1/2/0: No", "1/2/2: Finding", "1/3/0: 1", "1/3/2: Wages late\nin May"]);
        text.Blocks[^1].Section.ShouldBe("CAP");
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_shared_texts_dates_numbers_and_what_formulas_show()
    {
        var text = await Read(Raw(
            "S",
            Sheet("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45728</v></c><c r="C1" s="2"><v>45728</v></c><c r="D1"><v>12.5</v></c><c r="E1" t="str"><f>A1</f><v>shown</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#REF!</v></c><c r="H1" t="s"><v>99</v></c></row>"""),
            more: zip =>
            {
                DocxFiles.Add(zip, "xl/sharedStrings.xml", """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Pass</t></r><r><t>ports</t></r><rPh><t>said</t></rPh></si></sst>""");
                DocxFiles.Add(zip, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="0.0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>""");
            }));
        text.Lines().ShouldBe(["Sheet: S", "0/0/0: Passports", "0/0/1: 2025-03-12", "0/0/2: 45728", "0/0/3: 12.5", "0/0/4: shown", "0/0/5: true"]);
    }

    [Fact]
    public async Task A_hidden_sheet_is_not_read() =>
        (await Read(Raw("Lists", Sheet("""<row r="1"><c r="A1"><v>1</v></c></row>"""), state: "hidden"))).ShouldBeUnreadable(UnreadableCause.Malformed).Reason.ShouldContain("hidden");

    public static TheoryData<string, byte[], UnreadableCause> Hostile() => new()
    {
        { "a cell far to the right", Raw("S", Sheet("""<row r="1"><c r="XFD1"><v>1</v></c></row>""")), UnreadableCause.OverLimit },
        { "an address that overflows", Raw("S", Sheet($"""<row r="1"><c r="{new string('Z', 40)}1"><v>1</v></c></row>""")), UnreadableCause.OverLimit },
        { "entities that multiply", Raw("S", "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\">]><worksheet>&b;</worksheet>"), UnreadableCause.Malformed },
        { "cut off", Raw("S", "<worksheet><sheetData><row>"), UnreadableCause.Malformed },
        { "nested without end", Raw("S", Sheet("<row r=\"1\"><c r=\"A1\"><is>" + string.Concat(Enumerable.Repeat("<r>", 2_000)))), UnreadableCause.OverLimit },
        { "a part that unpacks to far more", Raw("S", Sheet(new string(' ', 70 << 20))), UnreadableCause.OverLimit },
        { "more rows than a document has", Raw("S", Sheet(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 1_200)))), UnreadableCause.OverLimit },
        { "one long text, many times", Raw("S", Sheet(string.Concat(Enumerable.Repeat("<row><c t=\"s\"><v>0</v></c></row>", 900))), more: zip => DocxFiles.Add(zip, "xl/sharedStrings.xml", $"<sst><si><t>{new string('x', 30_000)}</t></si></sst>")), UnreadableCause.OverLimit },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_workbook_ends_in_a_reason(string why, byte[] content, UnreadableCause cause)
    {
        why.ShouldNotBeEmpty();
        using var folder = new ScratchFolder();
        var limits = ReaderLimits.Default with { MaxBlocks = 1_000, MaxTextLength = 20 << 20 };
        (await Reading.ReadAsync(folder.Write("plan.xlsx", content), limits)).ShouldBeUnreadable(cause);
    }

    [Fact]
    public async Task A_row_number_that_claims_more_than_there_is_costs_nothing()
    {
        var text = await Read(Raw("S", Sheet("""<row r="2147483647"><c r="A1"><v>1</v></c></row><row r="5"><c><v>2</v></c></row>""")));
        text.Lines().Count.ShouldBe(3);
    }

    private static async Task<DocumentText> Read(byte[] content)
    {
        using var folder = new ScratchFolder();
        return await Reading.ReadAsync(folder.Write("plan.xlsx", content));
    }
}
