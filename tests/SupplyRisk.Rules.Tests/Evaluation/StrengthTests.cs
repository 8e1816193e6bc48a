using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>What findings count moves them one strength up or down, and the account says so.</summary>
public sealed class StrengthTests
{
    private const string Fees = "ilo.debt-bondage.recruitment-fees";
    private const string Wages = "ilo.wages.unpaid-or-late";
    private const string Hours = "ilo.overtime.excessive-hours";
    private const string Papers = "ilo.identity-documents.held";
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly SubjectFacts Parts = new() { AsOf = Day, Country = "DE", Goods = "machine parts", Sector = "Machinery", ListsLoaded = true };
    private static readonly Quantity Fee = new(QuantityKind.Money, 120_000, "rupees", null, "120,000 rupees", 0, 14);
    private static readonly Quantity ElevenMonths = new(QuantityKind.Duration, 11, "month", null, "eleven months", 0, 13);
    private static readonly Quantity One = new(QuantityKind.People, 1, null, 40, "one of 40 workers", 0, 17);

    private static RulesetBundle Bundle => ShippedRulesets.Bundle;

    [Fact]
    public void A_fee_of_more_than_a_month_counts_as_severe_and_the_row_says_why()
    {
        var card = Bundle.Score(With(Fees, Fee));
        var row = card.Contributions.Single(c => c.Rule == Fees);
        row.Hundredths.ShouldBe(6000);
        row.Because.ShouldContain("120,000 rupees: +25, severe instead of strong, as more than a month's wage.");
        card.Contributions.Sum(c => c.Hundredths).ShouldBe(card.Residual);
    }

    [Fact]
    public void A_single_worker_of_many_counts_less()
    {
        var row = Bundle.Score(With(Wages, One)).Contributions.Single(c => c.Rule == Wages);
        row.Hundredths.ShouldBe(1800);
        row.Because.ShouldContain("one of 40 workers: -17, moderate instead of strong, as a single worker of ten or more.");
    }

    [Fact]
    public void A_step_up_and_a_step_down_leave_it_as_it_is()
    {
        var row = Bundle.Score(With(Wages, One, ElevenMonths)).Contributions.Single(c => c.Rule == Wages);
        row.Hundredths.ShouldBe(3500);
        row.Because.ShouldNotContain("instead of");
    }

    [Fact]
    public void Two_steps_up_are_one_strength() =>
        Bundle.Score(With("ilo.overtime.excessive-hours", new Quantity(QuantityKind.Hours, 90, "week", null, "90 hours a week", 0, 15), new Quantity(QuantityKind.Age, 15, null, null, "15-year-old", 0, 11)))
            .Contributions.Single(c => c.Part == ScorePart.Evidence).Hundredths.ShouldBe(1800);

    [Theory]
    [InlineData(Wages, null, false, 3500)]
    [InlineData(Wages, AuditGrade.Observation, false, 1800)]
    [InlineData(Wages, AuditGrade.Minor, false, 1800)]
    [InlineData(Wages, AuditGrade.Major, false, 3500)]
    [InlineData(Wages, null, true, 6000)]
    [InlineData(Wages, AuditGrade.Minor, true, 3500)]
    [InlineData(Wages, AuditGrade.Critical, false, 6000)]
    [InlineData(Hours, AuditGrade.ZeroTolerance, false, 6000)]
    [InlineData(Papers, AuditGrade.Minor, false, 6000)]
    public void An_auditors_grade_and_the_clause_on_forced_labour_move_an_open_row(string rule, AuditGrade? grade, bool clause, int points)
    {
        var facts = With(rule);
        facts = facts with { Findings = [.. facts.Findings.Select(f => f with { Finding = f.Finding with { Grade = grade, ForcedLabourClause = clause } })] };
        Bundle.Score(facts).Contributions.Single(c => c.Rule == rule).Hundredths.ShouldBe(points);
    }

    [Fact]
    public void The_row_says_what_the_grade_did()
    {
        var facts = With(Wages, One);
        facts = facts with { Findings = [.. facts.Findings.Select(f => f with { Finding = f.Finding with { Grade = AuditGrade.Minor, ForcedLabourClause = true } })] };
        Bundle.Score(facts).Contributions.Single(c => c.Rule == Wages).Because.ShouldContain("one of 40 workers: -17, moderate instead of strong, as a single worker of ten or more.");
        facts = facts with { Findings = [.. facts.Findings.Select(f => f with { Finding = f.Finding with { Grade = AuditGrade.Critical, Quantities = [] } })] };
        Bundle.Score(facts).Contributions.Single(c => c.Rule == Wages).Because.ShouldContain("Graded critical by the auditor, a breach of the forced-labour clause: +25, severe instead of strong.");
    }

    [Fact]
    public void What_was_put_right_adds_no_more_than_the_cap_together_and_lowers_nothing_that_stands()
    {
        var facts = With(Papers);
        var stands = Bundle.Score(facts).Evidence;
        string[] rules = [Fees, Wages, "ilo.debt-bondage.tied-by-debt", "ilo.movement.locked-or-guarded", Papers];
        var traces = rules.SelectMany(r => With(r).Findings).Select(f => f with { Finding = f.Finding with { Status = EvidenceStatus.Remediated } });
        var card = Bundle.Score(facts with { Findings = [.. facts.Findings, .. traces] });
        card.Evidence.ShouldBeInRange(stands, stands + (Bundle.Declaration.TraceCap * 100));
        var alone = Bundle.Score(facts with { Findings = [.. traces] });
        alone.Evidence.ShouldBe(Bundle.Declaration.TraceCap * 100);
        alone.Contributions.ShouldContain(c => c.Rule == "score.cap.traces");
        alone.Contributions.Sum(c => c.Hundredths).ShouldBe(alone.Residual);
    }

    [Fact]
    public void What_became_severe_by_what_it_counts_is_a_floor_too() =>
        Bundle.Score(With(Wages, ElevenMonths)).Residual.ShouldBeGreaterThanOrEqualTo(Bundle.Declaration.SevereFloor * 100);

    [Theory]
    [InlineData(EvidenceStatus.Remediated)]
    [InlineData(EvidenceStatus.Historic)]
    [InlineData(EvidenceStatus.Negated)]
    public void Only_what_is_asserted_is_weighed_by_what_it_counts(EvidenceStatus status)
    {
        Of(Fee).ShouldBe(Of());

        int Of(params Quantity[] quantities) => Bundle.Score(Parts with { Findings = [Finding(Fees, status, quantities)] }).Residual;
    }

    [Fact]
    public void A_limit_of_one_country_holds_there_only()
    {
        var hours = new Quantity(QuantityKind.Hours, 50, "month", null, "50小时", 0, 4);
        Share("CN").ShouldBe(1800);
        Share("DE").ShouldBe(800);
        Share(null).ShouldBe(800);

        int Share(string? country) => Bundle.Score(With("ilo.overtime.excessive-hours", hours) with { Country = country, Goods = "kettles" })
            .Contributions.Single(c => c.Rule == "ilo.overtime.excessive-hours").Hundredths;
    }

    [Fact]
    public void Of_several_findings_the_strongest_decides()
    {
        var weak = Finding(Wages, EvidenceStatus.Asserted, [One]);
        var strong = Finding(Wages, EvidenceStatus.Asserted, [ElevenMonths]) with { Page = 2 };
        Bundle.Score(Parts with { Findings = [weak, strong] }).Contributions.Single(c => c.Rule == Wages).Because.ShouldContain("eleven months: +25");
    }

    [Fact]
    public void Remedying_what_was_raised_is_what_lowers_the_band()
    {
        var counterfactual = Counterfactual.Of(Bundle, With(Wages, ElevenMonths));
        counterfactual.ToBand.ShouldNotBeNull();
        counterfactual.Changes.ShouldContain(c => c.Kind == ChangeKind.Remedy && c.Rules.Contains(Wages));
    }

    private static SubjectFacts With(string rule, params Quantity[] quantities) => Parts with { Findings = [Finding(rule, EvidenceStatus.Asserted, quantities)] };

    private static FindingFact Finding(string rule, EvidenceStatus status, IReadOnlyList<Quantity> quantities) => new(
        new TextFinding(rule, Bundle.Find(rule)!.Indicator!.Value, status, Speaker.Worker, 0, 4, "text", "why", "en") { Quantities = quantities }, // shipped text rules
        new DocumentFact("audits/a.pdf", "1", "smeta", Day), 1);
}
