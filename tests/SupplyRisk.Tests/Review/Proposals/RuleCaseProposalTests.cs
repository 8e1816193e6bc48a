using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Proposals;

/// <summary>What a reviewer says is wrong becomes a case that holds the rule to it.</summary>
public abstract class RuleCaseProposalTests(Store store) : HandlerTest(store)
{
    private const string Locked = "The gate is locked at night.";
    private const string Told = "Workers told the auditors that their passports are kept by the employer.";

    private static readonly Actor Reviewer = new("reviewer", "Fictional Reviewer") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Reader = new("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };

    public sealed class OnSqlite() : RuleCaseProposalTests(Store.Sqlite);

    public sealed class OnPostgres() : RuleCaseProposalTests(Store.Postgres);

    [Theory]
    [InlineData(FindingFault.WrongStatus, EvidenceStatus.Remediated, "remediated")]
    [InlineData(FindingFault.NotThisSite, null, "third_party")]
    [InlineData(FindingFault.NotThisIndicator, null, "silent")]
    [InlineData(FindingFault.Misread, null, "silent")]
    [InlineData(FindingFault.Other, null, "silent")]
    public async Task A_finding_that_is_wrong_is_dismissed_and_proposed_with_what_it_should_have_been(FindingFault fault, EvidenceStatus? should, string expect)
    {
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, fault, should)).Done.ShouldBeTrue();
        var shown = (await OpenAsync()).ShouldHaveSingleItem();
        shown.Proposal.ShouldSatisfyAllConditions(
            p => p.Rule.ShouldBe(finding.Rule), p => p.Got.ShouldBe("asserted"), p => p.Expect.ShouldBe(expect), p => p.Fault.ShouldBe(fault),
            p => p.Text.ShouldContain("passports"), p => p.WorkerWords.ShouldBeFalse());
        shown.Now.ShouldContain("asserted", "the passage alone shows what was got");
        shown.ComesOut.ShouldBeFalse();
        (await It.ReadAsync(db => db.FindingDecisions.SingleAsync(Ct))).Dismissed.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_status_must_be_named_and_must_differ()
    {
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        foreach (var should in (EvidenceStatus?[])[null, EvidenceStatus.Asserted])
            (await DismissAsync(finding, FindingFault.WrongStatus, should)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("status_missing");
        (await CountAsync<FindingDecision>()).ShouldBe(0);
        (await CountAsync<RuleCaseProposal>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_workers_words_leave_their_document_in_no_file()
    {
        var finding = await FindingAsync(Told, Speaker.Worker);
        (await DismissAsync(finding, FindingFault.Misread)).Done.ShouldBeTrue();
        var proposal = (await OpenAsync()).ShouldHaveSingleItem().Proposal;
        (proposal.WorkerWords, proposal.Text).ShouldBe((true, ""));
        (await It.Get<FindRuleCaseProposals>().FileAsync(Reviewer, null, Ct)).Done.ShouldBeFalse("it has no text to hand out");
        (await KeepAsync(proposal)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("workers_own_words");
        (await EditAsync(proposal, finding.Quote)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("workers_own_words");
        (await EditAsync(proposal, "Somebody said: " + Told)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("workers_own_words");
        (await EditAsync(proposal, "The employer holds identity papers, interviewees say.")).Done.ShouldBeTrue();
        (await It.Get<FindRuleCaseProposals>().FileAsync(Reviewer, null, Ct)).Value!.ShouldNotContain("told the auditors"); // handed out
    }

    [Fact]
    public async Task What_was_missed_is_found_in_the_text_and_proposed()
    {
        var document = await DocumentAsync("The auditors walked the site.", Locked);
        var missed = new MissedFinding(document, "  The gate is\nlocked at  night. ", "ilo.identity-documents.held", EvidenceStatus.Asserted, WorkerWords: false, "A sign.");
        (await It.Get<ProposeMissedFinding>().ProposeAsync(Reviewer, missed, Ct)).Done.ShouldBeTrue();
        var shown = (await OpenAsync()).ShouldHaveSingleItem();
        shown.Passage.ShouldBe(Locked);
        shown.Proposal.ShouldSatisfyAllConditions(p => p.Got.ShouldBe("silent"), p => p.Expect.ShouldBe("asserted"), p => p.Text.ShouldBe(Locked));
        (await CountAsync<FindingDecision>()).ShouldBe(0, "it changes no score");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_missed_passage_is_said_at_once()
    {
        var document = await DocumentAsync(Locked);
        var result = await It.Get<ProposeMissedFinding>().ProposeAsync(Reviewer, new MissedFinding(document, "These words stand nowhere.", "no.such-rule", null, false, " "), Ct);
        result.Refusals.Select(r => r.Code).ShouldBe(["passage_not_there", "rule_not_found", "status_missing", "words_missing"]);
    }

    [Fact]
    public async Task A_kept_case_stands_in_the_own_rules_and_their_check_picks_it_up()
    {
        var own = Directory.CreateDirectory(It.Path("own")).FullName;
        It.Rulesets = It.RulesWithOwn(own);
        await It.RestartAsync();
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, FindingFault.NotThisSite)).Done.ShouldBeTrue();
        var kept = await KeepAsync((await OpenAsync()).Single().Proposal);
        kept.Done.ShouldBeTrue(string.Join(' ', kept.Refusals.Select(r => r.Message)));
        kept.Value!.KeptIn.ShouldBe($"cases/{finding.Rule}.yaml"); // done
        var load = RulesetLoader.Load(It.Rulesets.Folders.Read());
        load.Issues.ShouldBeEmpty();
        RulesetTester.Run(load.Bundle!).Where(r => !r.Passed).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Rule.ShouldBe(finding.Rule), r => r.Expected.ShouldBe("third_party"), r => r.Got.ShouldBe("asserted")); // loads
        (await KeepAsync(kept.Value)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("case_proposal_not_open");
        (await OpenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_people_wrote_in_a_case_file_stays_and_a_broken_one_is_left_alone()
    {
        var own = Directory.CreateDirectory(It.Path("own")).FullName;
        It.Rulesets = It.RulesWithOwn(own);
        await It.RestartAsync();
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, FindingFault.NotThisSite)).Done.ShouldBeTrue();
        var proposal = (await OpenAsync()).Single().Proposal;
        var path = It.Write($"own/cases/{finding.Rule}.yaml", "cases: [unfinished");
        (await KeepAsync(proposal)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("case_file_not_written");
        (await File.ReadAllTextAsync(path, Ct)).ShouldBe("cases: [unfinished");
        It.Write($"own/cases/{finding.Rule}.yaml", $"# ours\ncases:\n  {finding.Rule}:\n    - {{lang: en, expect: silent, text: \"Nothing here.\"}}\n");
        (await KeepAsync(proposal)).Done.ShouldBeTrue();
        (await File.ReadAllTextAsync(path, Ct)).ShouldSatisfyAllConditions(t => t.ShouldStartWith("# ours"), t => t.ShouldContain("Nothing here."), t => t.ShouldContain("third_party"));
        RulesetLoader.Load(It.Rulesets.Folders.Read()).Issues.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_own_folder_a_case_can_be_taken_away_only()
    {
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, FindingFault.NotThisSite)).Done.ShouldBeTrue();
        (await KeepAsync((await OpenAsync()).Single().Proposal)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no_own_rules");
        var file = await It.Get<FindRuleCaseProposals>().FileAsync(Reviewer, null, Ct);
        RulesetLoader.Load([.. RulesetFolder.Read(It.Rulesets.Folder), new RulesetFile(RulesetFile.Own + "cases/taken.yaml", file.Value!)]).Issues.ShouldBeEmpty(); // done
    }

    [Fact]
    public async Task Two_who_edit_at_once_lose_nothing()
    {
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, FindingFault.NotThisSite)).Done.ShouldBeTrue();
        var seen = (await OpenAsync()).Single().Proposal;
        (await EditAsync(seen, "Passports are kept by the employer at another site.")).Done.ShouldBeTrue();
        (await EditAsync(seen, "Something else.")).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Conflict);
        (await It.Get<EditRuleCaseProposal>().DeclineAsync(Reviewer, seen.Id, seen.Version + 1, Ct)).Done.ShouldBeTrue();
        (await It.ReadAsync(db => db.AuditRows.OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Ct))).TakeLast(2).ShouldBe(["rule_case.edited", "rule_case.declined"]);
    }

    [Fact]
    public async Task Who_may_not_or_may_not_see_the_document_gets_nowhere()
    {
        var finding = await FindingAsync(Fictional.Passports, Speaker.Document);
        (await DismissAsync(finding, FindingFault.NotThisSite)).Done.ShouldBeTrue();
        var proposal = (await OpenAsync()).Single().Proposal;
        (await It.Get<FindRuleCaseProposals>().HandleAsync(Reader, RuleCaseState.Open, 1, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<FindRuleCaseProposals>().FileAsync(Reader, null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<EditRuleCaseProposal>().KeepAsync(Reader, proposal.Id, proposal.Version, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ProposeMissedFinding>().ProposeAsync(Reader, new MissedFinding(finding.DocumentId, "x", "y", null, false, ""), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var elsewhere = Reviewer with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-600") } };
        (await It.Get<FindRuleCaseProposals>().HandleAsync(elsewhere, RuleCaseState.Open, 1, Ct)).Value!.Rows.ShouldBeEmpty(); // may ask
        (await It.Get<EditRuleCaseProposal>().DeclineAsync(elsewhere, proposal.Id, proposal.Version, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<ProposeMissedFinding>().ProposeAsync(elsewhere, new MissedFinding(finding.DocumentId, "x", "y", null, false, ""), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
    }

    private async Task<Guid> DocumentAsync(params string[] sentences)
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", sentences));
        await It.RunAsync();
        return await It.ReadAsync(db => db.Documents.Select(d => d.Id).SingleAsync(Ct));
    }

    private async Task<Finding> FindingAsync(string sentence, Speaker speaker)
    {
        await DocumentAsync(sentence);
        return await It.ReadAsync(db => db.Findings.AsNoTracking().SingleAsync(f => f.Status == EvidenceStatus.Asserted && f.Speaker == speaker && f.Rule == "ilo.identity-documents.held", Ct));
    }

    private Task<Result<FindingReviewed>> DismissAsync(Finding finding, FindingFault fault, EvidenceStatus? should = null) =>
        It.Get<ReviewFinding>().ReviewAsync(Reviewer, new FindingReviewRequest(finding.Id, true, "Another site's practice.") { Fault = fault, Should = should }, Ct);

    private async Task<IReadOnlyList<ProposalToShow>> OpenAsync()
    {
        var list = await It.Get<FindRuleCaseProposals>().HandleAsync(Reviewer, RuleCaseState.Open, 1, Ct);
        list.Done.ShouldBeTrue();
        return list.Value!.Rows; // done
    }

    private Task<Result<RuleCaseProposal>> EditAsync(RuleCaseProposal seen, string text) =>
        It.Get<EditRuleCaseProposal>().EditAsync(Reviewer, new ProposalEdit(seen.Id, seen.Version, text, seen.Expect, seen.Language, seen.Note), Ct);

    private Task<Result<RuleCaseProposal>> KeepAsync(RuleCaseProposal seen) => It.Get<EditRuleCaseProposal>().KeepAsync(Reviewer, seen.Id, seen.Version, Ct);
}
