using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>The score by example, with the shipped rulesets; the first is the worked example of <c>rulesets/README.md</c>.</summary>
public sealed class ScoreTests
{
    private const string Held = "ilo.identity-documents.held";
    private static readonly DateOnly Day = new(2026, 11, 22);

    private static readonly DocumentFact Audit = new("audits/gloves.pdf", "1", "smeta", Day.AddMonths(-14))
    {
        Announcement = "announced",
        WorkersInterviewed = 26,
        IsIndependentAudit = true,
    };

    private static readonly SubjectFacts Gloves = new()
    {
        AsOf = Day,
        Country = "MY",
        Goods = "Nitrile gloves",
        Sector = "Medical supplies",
        ListsLoaded = true,
        Documents = [Audit],
    };

    private static readonly SubjectFacts Parts = new() { AsOf = Day, Country = "DE", Goods = "machine parts", Sector = "Machinery", ListsLoaded = true };

    private static RulesetBundle Bundle => ShippedRulesets.Bundle;

    [Fact]
    public void The_worked_example_of_the_readme()
    {
        var card = Bundle.Score(Gloves with { Findings = [Finding(Held, EvidenceStatus.Asserted, Audit), Finding(Held, EvidenceStatus.Asserted, Audit, 90)] });

        card.Contributions.Select(c => (c.Rule, c.Part, c.Hundredths)).ShouldBe(
        [
            ("inherent.dol-forced-labour", ScorePart.Inherent, 2800),
            ("recruitment.corridor", ScorePart.Inherent, 576),
            (Held, ScorePart.Evidence, 5610),
            ("controls.independent-audit", ScorePart.Control, -360),
        ]);
        (card.Inherent, card.Evidence, card.Controls, card.Residual, card.RiskScore, card.Band).ShouldBe((3376, 5610, 360, 8626, 86, Band.Critical));
        card.CoverageHundredths.ShouldBe(45);
        card.Flags.Select(f => (f.Kind, f.Rule)).ShouldBe([(FlagKind.Risk, Held)]);
    }

    [Fact]
    public void Rules_on_audits_lower_what_denials_are_worth_each_once()
    {
        var denied = Denied(AuditMethod.NotStated);
        var lowered = Denied(new AuditMethod { DormitoriesInScope = false });
        var twice = Denied(new AuditMethod { DormitoriesInScope = false, AgentsInScope = false });
        var nothing = Denied(new AuditMethod { CopiedFrom = "audits/2024.pdf" });
        (denied > lowered && lowered > twice && twice > nothing).ShouldBeTrue($"{denied} {lowered} {twice} {nothing}");
        nothing.ShouldBe(Bundle.Score(Gloves with { Documents = [] }).CoverageHundredths);

        static int Denied(AuditMethod method)
        {
            var audit = Audit with { Method = method };
            return Bundle.Score(Gloves with { Documents = [audit], Findings = Denials(audit, Speaker.Auditor) }).CoverageHundredths;
        }
    }

    [Fact]
    public void Known_low_risk_needs_master_data_only()
    {
        var card = Bundle.Score(Parts);

        (card.Residual, card.Band, card.CoverageHundredths).ShouldBe((0, Band.Low, 40));
        card.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_known_cannot_be_rated()
    {
        var card = Bundle.Score(new SubjectFacts { AsOf = Day });

        card.Band.ShouldBe(Band.CannotRate);
        card.Flags.ShouldHaveSingleItem().Kind.ShouldBe(FlagKind.GatherEvidence);
    }

    [Fact]
    public void High_inherent_risk_without_evidence_cannot_be_rated()
    {
        var card = Bundle.Score(Parts with { Country = "CN", Goods = "cotton shirts", HsCodes = ["610510"] });

        card.Inherent.ShouldBeGreaterThan(3500);
        card.Band.ShouldBe(Band.CannotRate);
    }

    [Fact]
    public void Credible_denials_let_high_inherent_risk_be_rated()
    {
        var audit = Audit with { Date = Day.AddMonths(-3), Announcement = "unannounced" };
        var card = Bundle.Score(Parts with { Country = "CN", Goods = "cotton shirts", Documents = [audit], Findings = Denials(audit, Speaker.Auditor) });

        card.CoverageHundredths.ShouldBeGreaterThan(Bundle.Score(Parts).CoverageHundredths);
        card.Controls.ShouldBe(1600);
    }

    [Theory]
    [InlineData(Speaker.Management, true, "unannounced", 0)]
    [InlineData(Speaker.Worker, false, "unannounced", 0)]
    [InlineData(Speaker.Worker, true, "unannounced", 5)]
    [InlineData(Speaker.Auditor, true, "unannounced", 5)]
    [InlineData(Speaker.Auditor, true, "announced", 3)]
    [InlineData(Speaker.Document, true, "unannounced", 2)]
    public void A_denial_counts_by_who_says_it_and_how_they_know(Speaker speaker, bool independent, string announcement, int adds)
    {
        var audit = Audit with { Date = Day.AddMonths(-3), Announcement = announcement, IsIndependentAudit = independent };
        var denial = Finding(Held, EvidenceStatus.Negated, audit) with { };
        var card = Bundle.Score(Parts with { Findings = [denial with { Finding = denial.Finding with { Speaker = speaker } }] });

        card.CoverageHundredths.ShouldBe(40 + adds);
        card.Residual.ShouldBe(0);
    }

    [Fact]
    public void A_policy_or_a_management_statement_adds_no_coverage() =>
        Bundle.Score(Parts with { Findings = [Finding(Held, EvidenceStatus.Prohibited, Audit), Finding(Held, EvidenceStatus.Hypothetical, Audit)] })
            .CoverageHundredths.ShouldBe(40);

    [Theory]
    [InlineData(EvidenceStatus.Asserted, 0, 6000)]
    [InlineData(EvidenceStatus.Asserted, 12, 6000)]
    [InlineData(EvidenceStatus.Asserted, 13, 5100)]
    [InlineData(EvidenceStatus.Asserted, 19, 4200)]
    [InlineData(EvidenceStatus.Asserted, 25, 3000)]
    [InlineData(EvidenceStatus.Remediated, 0, 900)]
    [InlineData(EvidenceStatus.Historic, 0, 1200)]
    [InlineData(EvidenceStatus.Negated, 0, 0)]
    [InlineData(EvidenceStatus.Prohibited, 0, 0)]
    [InlineData(EvidenceStatus.Hypothetical, 0, 0)]
    [InlineData(EvidenceStatus.ThirdParty, 0, 0)]
    public void Evidence_counts_by_status_and_falls_in_steps(EvidenceStatus status, int months, int hundredths) =>
        Bundle.Score(Parts with { Findings = [Finding(Held, status, Audit with { Date = Day.AddMonths(-months) })] }).Evidence.ShouldBe(hundredths);

    [Fact]
    public void Repeats_of_one_rule_saturate()
    {
        int Evidence(int repeats) => Bundle.Score(Parts with { Findings = [.. Enumerable.Range(0, repeats).Select(i => Finding(Held, EvidenceStatus.Asserted, Audit with { Date = Day }, i))] }).Evidence;

        (Evidence(1), Evidence(2), Evidence(4), Evidence(400)).ShouldBe((6000, 6600, 7800, 7800));
    }

    [Fact]
    public void A_dismissed_finding_scores_nothing() =>
        Bundle.Score(Parts with { Findings = [Finding(Held, EvidenceStatus.Asserted, Audit) with { Dismissed = true }] }).Residual.ShouldBe(0);

    [Fact]
    public void Controls_do_not_average_severe_evidence_away()
    {
        var fresh = Audit with { Date = Day, Announcement = "unannounced" };
        var card = Bundle.Score(Parts with { Documents = [fresh], Findings = [Finding(Held, EvidenceStatus.Asserted, fresh)] });

        card.Residual.ShouldBe(6000);
        card.Contributions.ShouldContain(c => c.Rule == "score.floor.severe" && c.Part == ScorePart.Floor && c.Hundredths == 1600);
    }

    [Fact]
    public void Only_trouble_three_tiers_up_reaches_the_buyer_with_its_path()
    {
        var card = Bundle.Score(Parts with
        {
            Upstream = [new UpstreamFact("9", "Case Ginning", 3, ["Case Parts", "Case Knit", "Case Spinning", "Case Ginning"], true, "a confirmed match")],
            Documents = [Audit with { Date = Day }],
        });

        card.Residual.ShouldBe(5500);
        card.Flags.ShouldHaveSingleItem().Kind.ShouldBe(FlagKind.Risk);
        card.Contributions.ShouldContain(c => c.Because.Contains("Case Parts → Case Knit → Case Spinning → Case Ginning", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_up_the_chain_is_only_mentioned()
    {
        var card = Bundle.Score(Parts with { Upstream = [new UpstreamFact("9", "Case Ginning", 2, ["a", "b", "c"], false, "a candidate")] });

        (card.Residual, card.Band, card.Flags.Count).ShouldBe((0, Band.Low, 0));
        card.Contributions.ShouldHaveSingleItem().Rule.ShouldBe("network.upstream-question");
    }

    [Fact]
    public void An_address_in_Xinjiang_is_rated_and_no_audit_from_there_counts()
    {
        var audit = Audit with { Date = Day, Announcement = "unannounced" };
        var card = Bundle.Score(Parts with { Country = "CN", City = "Shihezi", Documents = [audit], Findings = Denials(audit, Speaker.Worker) });

        (card.Band, card.Controls, card.CoverageHundredths).ShouldBe((Band.High, 0, 40));
        card.Flags.ShouldHaveSingleItem().Kind.ShouldBe(FlagKind.Risk);
    }

    [Fact]
    public void Without_a_list_their_silence_adds_no_coverage() =>
        Bundle.Score(Parts with { ListsLoaded = false }).CoverageHundredths.ShouldBe(30);

    [Fact]
    public void Says_when_a_document_will_count_otherwise()
    {
        Bundle.NextFreshnessStep(new DateOnly(2026, 1, 15), new DateOnly(2026, 11, 22)).ShouldBe(new DateOnly(2027, 1, 16));
        Bundle.NextFreshnessStep(new DateOnly(2020, 1, 15), Day).ShouldBeNull();
    }

    [Theory]
    [InlineData("2025-11-22", 12)]
    [InlineData("2025-11-21", 13)]
    [InlineData("2026-11-22", 0)]
    [InlineData("2027-01-01", 0)]
    [InlineData("2024-02-29", 33)]
    public void Ages_are_counted_in_months_begun(string date, int months) =>
        Age.InMonths(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), Day).ShouldBe(months);

    private static FindingFact Finding(string rule, EvidenceStatus status, DocumentFact document, int start = 10) => new(
        new TextFinding(rule, Bundle.Find(rule)!.Indicator!.Value, status, Speaker.Auditor, start, start + 5, "quote", "it says so", "en"), document, 1);

    private static IReadOnlyList<FindingFact> Denials(DocumentFact audit, Speaker speaker) =>
    [
        .. Bundle.Rules.Where(r => r.Text is not null && r.Status == RuleStatus.Stable)
            .Select(r => Finding(r.Id, EvidenceStatus.Negated, audit)).Select(f => f with { Finding = f.Finding with { Speaker = speaker } }),
    ];
}
