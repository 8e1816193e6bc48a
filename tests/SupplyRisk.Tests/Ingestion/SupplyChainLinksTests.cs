using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>Whom a supplier supplies, and who may be the same company in law.</summary>
public abstract class SupplyChainLinksTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : SupplyChainLinksTests(Store.Sqlite);

    public sealed class OnPostgres() : SupplyChainLinksTests(Store.Postgres);

    [Fact]
    public async Task A_buyer_that_comes_with_a_later_list_is_found_by_id_or_by_name()
    {
        await It.ImportAsync("""
            Supplier ID,Supplier name,Country,Supplies
            S-100,Paper Lantern Mills,DE,B-900
            S-200,Walking Teapot Ltd,BD,Ninth Bridge Foods
            S-300,Third Moon Ginning,CN,Nobody We Know
            """);
        (await LinksAsync()).ShouldBe(["S-100 > ?", "S-200 > ?", "S-300 > ?"]);
        await ForgetWorkAsync();
        await It.ImportAsync("Supplier ID,Supplier name,Country\nB-900,Ninth Bridge Foods,FR", "plant-2");
        (await LinksAsync()).ShouldBe(["S-100 > B-900", "S-200 > B-900", "S-300 > ?"]);
        (await WorkAsync()).ShouldContain("score B-900 supply_link_found");
    }

    [Fact]
    public async Task A_name_that_two_suppliers_bear_is_no_buyer()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country\nB-1,Twin Kettle Ltd,FR\nB-2,Twin Kettle Ltd,ES", "plant-2");
        await It.ImportAsync("Supplier ID,Supplier name,Country,Supplies\nS-100,Paper Lantern Mills,DE,Twin Kettle Ltd");
        (await LinksAsync()).ShouldBe(["S-100 > ?"]);
    }

    [Fact]
    public async Task The_own_list_is_asked_before_another()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country\nB-1,Far Kettle Ltd,FR", "plant-2");
        await It.ImportAsync("Supplier ID,Supplier name,Country,Supplies\nB-1,Near Kettle Ltd,ES,\nS-100,Paper Lantern Mills,DE,B-1");
        var buyer = await It.ReadAsync(db => (from l in db.SupplyLinks join v in db.SupplierVersions on l.BuyerSupplierId equals (Guid?)v.SupplierId select v.Name).SingleAsync(Ct));
        buyer.ShouldBe("Near Kettle Ltd");
    }

    [Fact]
    public async Task A_buyer_whose_source_went_away_is_scored_again()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country,Supplies\nS-100,Paper Lantern Mills,DE,\nS-200,Walking Teapot Ltd,BD,S-100");
        await ForgetWorkAsync();
        It.Clock.NextDay();
        await It.ImportAsync("Supplier ID,Supplier name,Country,Supplies\nS-100,Paper Lantern Mills,DE,\nS-200,Walking Teapot Ltd,BD,");
        (await WorkAsync()).ShouldContain(w => w.StartsWith("score S-100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shared_number_of_a_company_in_law_proposes_and_never_merges(bool earlierOneGetsItLater)
    {
        const string Plain = "Supplier ID,Supplier name,Country,LEI\nS-100,Paper Lantern Mills,DE,";
        const string Numbered = Plain + "FICT00MT001001DEMO20";
        await It.ImportAsync(earlierOneGetsItLater ? Plain : Numbered);
        It.Clock.NextDay();
        await It.ImportAsync("Supplier ID,Supplier name,Country,LEI\nP-1,Paper Lantern Mills Plant 2,DE,FICT00MT001001DEMO20", "plant-2");
        It.Clock.NextDay();
        if (earlierOneGetsItLater) await It.ImportAsync(Numbered);
        var proposal = await It.ReadAsync(db => db.LegalEntityProposals.SingleAsync(Ct));
        proposal.State.ShouldBe(ProposalState.Proposed);
        proposal.Identifier.ShouldBe("lei:FICT00MT001001DEMO20");
        proposal.SupplierId.ShouldBe(await It.SupplierIdAsync("P-1"), "who was listed later");
        var entities = await It.ReadAsync(db => db.Suppliers.Select(s => s.LegalEntityId).Distinct().CountAsync(Ct));
        entities.ShouldBe(2);
        await It.ImportAsync("Supplier ID,Supplier name,Country,LEI\nP-1,Paper Lantern Mills Plant Two,DE,FICT00MT001001DEMO20", "plant-2");
        (await CountAsync<LegalEntityProposal>()).ShouldBe(1, "asked once");
    }

    [Fact]
    public async Task A_number_of_a_site_proposes_nothing()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country,OS ID\nS-100,Paper Lantern Mills,BD,BD2025210FK002P\nS-200,Walking Teapot Ltd,BD,BD2025210FK002P");
        (await It.ReadAsync(db => db.SupplierIdentifiers.CountAsync(Ct))).ShouldBe(2);
        (await CountAsync<LegalEntityProposal>()).ShouldBe(0);
    }

    private Task<List<string>> LinksAsync() => It.ReadAsync(async db =>
    {
        var names = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.OwnId, Ct);
        var links = await db.SupplyLinks.StillKnownNow().ToListAsync(Ct);
        return links.Select(l => $"{names[l.SupplierId]} > {(l.BuyerSupplierId is { } b ? names[b] : "?")}").Order(StringComparer.Ordinal).ToList();
    });
}
