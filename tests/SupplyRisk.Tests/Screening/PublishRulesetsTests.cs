using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening;

/// <summary>A customer's own rules: what puts them in force, and what does not.</summary>
public abstract class PublishRulesetsTests(Store store) : HandlerTest(store)
{
    private const string ShadowDebt = "modes: {inherent.dol-forced-labour: shadow, ilo.debt-bondage.recruitment-fees: shadow}";
    private const string Fees = "S-500/report.txt";

    public sealed class OnSqlite() : PublishRulesetsTests(Store.Sqlite);

    public sealed class OnPostgres() : PublishRulesetsTests(Store.Postgres);

    private ActiveRulesets Active => It.Get<ActiveRulesets>();

    private PublishRulesets Publishing => It.Get<PublishRulesets>();

    [Fact]
    public async Task An_own_folder_that_is_sound_is_in_force_from_the_first_start()
    {
        await WithOwnAsync("modes.yaml", ShadowDebt);

        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);

        Active.Problems.ShouldBeEmpty();
        Active.Current.Find("ilo.debt-bondage.recruitment-fees")!.Mode.ShouldBe(RuleMode.Shadow);
        (await It.ReadAsync(db => db.AuditRows.SingleAsync(a => a.Action == "rulesets.published", Ct))).Subject.ShouldBe($"rulesets:{Active.Current.Hash}");
    }

    [Fact]
    public async Task An_own_folder_with_a_problem_leaves_the_shipped_rules_in_force_and_says_what_is_wrong()
    {
        await WithOwnAsync("modes.yaml", "modes: {no.such-rule: off}");
        var shipped = Active.Current.Hash;

        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);

        Active.Current.Hash.ShouldBe(shipped);
        Active.Problems.ShouldHaveSingleItem().ShouldBe("own:modes.yaml(1,9): There is no rule `no.such-rule`.");
    }

    [Fact]
    public async Task An_edit_on_disk_changes_nothing_until_it_is_published()
    {
        await WithOwnAsync("modes.yaml", ShadowDebt);
        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);
        var before = Active.Current.Hash;
        It.Write("own/modes.yaml", "modes: {ilo.debt-bondage.recruitment-fees: off}");
        await It.RestartAsync();

        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);
        Active.Current.Hash.ShouldBe(before);

        var candidate = Publishing.Candidate();
        candidate.Problems.ShouldBeEmpty();
        await ProposedAndPublishedAsync();
        Active.Current.Find("ilo.debt-bondage.recruitment-fees")!.Mode.ShouldBe(RuleMode.Off);
    }

    private async Task ProposedAndPublishedAsync()
    {
        var hash = Publishing.Candidate().Rules.Hash;
        (await Publishing.ProposeAsync(Analyst, hash, "Our own policy asks for it.", Ct)).Done.ShouldBeTrue();
        (await Publishing.PublishAsync(Actor.LocalAdministrator, hash, Ct)).Done.ShouldBeTrue();
    }

    private static Actor Analyst { get; } = Actor.LocalAdministrator with { Id = "analyst" };

    [Fact]
    public async Task One_person_proposes_and_another_publishes()
    {
        await WithOwnAsync("modes.yaml", ShadowDebt);
        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);
        It.Write("own/modes.yaml", "modes: {ilo.debt-bondage.recruitment-fees: off}");
        var hash = Publishing.Candidate().Rules.Hash;

        (await Publishing.PublishAsync(Actor.LocalAdministrator, hash, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("rules_not_proposed");
        (await Publishing.ProposeAsync(Actor.LocalAdministrator, hash, "  ", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        (await Publishing.ProposeAsync(Actor.LocalAdministrator, hash, "The fees are counted elsewhere.", Ct)).Done.ShouldBeTrue();
        (await Publishing.PublishAsync(Actor.LocalAdministrator, hash, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("second_person");
        (await Publishing.ProposedAsync(Ct))!.Words.ShouldBe("The fees are counted elsewhere."); // proposed above

        It.Write("own/modes.yaml", "modes: {inherent.dol-forced-labour: off}");
        (await Publishing.ProposedAsync(Ct)).ShouldBeNull("it was said of other rules");
        (await Publishing.PublishAsync(Analyst, Publishing.Candidate().Rules.Hash, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("rules_not_proposed");

        It.Write("own/modes.yaml", "modes: {ilo.debt-bondage.recruitment-fees: off}");
        (await Publishing.PublishAsync(Analyst, hash, Ct)).Done.ShouldBeTrue();
        (await Publishing.ProposedAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_that_changed_since_it_was_looked_at_is_not_published()
    {
        await WithOwnAsync("modes.yaml", ShadowDebt);
        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);
        It.Write("own/modes.yaml", "modes: {ilo.debt-bondage.recruitment-fees: off}");
        var seen = Publishing.Candidate().Rules.Hash;
        It.Write("own/modes.yaml", "modes: {inherent.dol-forced-labour: off}");

        (await Publishing.PublishAsync(Actor.LocalAdministrator, seen, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("rules_changed");
    }

    [Fact]
    public async Task A_rule_whose_case_comes_out_otherwise_is_not_published()
    {
        await WithOwnAsync("rules.yaml", OwnRule.Replace("{country: DE}, expect: silent", "{country: KZ}, expect: silent", StringComparison.Ordinal));

        var candidate = Publishing.Candidate();

        candidate.Problems.ShouldContain(p => p.Contains("own.kazakhstan, case 2: expected silent, got fires", StringComparison.Ordinal));
        (await Publishing.PublishAsync(Actor.LocalAdministrator, candidate.Rules.Hash, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("rules_have_problems");
    }

    [Fact]
    public async Task Publishing_screens_the_portfolio_again()
    {
        await WithOwnAsync("modes.yaml", ShadowDebt);
        await Publishing.StartAsync(Actor.LocalAdministrator, Ct);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        var before = (await It.ReportAsync("S-400")).RiskScore;
        It.Clock.NextDay();
        It.Write("own/rules.yaml", OwnRule);

        await ProposedAndPublishedAsync();

        (await It.ReadAsync(db => db.Work.CountAsync(w => w.Kind == WorkKind.Score && w.Reason == "rules_published", Ct))).ShouldBe(6);
        (await It.RunAsync())!.Done.ShouldBe(6, "each is scored once");
        (await It.ReportAsync("S-400")).RiskScore.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task A_comparison_says_who_would_move_by_which_rule_and_writes_nothing()
    {
        await ScreenedAsync();
        await WithOwnAsync("rules.yaml", OwnRule);
        var candidate = Publishing.Candidate().Bundle!; // sound

        var comparison = await It.Get<CompareRulesets>().CompareAsync(Actor.LocalAdministrator, candidate, null, Ct);

        comparison.Suppliers.ShouldBe(6);
        comparison.DocumentsRead.ShouldBe(0, "no text rule differs");
        comparison.Rules.ShouldHaveSingleItem().Id.ShouldBe("own.kazakhstan");
        var move = comparison.Moves.ShouldHaveSingleItem();
        move.SupplierId.ShouldBe("S-400");
        move.By.ShouldContain(b => b.Rule == "own.kazakhstan" && b.From == 0 && b.To > 0);
        (await It.RunAsync()).ShouldBeNull("nothing is queued by looking");
    }

    [Fact]
    public async Task What_a_comparison_foretells_is_what_the_next_run_finds()
    {
        await ScreenedAsync();
        await WithOwnAsync("modes.yaml", "modes: {ilo.debt-bondage.recruitment-fees: off, lists.identifier-equal: off}");
        var foretold = await It.Get<CompareRulesets>().CompareAsync(Actor.LocalAdministrator, Publishing.Candidate().Bundle!, null, Ct); // sound
        foretold.DocumentsRead.ShouldBeGreaterThan(0, "a text rule is no longer looked for");
        foretold.LeaveQueue.ShouldBeGreaterThan(0);

        await ProposedAndPublishedAsync();
        It.Clock.NextDay();
        await It.RunAsync();

        foreach (var move in foretold.Moves) (await It.ReportAsync(move.SupplierId)).RiskScore.ShouldBe(move.ToScore, move.Name);
        foretold.Moves.Select(m => m.SupplierId).ShouldContain("S-300", "the trigger up its chain is gone");
    }

    [Fact]
    public async Task A_comparison_says_which_closed_cases_reopen()
    {
        await ScreenedAsync();
        var flagged = await It.ReadAsync(db => db.Cases.FirstAsync(c => c.Lane == Lane.Risk && db.Suppliers.Any(s => s.Id == c.SupplierId && s.OwnId == "S-400"), Ct));
        var decided = await It.Get<DecideCase>().DecideAsync(
            Actor.LocalAdministrator, new CaseDecisionRequest(flagged.Id, CaseStatus.Closed, CaseOutcome.ConfirmedConcern, "evidence_reviewed", "Looked at."), Ct);
        decided.Done.ShouldBeTrue();
        await WithOwnAsync("rules.yaml", OwnRule);

        var comparison = await It.Get<CompareRulesets>().CompareAsync(Actor.LocalAdministrator, Publishing.Candidate().Bundle!, null, Ct); // sound

        comparison.Moves.Single(m => m.SupplierId == "S-400").ClosedCases.ShouldHaveSingleItem().ShouldBe(new ClosedCaseMove(flagged.Id, Lane.Risk, ClosedCaseEffect.Reopens));
    }

    private const string OwnRule = """
        rules:
          - id: own.kazakhstan
            title: Comes from Kazakhstan
            part: inherent
            severity: strong
            status: stable
            sources: [own policy]
            false_positives: [none known]
            settled_by: [the address]
            when: {country: KZ}
            because: "Country {country}."
            cases:
              - {facts: {country: KZ}, expect: fires}
              - {facts: {country: DE}, expect: silent}
              - {facts: {country: UZ}, expect: silent, usual_false_positive: true}
        """;

    private async Task ScreenedAsync()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync(Fees, Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        It.Clock.NextDay();
    }

    private async Task WithOwnAsync(string file, string text)
    {
        It.Write($"own/{file}", text);
        It.Rulesets = It.RulesWithOwn(It.Path("own"));
        await It.RestartAsync();
    }
}
