using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;

namespace SupplyRisk.Tests;

public sealed class TableFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly IReadOnlyList<object?>[] Rows =
    [
        ["=1+1", -5, 12.5m, new DateOnly(2026, 3, 1), new DateTime(2026, 3, 1, 4, 5, 6, DateTimeKind.Utc), true, null],
        ["a, \"b\"\nc", 1_000_000L, 0m, new DateOnly(1999, 12, 31), new DateTime(1999, 12, 31, 0, 0, 0, DateTimeKind.Utc), false, "阿克苏"],
        ["right\u202Eleft", 0, -0.25m, new DateOnly(2026, 1, 1), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), true, "+49 1"],
    ];

    private static readonly string[] Header = ["text", "whole", "decimal", "day", "instant", "flag", "other"];

    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_as_a_formula_is_made_harmless_in_csv_and_a_number_stays_a_number()
    {
        var text = Encoding.UTF8.GetString(await WriteAsync(TableFormat.Csv));
        text.ShouldStartWith("\uFEFFtext,whole,decimal,day,instant,flag,other\r\n");
        text.ShouldContain("'=1+1,-5,12.5,2026-03-01,2026-03-01T04:05:06Z,true,\r\n");
        text.ShouldContain("\"a, \"\"b\"\"\nc\",1000000,0,1999-12-31,1999-12-31T00:00:00Z,false,阿克苏\r\n");
        text.ShouldContain("right\\u202Eleft,0,-0.25");
        text.ShouldContain("'+49 1");
    }

    [Fact]
    public async Task A_sheet_of_xlsx_is_valid_and_keeps_texts_numbers_days_and_instants_apart()
    {
        using var file = new MemoryStream(await WriteAsync(TableFormat.Xlsx));
        using (var document = SpreadsheetDocument.Open(file, isEditable: false))
            new OpenXmlValidator().Validate(document, Ct).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader asks for it
        using var reader = ExcelReaderFactory.CreateReader(file);
        reader.Name.ShouldBe("What was done");
        reader.Read().ShouldBeTrue();
        Enumerable.Range(0, 7).Select(reader.GetString).ShouldBe(Header);
        reader.Read().ShouldBeTrue();
        reader.GetString(0).ShouldBe("=1+1");
        reader.GetDouble(1).ShouldBe(-5);
        reader.GetDouble(2).ShouldBe(12.5);
        reader.GetDateTime(3).ShouldBe(new DateTime(2026, 3, 1));
        reader.GetDateTime(4).ShouldBe(new DateTime(2026, 3, 1, 4, 5, 6), TimeSpan.FromMilliseconds(1));
        reader.GetBoolean(5).ShouldBeTrue();
        reader.IsDBNull(6).ShouldBeTrue();
    }

    private static async Task<byte[]> WriteAsync(TableFormat format)
    {
        using var file = new MemoryStream();
        await TableFile.WriteAsync(file, format, "What was done", Header, Rows.ToAsyncEnumerable(), Ct);
        return file.ToArray();
    }
}
