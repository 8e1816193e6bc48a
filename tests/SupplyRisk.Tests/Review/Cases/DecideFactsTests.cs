using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Cases;

/// <summary>What people say of findings, documents and matches: scored at once, and never a way round the second person.</summary>
public abstract class DecideFactsTests(Store store) : HandlerTest(store)
{
    private const string Origin = "Certificate of origin\n\nGoods: cotton lint\nPlace of origin: Aksu Prefecture, Xinjiang, China\n";

    private static readonly Actor Ana = new("ana", "Fictional Ana") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Senior = new("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] };

    public sealed class OnSqlite() : DecideFactsTests(Store.Sqlite);

    public sealed class OnPostgres() : DecideFactsTests(Store.Postgres);

    [Fact]
    public async Task Saying_that_a_document_is_not_about_a_supplier_waits_where_its_hard_trigger_rests_on_it()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/certificate of origin.txt", Origin);
        await It.RunAsync();
        (await It.ReportAsync("S-300")).Flags.ShouldContain("hard_trigger");
        var link = await It.ReadAsync(db => db.DocumentLinks.AsNoTracking().SingleAsync(Ct));

        var waits = (await It.Get<DecideDocumentLink>().DecideAsync(Ana, link.Id, confirmed: false, Ct)).Value!.Waits.ShouldNotBeNull();
        (waits.Kind, waits.SupplierId).ShouldBe((ProposedKind.DecideLink, link.SupplierId));
        (await It.ReadAsync(db => db.DocumentLinks.AsNoTracking().SingleAsync(Ct))).State.ShouldBe(link.State, "it stands until somebody else agrees");
        (await It.RunAsync()).ShouldBeNull("nothing to score");
        (await It.ReportAsync("S-300")).Flags.ShouldContain("hard_trigger");
        (await It.Get<DecideDocumentLink>().DecideAsync(Ana, link.Id, confirmed: false, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("waits_for_second_person");
        (await It.Get<FindPending>().HandleAsync(Ana, Ct)).Rows.ShouldHaveSingleItem().Proposal.Id.ShouldBe(waits.Id);
        (await It.Get<FindCases>().OneAsync(Ana, waits.CaseId!.Value, Ct))!.ShouldSatisfyAllConditions(f => f.Pending.ShouldHaveSingleItem().Id.ShouldBe(waits.Id), f => f.Case.Waiting.ShouldBe(1));
        (await It.Get<FindSupplier>().HandleAsync(Ana, link.SupplierId, Ct))!.Pending.ShouldHaveSingleItem().Id.ShouldBe(waits.Id);
        (await It.Get<FindDocument>().HandleAsync(Ana, link.DocumentId, Ct))!.Pending.ShouldHaveSingleItem().Id.ShouldBe(waits.Id);
        (await It.Get<SecondLook>().ApproveAsync(Ana, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not_allowed");

        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "It names another mill.", Ct)).Done.ShouldBeTrue();
        (await It.ReportAsync("S-300")).Flags.ShouldNotContain("hard_trigger", "at once");
        var record = await It.ReadAsync(db => db.AuditRows.OrderByDescending(a => a.Seq).Select(a => a.Action).Take(2).ToListAsync(Ct));
        record.ShouldBe(["case.approved", "document_link.decided"]);
    }

    [Fact]
    public async Task Whoever_proposed_it_cannot_approve_it_whatever_roles_they_have()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/certificate of origin.txt", Origin);
        await It.RunAsync();
        var link = await It.ReadAsync(db => db.DocumentLinks.SingleAsync(Ct));
        var waits = (await It.Get<DecideDocumentLink>().DecideAsync(Senior, link.Id, confirmed: false, Ct)).Value!.Waits.ShouldNotBeNull();
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same_person");
        (await It.Get<SecondLook>().WithdrawAsync(Senior, waits.Id, Ct)).Done.ShouldBeTrue();
        (await It.Get<FindPending>().CountAsync(Senior, Ct)).ShouldBe(0);
        (await It.ReportAsync("S-300")).Flags.ShouldContain("hard_trigger");
    }

    [Fact]
    public async Task Findings_are_dismissed_by_one_person_until_the_critical_flag_rests_on_the_next()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 October 2026", Fictional.Fees, Fictional.Passports, Fictional.Debt));
        await It.RunAsync();
        var id = await It.SupplierIdAsync("S-500");
        (await ScreeningAsync(id)).Band.ShouldBe(Band.Critical);
        var (single, waited) = (0, 0);
        foreach (var finding in await It.ReadAsync(db => db.Findings.AsNoTracking().OrderBy(f => f.Start).ToListAsync(Ct)))
        {
            It.Clock.Advance(TimeSpan.FromMinutes(1));
            var before = await ScreeningAsync(id);
            var reviewed = (await It.Get<ReviewFinding>().ReviewAsync(Ana, new FindingReviewRequest(finding.Id, true, "It quotes a law."), Ct)).Value!;
            var after = await ScreeningAsync(id);
            if (reviewed.Waits is not { } waits)
            {
                single++;
                (before.Band == Band.Critical && after.Band != Band.Critical).ShouldBeFalse("one person alone");
                continue;
            }
            waited++;
            (after.ResultJson, after.Band).ShouldBe((before.ResultJson, Band.Critical));
            (await It.ReadAsync(db => db.FindingDecisions.CountAsync(d => d.Quote == finding.Quote && d.Rule == finding.Rule, Ct))).ShouldBe(0);
            (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Done.ShouldBeTrue();
            (await ScreeningAsync(id)).Band.ShouldNotBe(Band.Critical);
            var decided = await It.ReadAsync(db => db.FindingDecisions.SingleAsync(d => d.Quote == finding.Quote && d.Rule == finding.Rule, Ct));
            decided.ActorId.ShouldBe("ana");
        }
        (single, waited).ShouldSatisfyAllConditions(x => x.single.ShouldBeGreaterThan(0), x => x.waited.ShouldBe(1));
    }

    [Fact]
    public async Task A_decision_scores_its_supplier_at_once_and_the_run_after_it_changes_nothing()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        var portfolio = It.Get<SupplyRisk.Review.Portfolio>();
        var (kettles, umbrellas) = (await It.SupplierIdAsync("S-500"), await It.SupplierIdAsync("S-600"));
        (await portfolio.ReadAsync(Ana, Ct)).ById[umbrellas].Flags.ShouldContain(FlagKind.MatchToCheck);
        It.Clock.Advance(TimeSpan.FromMinutes(1));

        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == umbrellas, Ct));
        (await It.Get<ReviewMatch>().ReviewAsync(Ana, new MatchReviewRequest(match.Id, MatchReview.Dismissed, "Another town."), Ct)).Value!.Waits.ShouldBeNull();
        (await It.ReportAsync("S-600")).Flags.ShouldNotContain("match_to_check");
        (await It.ReadAsync(db => db.Cases.SingleAsync(c => c.SupplierId == umbrellas && c.Lane == Lane.MatchToCheck, Ct))).Flagged.ShouldBeFalse();
        (await portfolio.ReadAsync(Ana, Ct)).ById[umbrellas].Flags.ShouldNotContain(FlagKind.MatchToCheck);

        It.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var finding in await It.ReadAsync(db => db.Findings.AsNoTracking().ToListAsync(Ct)))
            (await It.Get<ReviewFinding>().ReviewAsync(Ana, new FindingReviewRequest(finding.Id, true, "It quotes a law."), Ct)).Value!.Waits.ShouldBeNull();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
        (await portfolio.ReadAsync(Ana, Ct)).ById[kettles].RiskScore.ShouldBe((await ScreeningAsync(kettles)).RiskScore);
        (await It.Get<FindSupplier>().HandleAsync(Ana, kettles, Ct))!.BeingScored.ShouldBeTrue("the run has still to confirm it");

        var before = (await ScreeningAsync(kettles), await ScreeningAsync(umbrellas));
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = (await It.RunAsync()).ShouldNotBeNull();
        (run.Changed, run.FlagsOpened, run.FlagsClosed).ShouldBe((0, 0, 0));
        var after = (await ScreeningAsync(kettles), await ScreeningAsync(umbrellas));
        (after.Item1.ResultJson, after.Item1.InputHash, after.Item2.ResultJson, after.Item2.InputHash).ShouldBe((before.Item1.ResultJson, before.Item1.InputHash, before.Item2.ResultJson, before.Item2.InputHash));
        (await It.Get<FindSupplier>().HandleAsync(Ana, kettles, Ct))!.BeingScored.ShouldBeFalse();
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_waits_for_no_run_that_is_about_to_begin_and_leaves_the_scoring_to_it()
    {
        if (Store == Store.Sqlite) Assert.Skip("SQLite: nobody else has a transaction open.");
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        var finding = await It.ReadAsync(db => db.Findings.AsNoTracking().FirstAsync(Ct));
        await It.ReadAsync(async beginning =>
        {
            await using var transaction = await beginning.Database.BeginTransactionAsync(Ct);
            await beginning.TakeTurnAsync(Turn.Runs, Ct);
            (await It.Get<ReviewFinding>().ReviewAsync(Ana, new FindingReviewRequest(finding.Id, true, "It quotes a law."), Ct)).Done.ShouldBeTrue();
            await transaction.CommitAsync(Ct);
            return true;
        });
        (await It.ReadAsync(db => db.Runs.CountAsync(r => r.Trigger == Run.ByDecision, Ct))).ShouldBe(0);
        (await It.Get<FindSupplier>().HandleAsync(Ana, await It.SupplierIdAsync("S-500"), Ct))!.BeingScored.ShouldBeTrue();
        (await It.RunAsync()).ShouldNotBeNull();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
    }

    [Fact]
    public async Task Buyers_of_a_supplier_whose_match_is_confirmed_are_said_to_be_scored_until_the_run_has_told_them()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain.Replace("umbrellas,,", "umbrellas,,S-500", StringComparison.Ordinal));
        await It.RunAsync();
        var (seller, buyer) = (await It.SupplierIdAsync("S-600"), await It.SupplierIdAsync("S-500"));
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == seller, Ct));
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var waits = (await It.Get<ReviewMatch>().ReviewAsync(Ana, new MatchReviewRequest(match.Id, MatchReview.Confirmed, "The same register entry."), Ct)).Value!.Waits!;
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Done.ShouldBeTrue();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("hard_trigger", "at once");
        (await It.Get<FindSupplier>().HandleAsync(Ana, buyer, Ct))!.BeingScored.ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Upstream.ShouldHaveSingleItem().HardTrigger.ShouldBeTrue();
        (await It.Get<FindSupplier>().HandleAsync(Ana, buyer, Ct))!.BeingScored.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_loaded_before_a_decision_is_compared_by_the_run_after_it_all_the_same()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.ListAsync(Fictional.Namesake);
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var finding = await It.ReadAsync(db => db.Findings.FirstAsync(Ct));
        (await It.Get<ReviewFinding>().ReviewAsync(Ana, new FindingReviewRequest(finding.Id, true, "It quotes a law."), Ct)).Done.ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.ListAsync("id,name,country,identifiers\ne-9,Somebody Else Altogether,BR,", "another-list");
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("match_to_check", "what changed is told from the last run that compared names");
    }

    private Task<SupplierScreening> ScreeningAsync(Guid supplier) => It.ReadAsync(db => db.Screenings.AsNoTracking().SingleAsync(s => s.SupplierId == supplier, Ct));
}
