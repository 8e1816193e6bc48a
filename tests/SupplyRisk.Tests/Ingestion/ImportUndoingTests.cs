using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>Taking an import back whole.</summary>
public abstract class ImportUndoingTests(Store store) : HandlerTest(store)
{
    private const string First = """
        Supplier ID,Supplier name,Country,LEI,Supplies,Buying entity
        S-100,Paper Lantern Mills,DE,FICT00MT001001DEMO20,,Lantern Europe GmbH
        S-200,Walking Teapot Ltd,BD,,S-100,
        S-300,Third Moon Ginning,CN,,S-200,
        """;

    private const string Second = """
        Supplier ID,Supplier name,Country,LEI,Supplies,Buying entity
        S-100,Paper Lantern Mills,DE,,,
        S-200,Walking Teapot Limited,BD,FICT00MT001001DEMO20,S-400,
        S-400,Fourth Otter Knitwear,VN,,S-100,
        """;

    public sealed class OnSqlite() : ImportUndoingTests(Store.Sqlite);

    public sealed class OnPostgres() : ImportUndoingTests(Store.Postgres);

    [Fact]
    public async Task Undo_brings_back_exactly_what_was_known()
    {
        await It.ImportAsync(First);
        var before = await KnownAsync();
        It.Clock.NextDay();
        var second = await It.ImportAsync(Second);
        (await KnownAsync()).ShouldNotBe(before);
        It.Clock.NextDay();
        await UndoAsync(second);
        (await KnownAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_the_undone_import_said_is_still_known_for_its_time()
    {
        await It.ImportAsync(First);
        It.Clock.NextDay();
        var second = await It.ImportAsync(Second);
        var meanwhile = It.Clock.Instant();
        It.Clock.NextDay();
        await UndoAsync(second);
        (await It.FactsAsync("S-200"))!.Name.ShouldBe("Walking Teapot Ltd");
        (await It.FactsAsync("S-200", asOf: DateOnly.FromDateTime(meanwhile), knownAt: meanwhile))!.Name.ShouldBe("Walking Teapot Limited");
    }

    [Fact]
    public async Task Only_the_newest_import_of_a_source_may_be_undone()
    {
        var first = await It.ImportAsync(First);
        It.Clock.NextDay();
        var second = await It.ImportAsync(Second);
        await It.ImportAsync(First, "another-source");
        var refused = await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, first.Import.Id, Ct);
        refused.Refusals.ShouldHaveSingleItem().Code.ShouldBe("import_has_later");
        await UndoAsync(second);
        await UndoAsync(first);
        (await It.ReadAsync(db => db.SupplierVersions.StillKnownNow().CountAsync(Ct))).ShouldBe(3, "those of the other source");
        (await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, first.Import.Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("import_not_applied");
    }

    [Fact]
    public async Task An_undone_list_can_be_taken_in_again()
    {
        var first = await It.ImportAsync(First);
        var before = await KnownAsync();
        It.Clock.NextDay();
        await UndoAsync(first);
        (await KnownAsync()).ShouldBeEmpty();
        It.Clock.NextDay();
        (await It.ImportAsync(First)).Import.New.ShouldBe(3);
        (await KnownAsync()).ShouldBe(before);
        (await CountAsync<Supplier>()).ShouldBe(3);
    }

    [Fact]
    public async Task A_supplier_that_was_undone_leaves_report_and_queue_and_can_come_back()
    {
        const string Listed = """
            Supplier ID,Supplier name,Country,LEI
            S-700,Glass Whale Silicon,CN,FICT00MT001132DEMO03
            """;
        await It.ListAsync("id,name,identifiers\ne-1,Unlike Anything Else,lei:FICT00MT001132DEMO03");
        var import = await It.ImportAsync(Listed);
        await It.RunAsync();
        (await It.ReportAsync("S-700")).Flags.ShouldContain("hard_trigger");
        It.Clock.NextDay();
        await UndoAsync(import);
        await It.RunAsync();
        (await It.ReportAsync()).ShouldBeEmpty();
        (await It.ReadAsync(db => db.SupplierFlags.CountAsync(f => f.ClosedAt == null, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.Cases.CountAsync(c => c.Flagged, Ct))).ShouldBe(0);
        (await CountAsync<SupplierMatch>()).ShouldBe(0);
        It.Clock.NextDay();
        await It.ImportAsync(Listed);
        await It.RunAsync();
        (await It.ReportAsync("S-700")).Flags.ShouldContain("hard_trigger");
        (await It.ReadAsync(db => db.Cases.CountAsync(c => c.Flagged, Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task A_buyer_found_in_another_list_is_lost_again_when_that_list_is_undone()
    {
        await It.ImportAsync("""
            Supplier ID,Supplier name,Country,Supplies
            S-100,Paper Lantern Mills,DE,B-900
            """);
        var before = await KnownAsync();
        var other = await It.ImportAsync("Supplier ID,Supplier name,Country\nB-900,Ninth Bridge Foods,FR", "plant-2");
        (await KnownAsync()).ShouldContain("S-100 > B-900");
        await UndoAsync(other);
        (await KnownAsync()).ShouldBe(before);
        It.Clock.NextDay();
        await It.ImportAsync("Supplier ID,Supplier name,Country\nX-1,Unconcerned Works,FR", "plant-3");
        (await KnownAsync()).ShouldNotContain("S-100 > B-900");
    }

    private async Task UndoAsync(ImportReport report)
    {
        var result = await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, report.Import.Id, Ct);
        result.Done.ShouldBeTrue(string.Join(" ", result.Refusals.Select(r => r.Message)));
    }

    /// <summary>Facts with their validity, links, identifiers and listing as now known, by own id.</summary>
    private Task<List<string>> KnownAsync() => It.ReadAsync(async db =>
    {
        var names = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s, Ct);
        string Name(Guid? id) => id is { } known ? names[known].OwnId : "?";
        var lines = (await db.SupplierVersions.StillKnownNow().AsNoTracking().ToListAsync(Ct)).ConvertAll(v => string.Create(CultureInfo.InvariantCulture,
            $"{Name(v.SupplierId)} {v.ValidFrom:O} {v.ValidTo:O} {v.Name} {v.Country} {v.Identifiers} {v.Supplies} {v.FactsHash} listed {names[v.SupplierId].NotListedSince is null}"));
        lines.AddRange((await db.SupplyLinks.StillKnownNow().AsNoTracking().ToListAsync(Ct)).Select(l => l.BuyingEntityId is null
            ? l.ValidTo == TwoTimes.OpenEnd ? $"{Name(l.SupplierId)} > {Name(l.BuyerSupplierId)}" : $"{Name(l.SupplierId)} > {Name(l.BuyerSupplierId)} until {l.ValidTo:O}"
            : $"{Name(l.SupplierId)} > ours {l.ValidTo:O}"));
        lines.AddRange((await db.SupplierIdentifiers.AsNoTracking().ToListAsync(Ct)).Select(i => $"{Name(i.SupplierId)} {i.Scheme}:{i.Value}"));
        lines.AddRange((await db.LegalEntityProposals.AsNoTracking().ToListAsync(Ct)).Select(p => $"{Name(p.SupplierId)} may be of another legal entity"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    });
}
