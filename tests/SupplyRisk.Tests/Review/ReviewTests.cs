using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;
using Case = SupplyRisk.Review.Case; // Shouldly has one, too

namespace SupplyRisk.Tests.Review;

/// <summary>What people say holds while its facts hold.</summary>
public abstract class ReviewTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Reviewer = new("reviewer", "Fictional Reviewer") { Roles = [Role.ComplianceAnalyst] };

    private static readonly Actor Senior = new("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] };

    public sealed class OnSqlite() : ReviewTests(Store.Sqlite);

    public sealed class OnPostgres() : ReviewTests(Store.Postgres);

    [Theory]
    [InlineData(CaseStatus.Closed, null, "evidence_reviewed", "Read.", "outcome_missing")]
    [InlineData(CaseStatus.InReview, CaseOutcome.UsefulAlert, "evidence_reviewed", "Read.", "outcome_too_early")]
    [InlineData(CaseStatus.InReview, null, "no_such_reason", "Read.", "reason_missing")]
    [InlineData(CaseStatus.InReview, null, "evidence_reviewed", "  ", "words_missing")]
    [InlineData(CaseStatus.NotAssessed, null, "evidence_reviewed", "Read.", "status_missing")]
    public async Task A_decision_needs_words_a_reason_and_an_outcome_where_it_closes(CaseStatus status, CaseOutcome? outcome, string reason, string words, string code)
    {
        await ScreenedAsync();
        var c = await CaseAsync("S-600", Lane.MatchToCheck);
        var result = await It.Get<DecideCase>().DecideAsync(Reviewer, new CaseDecisionRequest(c.Id, status, outcome, reason, words), Ct);
        result.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await CountAsync<CaseDecision>()).ShouldBe(0);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once()
    {
        var result = await It.Get<DecideCase>().DecideAsync(Reviewer, new CaseDecisionRequest(Guid.Empty, CaseStatus.Closed, null, "", ""), Ct);
        result.Refusals.Select(r => r.Code).ShouldBe(["outcome_missing", "reason_missing", "words_missing"]);
    }

    [Fact]
    public async Task A_case_that_somebody_else_decided_meanwhile_is_a_conflict()
    {
        await ScreenedAsync();
        var c = await CaseAsync("S-600", Lane.MatchToCheck);
        (await DecideAsync(c, CaseStatus.InReview, null)).Done.ShouldBeTrue();
        (await DecideAsync(c, CaseStatus.Closed, CaseOutcome.FalsePositive)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Conflict);
        (await CaseAsync("S-600", Lane.MatchToCheck)).Status.ShouldBe(CaseStatus.InReview);
    }

    [Fact]
    public async Task A_closed_case_stays_closed_over_runs_and_reopens_with_what_changed()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var c = await CaseAsync("S-500", Lane.Risk);
        (await DecideAsync(c, CaseStatus.Closed, CaseOutcome.UsefulAlert)).Done.ShouldBeTrue();
        It.Clock.NextDay();
        It.Rulesets = TestInstallation.EditedRules(f => f.Path == "score.yaml" ? new(f.Path, f.Text.Replace("medium: 25", "medium: 26", StringComparison.Ordinal)) : f);
        await It.RestartAsync();
        (await It.RunAsync()).ShouldNotBeNull();
        (await CaseAsync("S-500", Lane.Risk)).Status.ShouldBe(CaseStatus.Closed, "other weights, the same reasons");
        await It.DocumentAsync("S-500/second.txt", Fictional.Report("3 October 2026", Fictional.Debt));
        It.Clock.NextDay();
        await It.RunAsync();
        var reopened = await CaseAsync("S-500", Lane.Risk);
        (reopened.Status, reopened.Outcome).ShouldBe((CaseStatus.NotAssessed, (CaseOutcome?)null));
        var last = await It.ReadAsync(db => db.CaseEvents.Where(e => e.CaseId == c.Id).OrderBy(e => e.At).ThenBy(e => e.Id).LastAsync(Ct));
        last.Kind.ShouldBe("reopened");
        last.ChangesJson.ShouldContain("New: ");
    }

    [Fact]
    public async Task A_closed_match_case_reopens_when_the_name_it_was_decided_on_changes()
    {
        await ScreenedAsync();
        (await DecideAsync(await CaseAsync("S-600", Lane.MatchToCheck), CaseStatus.Closed, CaseOutcome.FalsePositive)).Done.ShouldBeTrue();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Puebla,umbrellas", "Puebla,parasols", StringComparison.Ordinal));
        await It.RunAsync();
        (await CaseAsync("S-600", Lane.MatchToCheck)).Status.ShouldBe(CaseStatus.Closed, "what it sells has nothing to do with who it is");
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Puebla,umbrellas", "Toluca,umbrellas", StringComparison.Ordinal));
        await It.RunAsync();
        (await CaseAsync("S-600", Lane.MatchToCheck)).Status.ShouldBe(CaseStatus.NotAssessed);
    }

    [Fact]
    public async Task A_confirmed_match_is_a_hard_trigger_and_reaches_the_buyers()
    {
        await ScreenedAsync(Fictional.Chain.Replace("umbrellas,,", "umbrellas,,S-500", StringComparison.Ordinal));
        (await It.ReportAsync("S-500")).Upstream.ShouldHaveSingleItem().HardTrigger.ShouldBeFalse("a question so far");
        await SayAsync(MatchReview.Confirmed);
        await It.RunAsync();
        (await It.ReportAsync("S-600")).ShouldSatisfyAllConditions(r => r.Flags.ShouldContain("hard_trigger"), r => r.RiskScore.ShouldBeGreaterThanOrEqualTo(90), r => r.Flags.ShouldNotContain("match_to_check"));
        (await It.ReportAsync("S-500")).Upstream.ShouldHaveSingleItem().HardTrigger.ShouldBeTrue();
        (await CaseAsync("S-600", Lane.MatchToCheck)).Flagged.ShouldBeFalse();
        (await CaseAsync("S-600", Lane.Risk)).Flagged.ShouldBeTrue();
    }

    [Theory]
    [InlineData("name")]
    [InlineData("entry")]
    public async Task A_dismissed_match_stays_away_until_the_supplier_or_the_entry_changes(string what)
    {
        await ScreenedAsync();
        await SayAsync(MatchReview.Dismissed);
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldNotContain("match_to_check");
        (await CaseAsync("S-600", Lane.MatchToCheck)).Flagged.ShouldBeFalse();
        It.Clock.NextDay();
        await It.ListAsync(Fictional.Namesake + "\ne-3,Something Else Entirely Works,BR,");
        await It.ImportAsync(Fictional.Chain.Replace("Puebla,umbrellas", "Puebla,parasols", StringComparison.Ordinal));
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldNotContain("match_to_check", "neither name nor entry changed");
        It.Clock.NextDay();
        if (what == "name") await It.ImportAsync(Fictional.Chain.Replace("Blue Umbrella Foundry", "Blue Umbrella Foundry SA", StringComparison.Ordinal));
        else await It.ListAsync(Fictional.Namesake.Replace("e-2,Blue Umbrella Foundry", "e-2,Blue Umbrella Foundry SA", StringComparison.Ordinal) + "\ne-3,Something Else Entirely Works,BR,");
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("match_to_check");
        (await CaseAsync("S-600", Lane.MatchToCheck)).Flagged.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dismissed_finding_scores_nothing_and_stays_to_be_seen()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBeGreaterThan(0);
        foreach (var finding in await It.ReadAsync(db => db.Findings.ToListAsync(Ct)))
        {
            (await It.Get<ReviewFinding>().ReviewAsync(Reviewer, new FindingReviewRequest(finding.Id, true, " "), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
            await AgreedAsync((await It.Get<ReviewFinding>().ReviewAsync(Reviewer, new FindingReviewRequest(finding.Id, true, "It quotes a law."), Ct)).Value!.Waits);
        }
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
        (await CaseAsync("S-500", Lane.Risk)).Flagged.ShouldBeFalse("its flag is gone, so it leaves the queue");
        var profile = (await It.Get<FindSupplier>().HandleAsync(Actor.LocalAdministrator, await It.SupplierIdAsync("S-500"), Ct))!;
        profile.Findings.ShouldNotBeEmpty();
        profile.Findings.ShouldAllBe(f => f.Dismissed);
        (await It.Get<ReviewFinding>().ReviewAsync(Reviewer, new FindingReviewRequest(profile.Findings[0].Finding.Id, false, "It does not."), Ct)).Done.ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBeGreaterThan(0, "taken back");
    }

    [Fact]
    public async Task A_proposed_document_brings_evidence_once_a_person_confirms_it()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.ReadAsync(db => db.DocumentLinks.ExecuteUpdateAsync(u => u.SetProperty(l => l.State, ProposalState.Proposed), Ct));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
        var link = await It.ReadAsync(db => db.DocumentLinks.SingleAsync(Ct));
        (await It.Get<DecideDocumentLink>().DecideAsync(Reviewer, link.Id, confirmed: true, Ct)).Done.ShouldBeTrue();
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBeGreaterThan(0);
        await AgreedAsync((await It.Get<DecideDocumentLink>().DecideAsync(Reviewer, link.Id, confirmed: false, Ct)).Value!.Waits);
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_see_some_suppliers_sees_and_decides_only_those()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var (mine, other) = (await It.SupplierIdAsync("S-600"), await It.SupplierIdAsync("S-500"));
        var scoped = Reviewer with { Suppliers = new HashSet<Guid> { mine } };
        (await It.Get<FindSuppliers>().HandleAsync(scoped, new SupplierQuery(), Ct)).Rows.ShouldHaveSingleItem().OwnId.ShouldBe("S-600");
        (await It.Get<FindSupplier>().HandleAsync(scoped, other, Ct)).ShouldBeNull();
        (await It.Get<ScreeningReport>().OneAsync(scoped, other, Ct)).ShouldBeNull();
        var seen = 0;
        await foreach (var row in It.Get<ScreeningReport>().RowsAsync(scoped, Ct)) seen += row.SupplierId == "S-600" ? 1 : 100;
        seen.ShouldBe(1);
        (await It.Get<FindCases>().HandleAsync(scoped, new CaseQuery(Lane.Risk), Ct)).ShouldSatisfyAllConditions(l => l.Rows.ShouldBeEmpty(), l => l.Lanes[Lane.MatchToCheck].ShouldBe(1), l => l.Lanes[Lane.Risk].ShouldBe(0));
        var theirs = await CaseAsync("S-500", Lane.Risk);
        (await It.Get<FindCases>().OneAsync(scoped, theirs.Id, Ct)).ShouldBeNull();
        (await It.Get<DecideCase>().DecideAsync(scoped, new CaseDecisionRequest(theirs.Id, CaseStatus.InReview, null, "evidence_reviewed", "Mine."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        var finding = await It.ReadAsync(db => db.Findings.FirstAsync(Ct));
        (await It.Get<ReviewFinding>().ReviewAsync(scoped, new FindingReviewRequest(finding.Id, true, "Mine."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        var link = await It.ReadAsync(db => db.DocumentLinks.FirstAsync(Ct));
        (await It.Get<DecideDocumentLink>().DecideAsync(scoped, link.Id, true, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<FindDocument>().HandleAsync(scoped, link.DocumentId, Ct)).ShouldBeNull();
        var match = await It.ReadAsync(db => db.SupplierMatches.FirstAsync(m => m.SupplierId != mine, Ct));
        (await It.Get<ReviewMatch>().ReviewAsync(scoped, new MatchReviewRequest(match.Id, MatchReview.Dismissed, "Mine."), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public async Task The_record_is_whole_after_all_that_and_broken_where_a_line_is_changed()
    {
        await ScreenedAsync();
        await SayAsync(MatchReview.Dismissed);
        It.Clock.NextDay();
        await It.RunAsync();
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
        var actions = await It.ReadAsync(db => db.AuditRows.OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Ct));
        actions.ShouldBe(["watchlist.imported", "import.applied", "run.finished", "match.reviewed", "run.finished"]);
        await It.ReadAsync(db => db.AuditRows.Where(a => a.Seq == 2).ExecuteUpdateAsync(u => u.SetProperty(a => a.ActorId, "somebody-else"), Ct));
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct)))!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task The_record_shows_a_line_taken_out_and_outlives_the_erasing_of_what_it_says()
    {
        await ScreenedAsync();
        await It.ReadAsync(db => db.AuditPayloads.ExecuteDeleteAsync(Ct));
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
        await It.ReadAsync(db => db.AuditRows.Where(a => a.Seq == 2).ExecuteDeleteAsync(Ct));
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct)))!.Seq.ShouldBe(3);
    }

    private async Task ScreenedAsync(string list = Fictional.Chain)
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(list);
        await It.RunAsync();
    }

    private async Task<Case> CaseAsync(string ownId, Lane lane)
    {
        var id = await It.SupplierIdAsync(ownId);
        return await It.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.SupplierId == id && c.Lane == lane, Ct));
    }

    private async Task<Result<CaseDecided>> DecideAsync(Case seen, CaseStatus status, CaseOutcome? outcome)
    {
        var decided = await It.Get<DecideCase>().DecideAsync(Reviewer, new CaseDecisionRequest(seen.Id, status, outcome, "evidence_reviewed", "Read and judged.", seen.Version), Ct);
        await AgreedAsync(decided.Value?.Waits);
        return decided;
    }

    /// <summary>What waits for a second person is approved by one.</summary>
    private async Task AgreedAsync(PendingDecision? waits)
    {
        if (waits is not null) (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Done.ShouldBeTrue();
    }

    private async Task SayAsync(MatchReview review)
    {
        var id = await It.SupplierIdAsync("S-600");
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == id, Ct));
        var said = await It.Get<ReviewMatch>().ReviewAsync(Reviewer, new MatchReviewRequest(match.Id, review, "Compared the register entries."), Ct);
        said.Done.ShouldBeTrue();
        await AgreedAsync(said.Value.Waits);
        It.Clock.Advance(TimeSpan.FromMinutes(1));
    }
}
