using System.IO.Compression;
using System.Text;
using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class LimitTests
{
    private const string Small = "name,country\nFictional Weaving,China\nImaginary Toys,India\nInvented Steel,Peru\n";

    [Fact]
    public void A_file_over_the_size_limit_is_refused_unread()
    {
        using var file = ListFile.Text(Small);
        file.Refused(limits: new ReadLimits { FileBytes = 20 }).ShouldContain("the limit is 20");
    }

    [Fact]
    public void Too_many_columns_are_refused()
    {
        using var file = ListFile.Text(Small);
        file.Refused(limits: new ReadLimits { Columns = 1 }).ShouldContain("2 columns, the limit is 1");
    }

    [Fact]
    public void A_line_without_an_end_is_refused()
    {
        using var file = ListFile.Text("name,country\n" + string.Join(',', Enumerable.Repeat("x", 5000)) + "\n");
        file.Refused(limits: new ReadLimits { LineLength = 1000 }).ShouldContain("longer than 1000 characters");
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused_with_the_row_where_it_opens()
    {
        using var file = ListFile.Text(Small + "\"Fictional Weaving,China\n" + string.Concat(Enumerable.Repeat("Imaginary Toys,India\n", 200)));
        file.Refused(limits: new ReadLimits { CellLength = 500 }).ShouldContain("from row 5 on");
    }

    [Fact]
    public void Too_many_rows_end_the_reading()
    {
        using var file = ListFile.Text("name,country\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"Fictional Weaving {i},China\n")));
        var reading = file.Opened(limits: new ReadLimits { Rows = 2000 });
        Should.Throw<UnusableListException>(() => reading.Rows(TestContext.Current.CancellationToken).Count()).Message.ShouldContain("more than 2000 rows");
    }

    [Fact]
    public void A_workbook_that_unzips_beyond_the_limit_is_refused_before_it_is_parsed()
    {
        using var file = ListFile.Workbook(("Sheet1", [["name", "country"], [new string('x', 30_000), "China"]], []));
        file.Refused(limits: new ReadLimits { UnzippedBytes = 10_000 }).ShouldContain("when unzipped");
    }

    [Fact]
    public void A_workbook_that_is_a_zip_bomb_is_refused()
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("xl/workbook.xml");
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var cells = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<c/>", 1 << 18)));
            for (var i = 0; i < 80; i++)
                sheet.Write(cells);
        }
        using var file = ListFile.Bytes(zipped.ToArray(), "bomb.xlsx");
        file.Refused().ShouldContain("200 times");
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var file = ListFile.Text(Small);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => file.Opened().Rows(cancel.Token).Count());
    }
}
