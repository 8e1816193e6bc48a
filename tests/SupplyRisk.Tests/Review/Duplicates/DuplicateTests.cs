using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Review.Duplicates;

/// <summary>The portfolio is compared with itself, incrementally, and people decide what pairs are.</summary>
public abstract class DuplicateTests(Store store) : HandlerTest(store)
{
    internal const string Portfolio = """
        Supplier ID,Supplier name,Country,City,Address,Products,OS ID
        A-1,Seven Otters Knitwear Ltd,IN,Tiruppur,12 Mill Road,socks,
        A-2,SEVEN OTTERS KNITWEAR LIMITED,IN,Tiruppur,"12, Mill Rd.",socks,
        A-3,Seven Otters Knitwear,IN,Tiruppur,88 Temple Street,socks,
        A-4,Seven Otters Knitwear Ltd,IN,Erode,5 Canal Street,socks,
        A-5,Blue Kettle Dyeing Works,IN,Tiruppur,40 Fort Road,dyes,IN2021250D1DTN7
        A-6,Paper Lantern Mills,DE,Bayreuth,1 Hofgasse,bed linen,
        A-7,B.K. Dyeing,IN,Avinashi,Unit 4 North Estate,dyes,IN2021250D1DTN7
        """;

    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    public sealed class OnSqlite() : DuplicateTests(Store.Sqlite);

    public sealed class OnPostgres() : DuplicateTests(Store.Postgres);

    [Fact]
    public async Task Pairs_stand_in_bands_and_another_site_is_no_duplicate()
    {
        await ComparedAsync();
        (await PairsAsync(DuplicateList.Same)).ShouldBe(["A-1 A-2", "A-5 A-7"], ignoreOrder: true);
        (await PairsAsync(DuplicateList.Maybe)).ShouldBe(["A-1 A-3", "A-2 A-3"], ignoreOrder: true);
        (await PairsAsync(DuplicateList.OtherSite)).ShouldBe(["A-1 A-4", "A-2 A-4", "A-3 A-4"], ignoreOrder: true);
        var page = await ListAsync(DuplicateList.Same);
        (page.Counts.New, page.Waiting).ShouldBe((2, 0), "A-4 has another site only, A-6 nobody");
        page.Rows[0].ShouldSatisfyAllConditions(r => new[] { r.Left.OwnId, r.Right.OwnId }.ShouldContain("A-5", "an equal number of the site stands first"), r => r.Score.ShouldBe(1));
    }

    [Fact]
    public async Task Only_what_changed_is_compared_again()
    {
        (await ComparedAsync()).ShouldBe(7);
        (await It.Get<CompareSuppliers>().RunAsync(Ct)).ShouldBe(0);
        var before = (await It.ReadAsync(db => db.DuplicatePairs.AsNoTracking().ToListAsync(Ct))).ToDictionary(p => (p.LeftId, p.RightId), p => p.FoundAt);
        It.Clock.NextDay();
        await It.ImportAsync(Portfolio.Replace("88 Temple Street", "12 Mill Road", StringComparison.Ordinal));
        (await It.Get<CompareSuppliers>().RunAsync(Ct)).ShouldBe(1);
        (await PairsAsync(DuplicateList.Maybe)).ShouldBeEmpty();
        (await PairsAsync(DuplicateList.Same)).ShouldBe(["A-1 A-2", "A-1 A-3", "A-2 A-3", "A-5 A-7"], ignoreOrder: true);
        var third = await It.SupplierIdAsync("A-3");
        (await It.ReadAsync(db => db.DuplicatePairs.AsNoTracking().ToListAsync(Ct)))
            .Where(p => p.LeftId != third && p.RightId != third).All(p => p.FoundAt == before[(p.LeftId, p.RightId)]).ShouldBeTrue();
    }

    [Fact]
    public async Task One_at_a_time_or_all_at_once_finds_the_same()
    {
        var lines = Portfolio.Split('\n');
        for (var i = 2; i <= lines.Length; i++)
        {
            It.Clock.NextDay();
            await It.ImportAsync(string.Join('\n', lines[..i]));
            await It.Get<CompareSuppliers>().RunAsync(Ct);
        }
        var slowly = await AllAsync();
        await It.ReadAsync(async db => await db.SupplierComparisons.ExecuteDeleteAsync(Ct) + await db.DuplicatePairs.ExecuteDeleteAsync(Ct));
        (await It.Get<CompareSuppliers>().RunAsync(Ct)).ShouldBe(7);
        (await AllAsync()).ShouldBe(slowly);

        Task<List<string>> AllAsync() => It.ReadAsync(async db => (await db.DuplicatePairs.AsNoTracking().OrderBy(p => p.LeftId).ThenBy(p => p.RightId).ToListAsync(Ct))
            .ConvertAll(p => $"{p.LeftId} {p.RightId} {p.Band} {p.Score} {p.FactsKey} {p.FeaturesJson}"));
    }

    [Fact]
    public async Task An_undone_import_takes_its_pairs_away()
    {
        var import = await It.ImportAsync(Portfolio);
        await It.Get<CompareSuppliers>().RunAsync(Ct);
        It.Clock.NextDay();
        (await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, import.Import.Id, Ct)).Done.ShouldBeTrue();
        (await It.Get<CompareSuppliers>().RunAsync(Ct)).ShouldBe(7);
        (await CountAsync<DuplicatePair>(), await CountAsync<SupplierComparison>()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Not_the_same_holds_while_the_facts_hold_and_opens_again_when_either_changes()
    {
        await ComparedAsync();
        (await NotTheSameAsync("A-3", "A-1")).Done.ShouldBeTrue();
        (await PairsAsync(DuplicateList.Maybe)).ShouldBe(["A-2 A-3"]);
        (await ListAsync(DuplicateList.NotSame)).Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Decision!.Words.ShouldBe("Two works of two owners."), r => r.Decision!.ActorId.ShouldBe("analyst"), r => r.Reopened.ShouldBeFalse());
        It.Clock.NextDay();
        await It.ImportAsync(Portfolio.Replace("88 Temple Street,socks", "88 Temple Street,stockings", StringComparison.Ordinal));
        await It.Get<CompareSuppliers>().RunAsync(Ct);
        (await PairsAsync(DuplicateList.Maybe)).ShouldBe(["A-2 A-3"], "what it sells has nothing to do with who it is");
        It.Clock.NextDay();
        await It.ImportAsync(Portfolio.Replace("88 Temple Street", "90 Temple Street", StringComparison.Ordinal));
        await It.Get<CompareSuppliers>().RunAsync(Ct);
        var open = (await ListAsync(DuplicateList.Maybe)).Rows.Single(r => new[] { r.Left.OwnId, r.Right.OwnId }.Contains("A-1"));
        (open.Reopened, open.Decision!.Words).ShouldBe((true, "Two works of two owners."));
    }

    [Fact]
    public async Task What_was_said_of_a_pair_can_be_taken_back()
    {
        await ComparedAsync();
        await NotTheSameAsync("A-1", "A-3");
        It.Clock.NextDay();
        var request = new DuplicateRequest(await It.SupplierIdAsync("A-1"), await It.SupplierIdAsync("A-3"), "The owner has shown papers.");
        (await It.Get<DecideDuplicate>().TakeBackAsync(Analyst, request, Ct)).Done.ShouldBeTrue();
        (await PairsAsync(DuplicateList.Maybe)).Count.ShouldBe(2);
        (await It.Get<DecideDuplicate>().TakeBackAsync(Analyst, request, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("nothing_decided");
        (await It.Get<FindDuplicate>().HandleAsync(Analyst, request.One, request.Other, Ct))!.Decisions.Select(d => d.Verdict).ShouldBe([DuplicateVerdict.TakenBack, DuplicateVerdict.NotSame]);
        (await It.ReadAsync(db => db.AuditRows.CountAsync(a => a.Action == "suppliers.compared", Ct))).ShouldBe(2);
    }

    [Fact]
    public async Task Who_looked_at_other_facts_is_told()
    {
        await ComparedAsync();
        var (one, other) = (await It.SupplierIdAsync("A-1"), await It.SupplierIdAsync("A-3"));
        var seen = (await It.Get<FindDuplicate>().HandleAsync(Analyst, one, other, Ct))!.FactsKey;
        It.Clock.NextDay();
        await It.ImportAsync(Portfolio.Replace("88 Temple Street", "90 Temple Street", StringComparison.Ordinal));
        (await It.Get<DecideDuplicate>().NotTheSameAsync(Analyst, new(one, other, "Two.", seen), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("pair_changed");
        (await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(one, other, "One.", seen), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("pair_changed");
    }

    [Fact]
    public async Task Nobody_sees_or_decides_what_is_not_theirs()
    {
        await ComparedAsync();
        var (one, two, three) = (await It.SupplierIdAsync("A-1"), await It.SupplierIdAsync("A-2"), await It.SupplierIdAsync("A-3"));
        var auditor = new Actor("auditor", "Fictional Auditor") { Roles = [Role.ComplianceAnalyst], Suppliers = new HashSet<Guid> { one, two } };
        var page = await It.Get<FindDuplicates>().HandleAsync(auditor, new(DuplicateList.Maybe), Ct);
        (page.Counts.Same, page.Counts.Maybe, page.Counts.OtherSite, page.Counts.New).ShouldBe((1, 0, 0, 0));
        (await It.Get<FindDuplicate>().HandleAsync(auditor, one, three, Ct)).ShouldBeNull();
        (await It.Get<DecideDuplicate>().NotTheSameAsync(auditor, new(one, three, "No."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<MergeSuppliers>().MergeAsync(auditor, new(one, three, "Yes."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        var reader = new Actor("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };
        (await It.Get<DecideDuplicate>().NotTheSameAsync(reader, new(one, two, "No."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<MergeSuppliers>().MergeAsync(reader, new(one, two, "Yes."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<MergeSuppliers>().SplitAsync(reader, one, "No.", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await CountAsync<DuplicateDecision>()).ShouldBe(0);
    }

    [Fact]
    public async Task The_new_rows_of_a_previewed_list_are_compared_before_they_are_applied()
    {
        await It.ImportAsync(Portfolio);
        var preview = await It.Get<ImportSuppliers>().PreviewAsync(Analyst, It.Request("""
            Supplier ID,Supplier name,Country,City,Address,Products
            Z-1,7 Otters Knitwear Pvt Ltd,IN,Tiruppur,12 Mill Road,socks
            Z-2,Paper Lantern Mills GmbH,DE,Bayreuth,77 Ringstrasse,bed linen
            Z-3,Quite Another Foundry,MX,Puebla,9 Calle Sur,umbrellas
            Z-4,Seven Otters Knitwear Ltd,IN,Salem,1 Hill Road,socks
            """, "second"), null, Ct);
        var id = preview.Value!.Import.Id;
        (await FindAsync()).Comparison.ShouldBeNull("it waits");
        (await It.Get<CompareImports>().RunAsync(Ct)).ShouldBe(1);
        (await It.Get<CompareImports>().RunAsync(Ct)).ShouldBe(0);
        var found = await FindAsync();
        (found.Comparison!.Rows, found.Comparison.Same, found.Comparison.Maybe, found.Comparison.OtherSite).ShouldBe((4, 1, 1, 1), "each in one band");
        found.Rows.Where(r => r.Found.Band == DuplicateBand.Same).Select(r => $"{r.Found.OwnId} {r.Known!.OwnId}").ShouldBe(["Z-1 A-1", "Z-1 A-2"], ignoreOrder: true);
        found.Rows.Where(r => r.Found.Band == DuplicateBand.Maybe).Select(r => $"{r.Found.OwnId} {r.Known!.OwnId}").ShouldBe(["Z-1 A-3", "Z-2 A-6"], ignoreOrder: true);
        (await It.ReadAsync(db => db.Suppliers.CountAsync(Ct))).ShouldBe(7, "nothing was applied");
        (await It.Get<ImportSuppliers>().ApplyAsync(Analyst, id, null, Ct)).Done.ShouldBeTrue();
        await It.Get<CompareSuppliers>().RunAsync(Ct);
        (await PairsAsync(DuplicateList.Same)).ShouldContain("A-1 Z-1");

        Task<ImportDuplicates> FindAsync() => It.Get<FindImportDuplicates>().HandleAsync(Analyst, id, 100, Ct);
    }

    private async Task<int> ComparedAsync()
    {
        await It.ImportAsync(Portfolio);
        return await It.Get<CompareSuppliers>().RunAsync(Ct);
    }

    private async Task<Result<DuplicateDecision>> NotTheSameAsync(string one, string other) =>
        await It.Get<DecideDuplicate>().NotTheSameAsync(Analyst, new(await It.SupplierIdAsync(one), await It.SupplierIdAsync(other), "Two works of two owners."), Ct);

    private Task<DuplicatePage> ListAsync(DuplicateList list) => It.Get<FindDuplicates>().HandleAsync(Analyst, new(list), Ct);

    private async Task<List<string>> PairsAsync(DuplicateList list)
    {
        var page = await ListAsync(list);
        foreach (var other in Enum.GetValues<DuplicateList>()) (await ListAsync(other)).Counts.ShouldBe(page.Counts, "counted alike, whichever is listed");
        return [.. page.Rows.Select(r => string.Join(' ', new[] { r.Left.OwnId, r.Right.OwnId }.Order(StringComparer.Ordinal)))];
    }
}
