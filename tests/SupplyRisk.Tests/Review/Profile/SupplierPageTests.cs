using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Profile;
using SupplyRisk.Review.Views;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Profile;

/// <summary>What a supplier's page and its exports tell.</summary>
public abstract class SupplierPageTests(Store store) : HandlerTest(store)
{
    private const string Told = "Workers told the auditors that their passports are kept by the employer.";

    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    public sealed class OnSqlite() : SupplierPageTests(Store.Sqlite);

    public sealed class OnPostgres() : SupplierPageTests(Store.Postgres);

    [Fact]
    public async Task The_chain_stands_in_steps_either_way_with_what_stands_there()
    {
        await ScreenedAsync();
        var network = (await PageAsync("S-200")).Network;
        network.Nodes.Select(n => (n.Step, n.OwnId)).ShouldBe([(-1, "S-100"), (0, "S-200"), (1, "S-300"), (2, "S-400")]);
        network.Links.Select(l => (network.Nodes[l.Seller].OwnId, network.Nodes[l.Buyer].OwnId)).ShouldBe([("S-200", "S-100"), ("S-300", "S-200"), ("S-400", "S-300")], ignoreOrder: true);
        network.Nodes[3].HardTrigger.ShouldBeTrue();
        network.AsText("Chain").ShouldBe("""
            Chain
            Supplied by it:
              1. Paper Lantern Mills (S-100), DE, BAND
            The supplier:
              2. Walking Teapot Ltd (S-200), BD, BAND -> supplies Paper Lantern Mills
            Who supplies it:
              3. Third Moon Spinning (S-300), IN, BAND -> supplies Walking Teapot Ltd
            2 links up the chain:
              4. Unlike Anything Ginning (S-400), KZ, critical, hard trigger -> supplies Third Moon Spinning

            """.ReplaceLineEndings("\n").Replace("S-100), DE, BAND", $"S-100), DE, {BandOf(network, 0)}", StringComparison.Ordinal).Replace("S-200), BD, BAND", $"S-200), BD, {BandOf(network, 1)}", StringComparison.Ordinal).Replace("S-300), IN, BAND", $"S-300), IN, {BandOf(network, 2)}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_actor_may_not_see_has_no_name_and_nothing_behind_it()
    {
        await ScreenedAsync();
        var scoped = Analyst with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-200") } };
        var network = (await It.Get<FindSupplierPage>().HandleAsync(scoped, await It.SupplierIdAsync("S-200"), Ct))!.Network; // theirs
        network.Nodes.Select(n => (n.Step, n.SupplierId is null, n.Name)).ShouldBe([(-1, true, "A company you may not see"), (0, false, "Walking Teapot Ltd"), (1, true, "A company you may not see")]);
        (await It.Get<FindSupplierPage>().HandleAsync(scoped, await It.SupplierIdAsync("S-300"), Ct)).ShouldBeNull();
        (await It.Get<ExportProfile>().ReadAsync(scoped, await It.SupplierIdAsync("S-300"), "html", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public async Task The_trend_moves_in_steps_and_keeps_what_stood_before_its_time()
    {
        await ScreenedAsync();
        var first = (await PageAsync("S-500")).Trend.Steps.ShouldHaveSingleItem("a first screening that says nothing is no change, and stands here").Band;
        It.Clock.Advance(TimeSpan.FromDays(800));
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2028", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var trend = (await PageAsync("S-500")).Trend;
        trend.Steps.Count.ShouldBeGreaterThan(1);
        trend.Steps[0].ShouldSatisfyAllConditions(s => s.At.ShouldBeLessThan(trend.From), s => s.Band.ShouldBe(first));
        trend.Steps[^1].ShouldSatisfyAllConditions(s => s.At.ShouldBeGreaterThan(trend.From), s => s.What.Added.ShouldNotBeEmpty(), s => s.Score.ShouldBeGreaterThan(trend.Steps[0].Score));
        (await PageAsync("S-400")).Trend.ShouldSatisfyAllConditions(t => t.Steps[0].At.ShouldBeLessThan(t.From, "what stood when the picture begins"), t => t.Steps[0].Score.ShouldBe(100));
        var rows = await It.Get<FindSupplierTrend>().RowsAsync(Analyst, await It.SupplierIdAsync("S-500"), reasons: true, Ct).ToListAsync(Ct);
        rows.Count.ShouldBe(await It.ReadAsync(async db => { var id = await It.SupplierIdAsync("S-500"); return await db.ScreeningChanges.CountAsync(c => c.SupplierId == id, Ct); }));
        rows.ShouldAllBe(r => r.Count == FindSupplierTrend.Header.Count);
    }

    [Theory]
    [InlineData("S-400", IdentityCertainty.Number)]
    [InlineData("S-500", IdentityCertainty.Name)]
    public async Task Tells_how_surely_it_is_known_who_it_is(string ownId, IdentityCertainty certainty)
    {
        await ScreenedAsync();
        (await PageAsync(ownId)).Identity.Certainty.ShouldBe(certainty);
    }

    [Fact]
    public async Task An_export_holds_workers_words_back_and_stands_in_the_record()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Told));
        await It.RunAsync();
        var id = await It.SupplierIdAsync("S-500");
        (await It.ReadAsync(db => db.Findings.AnyAsync(f => f.Speaker == Speaker.Worker, Ct))).ShouldBeTrue();
        (await PageAsync("S-500")).Profile.Findings.ShouldContain(f => f.Finding.Quote.Contains("passports", StringComparison.Ordinal), "on the page it stands");
        (await It.Get<ExportProfile>().ReadAsync(Analyst with { Roles = [Role.Auditor] }, id, "xlsx", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var exported = await It.Get<ExportProfile>().ReadAsync(Analyst, id, "xlsx", Ct);
        using var file = new MemoryStream();
        await TableFile.WriteBookAsync(file, ExportProfile.Sheets(exported.Value!), Ct); // may export
        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(book, Ct).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        var all = string.Join('\n', book.WorkbookPart!.WorksheetParts.Select(w => w.Worksheet.InnerText)); // written just now
        all.ShouldSatisfyAllConditions(t => t.ShouldNotContain("passports"), t => t.ShouldContain(HeldBack.InItsPlace), t => t.ShouldContain("120,000", customMessage: "the auditors' own words stay"));
        (await It.ReadAsync(db => db.AuditRows.OrderBy(a => a.Seq).Select(a => a.Action).LastAsync(Ct))).ShouldBe("supplier.exported");
    }

    [Fact]
    public async Task A_list_of_suppliers_goes_out_as_filtered_whatever_the_page()
    {
        await ScreenedAsync();
        var sheet = (await It.Get<ExportSuppliers>().HandleAsync(Analyst, new SupplierQuery(Country: "MX", Page: 7), TableFormat.Csv, Ct)).Value!; // may export
        var row = (await sheet.Rows.ToListAsync(Ct)).ShouldHaveSingleItem();
        row.Count.ShouldBe(sheet.Header.Count);
        row[0].ShouldBe("S-600");
        (await It.Get<ExportSuppliers>().HandleAsync(Analyst with { Roles = [] }, new SupplierQuery(), TableFormat.Csv, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var scoped = Analyst with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-200") } };
        (await (await It.Get<ExportSuppliers>().HandleAsync(scoped, new SupplierQuery(), TableFormat.Xlsx, Ct)).Value!.Rows.CountAsync(Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task A_view_belongs_to_who_saved_it_and_is_replaced_by_its_name()
    {
        var views = It.Get<SaveView>();
        (await views.SaveAsync(Analyst, "suppliers", " Worst first ", "band=critical", Ct)).Done.ShouldBeTrue();
        (await views.SaveAsync(Analyst, "suppliers", "Worst first", "band=high", Ct)).Done.ShouldBeTrue();
        var view = (await views.ListAsync(Analyst, "suppliers", Ct)).ShouldHaveSingleItem();
        (view.Name, view.Query).ShouldBe(("Worst first", "band=high"));
        var other = Analyst with { Id = "other" };
        (await views.ListAsync(other, "suppliers", Ct)).ShouldBeEmpty();
        await views.ForgetAsync(other, view.Id, Ct);
        (await views.ListAsync(Analyst, "suppliers", Ct)).Count.ShouldBe(1);
        await views.ForgetAsync(Analyst, view.Id, Ct);
        (await views.ListAsync(Analyst, "suppliers", Ct)).ShouldBeEmpty();
        (await views.SaveAsync(Analyst, "suppliers", "  ", "", Ct)).Refusals.ShouldHaveSingleItem().Field.ShouldBe("name");
    }

    [Fact]
    public async Task An_original_is_seen_by_who_may_see_the_document()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        var document = await It.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync(Ct));
        var original = (await It.Get<FindOriginal>().HandleAsync(Analyst, document.Id, Ct))!; // there
        original.View.ShouldBe(OriginalView.Enclosed);
        (await File.ReadAllTextAsync(original.Path, Ct)).ShouldContain("Kathmandu");
        (await It.Get<FindOriginal>().HandleAsync(Analyst with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-600") } }, document.Id, Ct)).ShouldBeNull();
        File.Delete(original.Path);
        (await It.Get<FindOriginal>().HandleAsync(Analyst, document.Id, Ct))!.View.ShouldBe(OriginalView.None); // there
    }

    private async Task ScreenedAsync()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
    }

    private async Task<SupplierPageFacts> PageAsync(string ownId) => (await It.Get<FindSupplierPage>().HandleAsync(Analyst, await It.SupplierIdAsync(ownId), Ct))!; // there

    private static string BandOf(SupplyNetwork network, int node) => Words.Snake(network.Nodes[node].Band!.Value).Replace('_', ' '); // screened
}
