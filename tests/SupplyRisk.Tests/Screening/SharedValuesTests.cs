using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening;

/// <summary>Addresses, phone numbers and owners that two companies share: questions with the pair and the value, never points.</summary>
public abstract class SharedValuesTests(Store store) : HandlerTest(store)
{
    private const string Suppliers = $"""
        Supplier ID,Supplier name,Address,City,Country,Products,LEI,Parent company
        S-1,Unlike Anything Ginning,12 Foundry Lane,Klang,MY,cotton lint,{Fictional.ListedLei},Tin Whistle Holdings
        S-2,Walking Teapot Ltd,"Foundry Lane, No. 12",Klang,MY,knitted shirts,,
        S-3,Third Moon Spinning,77 Otter Road,Klang,MY,cotton yarn,,TIN WHISTLE HOLDINGS
        S-4,Fifth Kettle Ltd,12 Foundry Lane,Ipoh,MY,kettles,,
        S-5,Paper Lantern Mills,5 Heron Street,Hanoi,VN,bed linen,,
        S-6,Blue Umbrella Foundry,Foundry Lane,Klang,MY,umbrellas,,Self
        """;

    private const string Listed = $"id,name,country,identifiers,address\ne-1,Glass Whale Silicon Industry,CN,lei:{Fictional.ListedLei},\ne-2,Crooked Anchor Trading,VN,,\"5 Heron St., Hanoi\"";

    public sealed class OnSqlite() : SharedValuesTests(Store.Sqlite);

    public sealed class OnPostgres() : SharedValuesTests(Store.Postgres);

    [Fact]
    public async Task Who_shares_an_address_or_an_owner_with_a_hard_trigger_is_asked_about_it_without_points()
    {
        await ScreenedAsync();
        var neighbour = (await It.ReportAsync("S-2")).Contributions.Single(c => c.Rule == "network.address-of-a-grave-supplier");
        neighbour.Points.ShouldBe(0);
        neighbour.Because.ShouldContain("Foundry Lane, No. 12 is also the address of Unlike Anything Ginning (S-1)");
        (await It.ReportAsync("S-3")).Contributions.Single(c => c.Rule == "network.owner-of-a-grave-supplier").Because.ShouldContain("TIN WHISTLE HOLDINGS also owns Unlike Anything Ginning (S-1)");
        (await It.ReportAsync("S-2")).Flags.ShouldNotContain("hard_trigger");
    }

    [Theory]
    [InlineData("S-1", "its own trigger")]
    [InlineData("S-4", "the same street in another town")]
    [InlineData("S-6", "a street without a number, and no owner")]
    public async Task Nothing_is_shared_by(string supplier, string why)
    {
        await ScreenedAsync();
        (await It.ReportAsync(supplier)).Contributions.ShouldNotContain(c => c.Rule.StartsWith("network.", StringComparison.Ordinal), why);
    }

    [Theory]
    [InlineData("+60 3-5550 1234", "03 5550 1234 ext. 7", true)]
    [InlineData("0060 3 5550 1234 / 03 5550 9999", "(03) 55501234", true)]
    [InlineData("+60 3-5550 1234", "+60 3-5550 1235", false)]
    [InlineData("00000000", "00000000", false)]
    [InlineData("12345678", "12345678", false)]
    [InlineData("5550", "5550", false)]
    public async Task Who_shares_a_number_with_a_hard_trigger_is_asked_about_it_without_points(string one, string other, bool asked)
    {
        await It.ListAsync(Listed);
        await It.ImportAsync($"Supplier ID,Supplier name,Country,Products,LEI,Company phone\nS-1,Unlike Anything Ginning,MY,cotton lint,{Fictional.ListedLei},{one}\nS-2,Walking Teapot Ltd,MY,shirts,,{other}\n");
        await It.RunAsync();
        var row = (await It.ReportAsync("S-2")).Contributions.SingleOrDefault(c => c.Rule == "network.phone-of-a-grave-supplier");
        (row is not null).ShouldBe(asked);
        row?.Points.ShouldBe(0);
        row?.Because.ShouldContain("is also the number of Unlike Anything Ginning (S-1)");
    }

    [Fact]
    public async Task The_address_of_a_listed_entity_is_a_match_to_check()
    {
        await ScreenedAsync();
        var tenant = await It.ReportAsync("S-5");
        tenant.Flags.ShouldContain("match_to_check");
        tenant.Flags.ShouldNotContain("hard_trigger");
    }

    [Fact]
    public async Task An_address_that_many_share_tells_nothing()
    {
        var many = string.Concat(Enumerable.Range(10, Neighbours.Crowded).Select(i => $"\nS-{i},Copper Spoon {i} Ltd,12 Foundry Lane,Klang,MY,spoons,,"));
        await It.ListAsync(Listed);
        await It.ImportAsync(Suppliers + many);
        await It.RunAsync();
        (await It.ReportAsync("S-2")).Contributions.ShouldNotContain(c => c.Rule == "network.address-of-a-grave-supplier");
    }

    [Fact]
    public async Task The_question_goes_when_the_neighbour_moves_away_and_comes_when_it_moves_in()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.ImportAsync(Suppliers.Replace("12 Foundry Lane,Klang", "12 Foundry Lane,Ipoh", StringComparison.Ordinal));
        await It.RunAsync();
        (await It.ReportAsync("S-2")).Contributions.ShouldNotContain(c => c.Rule == "network.address-of-a-grave-supplier");
        (await It.ReportAsync("S-4")).Contributions.ShouldContain(c => c.Rule == "network.address-of-a-grave-supplier");
    }

    [Fact]
    public async Task The_question_comes_and_goes_with_the_trigger()
    {
        var plain = Suppliers.Replace(Fictional.ListedLei, "", StringComparison.Ordinal);
        await It.ListAsync(Listed);
        await It.ImportAsync(plain);
        await It.RunAsync();
        (await It.ReportAsync("S-2")).Contributions.ShouldNotContain(c => c.Rule == "network.address-of-a-grave-supplier");
        It.Clock.NextDay();
        await It.ImportAsync(Suppliers);
        await It.RunAsync();
        (await It.ReportAsync("S-2")).Contributions.ShouldContain(c => c.Rule == "network.address-of-a-grave-supplier");
        It.Clock.NextDay();
        await It.ImportAsync(plain);
        await It.RunAsync();
        (await It.ReportAsync("S-2")).Contributions.ShouldNotContain(c => c.Rule == "network.address-of-a-grave-supplier");
    }

    [Fact]
    public async Task A_list_that_names_an_address_reaches_the_supplier_there()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Suppliers);
        await It.RunAsync();
        (await It.ReportAsync("S-5")).Flags.ShouldNotContain("match_to_check");
        It.Clock.NextDay();
        await It.ListAsync(Listed);
        await It.RunAsync();
        (await It.ReportAsync("S-5")).Flags.ShouldContain("match_to_check");
    }

    private async Task ScreenedAsync()
    {
        await It.ListAsync(Listed);
        await It.ImportAsync(Suppliers);
        await It.RunAsync();
    }
}
