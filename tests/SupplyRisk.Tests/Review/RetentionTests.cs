using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Retention;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review;

/// <summary>Documents are kept as long as the rule says, held where somebody must, and gone everywhere once they are erased.</summary>
public abstract class RetentionTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Administrator = new("kim", "Kim Example") { Roles = [Role.Administrator] };
    private static readonly Actor Senior = new("sam", "Sam Example") { Roles = [Role.SeniorReviewer] };

    public sealed class OnSqlite() : RetentionTests(Store.Sqlite);

    public sealed class OnPostgres() : RetentionTests(Store.Postgres);

    [Fact]
    public async Task An_erased_document_is_gone_everywhere_and_its_supplier_is_scored_without_it()
    {
        var id = await ReportedAsync();
        var supplier = await It.SupplierIdAsync("S-500");
        var finding = await It.ReadAsync(db => db.Findings.FirstAsync(f => f.DocumentId == id, Ct));
        (await It.Get<ReviewFinding>().ReviewAsync(Administrator, new FindingReviewRequest(finding.Id, true, "Passports of guests, it says."), Ct)).Done.ShouldBeTrue();
        await It.RunAsync();
        var quote = finding.Quote;
        (await It.ReadAsync(db => db.Screenings.Where(s => s.SupplierId == supplier).Select(s => s.ResultJson).SingleAsync(Ct))).ShouldContain("report.txt");
        var original = It.Get<AddDocuments>().KeptOriginal(await It.ReadAsync(db => db.Documents.Where(d => d.Id == id).Select(d => d.Sha256).SingleAsync(Ct)));

        (await It.Get<EraseDocument>().RunAsync(Administrator, id, "The factory asked for it; the law lets it.", Ct)).Done.ShouldBeTrue();
        await It.RunAsync();

        File.Exists(original).ShouldBeFalse();
        (await It.ReadAsync(db => db.Findings.CountAsync(f => f.DocumentId == id, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.FindingDecisions.CountAsync(f => f.DocumentId == id, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.DocumentContents.CountAsync(f => f.DocumentId == id, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.Screenings.Where(s => s.SupplierId == supplier).Select(s => s.ResultJson).SingleAsync(Ct))).ShouldNotContain("report.txt");
        var shown = (await It.Get<FindDocument>().HandleAsync(Administrator, id, Ct))!;
        (shown.Text, shown.Document.State, shown.Document.Path).ShouldBe(("", DocumentState.Erased, "(erased)"));
        var record = await It.Get<SupplyRisk.Review.Record.FindRecord>().Export(Administrator, new(Subject: $"document:{id}", PeopleOnly: false), Ct).Value!.ToListAsync(Ct);
        record.SelectMany(r => r.Facts).ShouldNotContain(f => f.After.Contains(quote, StringComparison.Ordinal) || f.After.Contains("guests", StringComparison.Ordinal));
        record.Single(r => r.Action == "document.erased").Facts.ShouldContain(f => f.Name == "because");
        (await It.Get<VerifyAudit>().RunAsync(null, null, Ct)).Problems.ShouldBeEmpty();
        (await It.Get<EraseDocument>().RunAsync(Administrator, id, "Again.", Ct)).Done.ShouldBeTrue("a crash may have left the original");
    }

    [Fact]
    public async Task A_held_document_cannot_be_erased_until_the_hold_is_lifted()
    {
        var id = await ReportedAsync();
        (await KeepAsync(id, hold: true)).Done.ShouldBeTrue();
        (await It.Get<EraseDocument>().RunAsync(Administrator, id, "Its time is over.", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("document_held");
        (await It.Get<FindDocument>().HandleAsync(Administrator, id, Ct))!.Text.ShouldNotBeEmpty();
        (await KeepAsync(id, hold: false)).Done.ShouldBeTrue();
        (await It.Get<EraseDocument>().RunAsync(Administrator, id, "Its time is over.", Ct)).Done.ShouldBeTrue();
        (await KeepAsync(id, hold: true)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("document_erased");
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData(1, null, false, false)]
    [InlineData(1, "2026-10-01", false, true)]
    [InlineData(null, "2026-10-01", false, true)]
    [InlineData(null, "2026-10-01", true, false)]
    [InlineData(50, "2099-01-01", false, false)]
    public async Task A_document_is_due_after_its_own_last_day_or_the_rules(int? years, string? until, bool hold, bool due)
    {
        var id = await ReportedAsync();
        It.Clock.Advance(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero) - It.Clock.GetUtcNow());
        (await It.Get<FindRetention>().KeepForAsync(Administrator, years, Ct)).Done.ShouldBeTrue();
        await KeepAsync(id, hold, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture));
        var state = (await It.Get<FindRetention>().HandleAsync(Administrator, Ct)).Value!;
        state.Years.ShouldBe(years);
        state.Due.Any(d => d.Id == id).ShouldBe(due);
        state.DueCount.ShouldBe(due ? 1 : 0);
        state.Held.Any(d => d.Id == id).ShouldBe(hold);
    }

    [Fact]
    public async Task The_rule_reckons_from_the_day_of_the_audit()
    {
        await ReportedAsync(); // audited on 12 March 2026
        await It.Get<FindRetention>().KeepForAsync(Administrator, 2, Ct);
        It.Clock.Advance(new DateTimeOffset(2028, 3, 12, 12, 0, 0, TimeSpan.Zero) - It.Clock.GetUtcNow());
        (await It.Get<FindRetention>().HandleAsync(Administrator, Ct)).Value!.DueCount.ShouldBe(0);
        It.Clock.Advance(TimeSpan.FromDays(1));
        (await It.Get<FindRetention>().HandleAsync(Administrator, Ct)).Value!.Due.ShouldHaveSingleItem().Until.ShouldBe(new DateOnly(2028, 3, 12));
    }

    [Fact]
    public async Task Keeping_and_erasing_are_an_administrators_and_need_a_reason()
    {
        var id = await ReportedAsync();
        (await It.Get<EraseDocument>().RunAsync(Senior, id, "Mine.", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<KeepDocument>().RunAsync(Senior, new(id, true, null, "Mine."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<FindRetention>().HandleAsync(Senior, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<FindRetention>().KeepForAsync(Administrator, 0, Ct)).Refusals.ShouldHaveSingleItem().Field.ShouldBe("years");
        (await It.Get<EraseDocument>().RunAsync(Administrator, id, "", Ct)).Refusals.ShouldHaveSingleItem().Field.ShouldBe("because");
        (await It.Get<EraseDocument>().RunAsync(Administrator, Guid.Empty, "Gone.", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
    }

    private async Task<Guid> ReportedAsync()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        return await It.ReadAsync(db => db.Documents.Select(d => d.Id).SingleAsync(Ct));
    }

    private Task<Result<Document>> KeepAsync(Guid id, bool hold, DateOnly? until = null) =>
        It.Get<KeepDocument>().RunAsync(Administrator, new KeepDocumentRequest(id, hold, until, "Counsel asked for it."), Ct);
}
