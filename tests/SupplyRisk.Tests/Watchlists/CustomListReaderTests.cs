using System.Text;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.Tests.Watchlists;

public sealed class CustomListReaderTests
{
    private const string Full = """
        id,name,aliases,country,identifiers,address,listed_on,delisted_on,includes_subsidiaries,programme,source_url
        1,Brenik Textile,Brennik|Akesu Brenik,cn,LEI:5299|uscc:9165,"Road 1, Aksu",2022-06-21,,true,UFLPA,https://example.org/1
        2,"Tolmir Mills (also known as Tolmyr)",,,,,,2024-01-31,,,
        """;

    private static ListReading Read(string text, bool bom = false)
    {
        byte[] bytes = [.. bom ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)];
        return CustomListReader.Read(new MemoryStream(bytes), "own");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_every_column_with_and_without_byte_order_mark(bool bom)
    {
        var reading = Read(Full, bom);
        reading.Issues.ShouldBeEmpty();
        reading.ListName.ShouldBe("own");
        reading.Sha256.Length.ShouldBe(64);
        var first = reading.Entries[0];
        first.Aliases.ShouldBe(["Brennik", "Akesu Brenik"]);
        first.Country.ShouldBe("CN");
        first.Identifiers.ShouldBe(["lei:5299", "uscc:9165"]);
        first.Address.ShouldBe("Road 1, Aksu");
        first.ListedOn.ShouldBe(new DateOnly(2022, 6, 21));
        first.DelistedOn.ShouldBeNull();
        first.IncludesSubsidiaries.ShouldBeTrue();
        first.Programme.ShouldBe("UFLPA");
        first.SourceUrl.ShouldBe("https://example.org/1");
        reading.Entries[1].Name.ShouldBe("Tolmir Mills");
        reading.Entries[1].Aliases.ShouldBe(["Tolmyr"]);
        reading.Entries[1].DelistedOn.ShouldBe(new DateOnly(2024, 1, 31));
    }

    [Fact]
    public void Only_id_and_name_are_required() =>
        Read("id,name\n1,Brenik\n").Entries.Single().Name.ShouldBe("Brenik");

    [Fact]
    public void Tells_every_fault_at_once_with_its_place()
    {
        var reading = Read("id,name,country,listed_on\n1,Brenik,China,21/06/2022\n1,Tolmir,CN,\n,Qorvane,CN,\n4,,CN,\n");
        reading.Issues.Select(issue => (issue.Row, issue.Column)).ShouldBe(
            [(2, "country"), (2, "listed_on"), (3, "id"), (4, "id"), (5, "name")]);
        reading.Issues.ShouldAllBe(issue => issue.Message.Length > 0 && issue.Advice.Length > 0);
        reading.Entries.Single().Name.ShouldBe("Brenik");
    }

    [Theory]
    [InlineData("id,nmae,name", "nmae", "Did you mean 'name'?")]
    [InlineData("id,name,programm", "programm", "Did you mean 'programme'?")]
    [InlineData("id,name,spend_in_eur", "spend_in_eur", "Known columns")]
    public void An_unknown_column_is_an_error_with_a_suggestion(string header, string column, string advice)
    {
        var issue = Read(header + "\n1,a,b\n").Issues.Single(issue => issue.Row == 1);
        issue.Column.ShouldBe(column);
        issue.Advice.ShouldContain(advice);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id,name\n", "no rows")]
    [InlineData("name\nBrenik\n", "'id' is missing")]
    [InlineData("id;name\n1;Brenik\n", "not a column")]
    [InlineData("id,name\n1,\"Brenik\n", "quotes")]
    public void An_unusable_file_says_why(string text, string message) =>
        Read(text).Issues.ShouldContain(issue => issue.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Another_encoding_and_binary_data_are_refused()
    {
        CustomListReader.Read(new MemoryStream([(byte)'i', (byte)'d', 0xE9, 0xFF]), "own").Issues.Single().Message.ShouldContain("UTF-8");
        CustomListReader.Read(new MemoryStream([(byte)'P', (byte)'K', 0, 0]), "own").Issues.Single().Message.ShouldContain("binary");
    }

    [Fact]
    public void A_flood_of_faults_ends()
    {
        var text = "id,name\n" + string.Concat(Enumerable.Repeat(",\"\",x\n", 5_000));
        Read(text).Issues.Count.ShouldBeLessThanOrEqualTo(CustomListReader.MostIssues + 3);
    }
}
