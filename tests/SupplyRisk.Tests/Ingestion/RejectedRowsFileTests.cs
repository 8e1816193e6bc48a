using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class RejectedRowsFileTests
{
    [Fact]
    public void Holds_the_rows_with_problems_with_what_is_wrong_and_what_to_do()
    {
        using var file = ListFile.Text("Supplier name;Land;Tier\nFictional Weaving;Chinaa;1\nImaginary Toys;Indien;2\n;Peru;3\n");
        Written(file).ShouldBe(
            "\ufeffSupplier name,Land,Tier,problem,what_to_do\r\n"
            + "Fictional Weaving,Chinaa,1,Land: 'Chinaa' is no country known here,did you mean China (CN)? write the country's name or its two-letter ISO code\r\n"
            + ",Peru,3,Supplier name: the row has no supplier name,\"fill in the name, or delete the row if it is no supplier\"\r\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    public void A_cell_that_would_run_as_a_formula_is_made_safe_and_read_back_as_it_was(string dangerous, string safe)
    {
        using var file = ListFile.Text($"name\tcountry\n{dangerous}\tNowhere\n");
        var written = Written(file);
        written.ShouldContain($"\n{safe},Nowhere");
        using var again = ListFile.Text(written);
        again.Rows().Single().Record!.Name.ShouldBe(dangerous);
    }

    [Fact]
    public void Once_corrected_the_file_is_a_list_again()
    {
        using var file = ListFile.Text("Supplier name,Country,Address\n\"Fictional \"\"Star\"\", Weaving\",Chinaa,\"Road 1\nZone 2\"\n");
        using var corrected = ListFile.Text(Written(file).Replace("Chinaa,", "China,", StringComparison.Ordinal));
        var row = corrected.Rows().Single();
        row.Issues.ShouldBeEmpty();
        (row.Record!.Name, row.Record.Country, row.Record.Address).ShouldBe(("Fictional \"Star\", Weaving", "CN", "Road 1 Zone 2"));
    }

    [Fact]
    public void Notes_are_no_problems()
    {
        using var file = ListFile.Text("name,workers\nFictional Weaving,1001-5000\nname,workers\n");
        Written(file).ShouldBe("\ufeffname,workers,problem,what_to_do\r\n");
    }

    private static string Written(ListFile file)
    {
        var reading = file.Opened();
        using var stream = new MemoryStream();
        RejectedRowsFile.Write(stream, reading.Columns, reading.Rows(TestContext.Current.CancellationToken));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
