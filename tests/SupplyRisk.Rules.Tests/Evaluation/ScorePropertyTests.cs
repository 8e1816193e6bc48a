using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>What the score promises, held over drawn facts with the shipped rulesets.</summary>
public sealed class ScorePropertyTests
{
    private static RulesetBundle Bundle => ShippedRulesets.Bundle;

    [Fact]
    public void Every_number_is_bounded() => Holds(Arbitrary.Facts, facts =>
    {
        var card = Bundle.Score(facts);
        return new[] { card.Inherent, card.Evidence, card.Controls, card.Residual }.All(n => n is >= 0 and <= 10000)
            && card.CoverageHundredths is >= 0 and <= 100 && card.RiskScore is >= 0 and <= 100;
    });

    [Fact]
    public void The_rows_add_up_to_the_residual() => Holds(Arbitrary.Facts, facts =>
    {
        var card = Bundle.Score(facts);
        return card.Contributions.Sum(c => c.Hundredths) == card.Residual;
    });

    [Fact]
    public void The_order_of_lists_changes_nothing() => Holds(Arbitrary.Facts, facts =>
    {
        var turned = facts with
        {
            Matches = [.. facts.Matches.Reverse()],
            Findings = [.. facts.Findings.Reverse()],
            Documents = [.. facts.Documents.Reverse()],
            Upstream = [.. facts.Upstream.Reverse()],
            Origins = [.. facts.Origins.Reverse()],
            HsCodes = [.. facts.HsCodes.Reverse()],
        };
        return Text(Bundle.Score(facts)) == Text(Bundle.Score(turned));
    });

    [Fact]
    public void One_more_asserted_finding_never_lowers() => Holds(
        from facts in Arbitrary.Facts
        from finding in Arbitrary.Finding
        select (facts, finding with { Finding = finding.Finding with { Status = EvidenceStatus.Asserted } }),
        drawn => Bundle.Score(drawn.facts with { Findings = [.. drawn.facts.Findings, drawn.Item2] }).Residual
            >= Bundle.Score(drawn.facts).Residual);

    [Fact]
    public void A_bigger_quantity_never_lowers() => Holds(
        from facts in Arbitrary.Facts
        from finding in Asserted
        from quantity in Arbitrary.Quantity
        where quantity.Kind != QuantityKind.Age
        from times in Gen.Elements<double>(1.5, 2, 40)
        select (facts, finding, quantity, times),
        d => Bundle.Score(With(d.facts, d.finding, d.quantity with { Value = d.quantity.Value * d.times })).Residual
            >= Bundle.Score(With(d.facts, d.finding, d.quantity)).Residual);

    [Fact]
    public void A_younger_age_never_lowers() => Holds(
        from facts in Arbitrary.Facts
        from finding in Asserted
        from age in Gen.Choose(10, 60)
        from younger in Gen.Choose(1, 9)
        select (facts, finding, age, younger),
        d => Bundle.Score(With(d.facts, d.finding, new Quantity(QuantityKind.Age, d.age - d.younger, null, null, "young", 0, 5))).Residual
            >= Bundle.Score(With(d.facts, d.finding, new Quantity(QuantityKind.Age, d.age, null, null, "young", 0, 5))).Residual);

    [Fact]
    public void No_quantity_moves_a_hard_trigger_or_lowers_severe_evidence() => Holds(
        from facts in Arbitrary.Facts
        from finding in Asserted
        from quantity in Arbitrary.Quantity
        select (facts, finding, quantity),
        d =>
        {
            var confirmed = new ListMatchFact("demo", "1", "Entry", "Alias", 0.5, "below", false, MatchReview.Confirmed, null);
            var listed = With(d.facts with { Matches = [confirmed] }, d.finding, d.quantity);
            var severe = Bundle.Find(d.finding.Finding.Rule) is { Severity: Severity.Severe };
            return Bundle.Score(listed).Residual >= 9000
                && (!severe || Bundle.Score(With(d.facts, d.finding, d.quantity)).Residual == Bundle.Score(d.facts with { Findings = [.. d.facts.Findings, d.finding] }).Residual);
        });

    private static Gen<FindingFact> Asserted =>
        from finding in Arbitrary.Finding
        select finding with { Finding = finding.Finding with { Status = EvidenceStatus.Asserted, Quantities = [] } };

    private static SubjectFacts With(SubjectFacts facts, FindingFact finding, Quantity quantity) =>
        facts with { Findings = [.. facts.Findings, finding with { Finding = finding.Finding with { Quantities = [quantity] } }] };

    [Fact]
    public void One_more_thing_up_the_chain_never_lowers() => Holds(
        from facts in Arbitrary.Facts
        from upstream in Arbitrary.Upstream
        select (facts, upstream),
        drawn => Bundle.Score(drawn.facts with { Upstream = [.. drawn.facts.Upstream, drawn.upstream] }).Residual
            >= Bundle.Score(drawn.facts).Residual);

    [Fact]
    public void One_more_document_never_raises() => Holds(
        from facts in Arbitrary.Facts
        from document in Arbitrary.Document
        select (facts, document),
        drawn => Bundle.Score(drawn.facts with { Documents = [.. drawn.facts.Documents, drawn.document] }).Residual
            <= Bundle.Score(drawn.facts).Residual);

    [Fact]
    public void A_worse_method_never_raises_coverage_nor_lowers_the_score() => Holds(Arbitrary.Facts, facts =>
    {
        var worse = facts with { Findings = [.. facts.Findings.Select(f => f with { Document = Worse(f.Document) })], Documents = [.. facts.Documents.Select(Worse)] };
        var (before, after) = (Bundle.Score(facts), Bundle.Score(worse));
        return after.CoverageHundredths <= before.CoverageHundredths && after.Residual >= before.Residual;

        static DocumentFact Worse(DocumentFact d) => d with { Method = d.Method with { OwnLanguage = false, OffSiteInterviews = false, CopiedFrom = "audits/old.pdf", Contradictions = 3 } };
    });

    [Fact]
    public void Falsified_records_in_a_document_never_lower() => Holds(Arbitrary.Facts, facts =>
        Bundle.Score(facts with { Documents = [.. facts.Documents.Select(d => d with { Method = d.Method with { DoubleBooks = true, CoachedAnswers = true } })] }).Residual
        >= Bundle.Score(facts).Residual);

    [Fact]
    public void Severe_asserted_evidence_is_a_floor_whatever_controls_there_are() => Holds(Arbitrary.Facts, facts =>
    {
        var severe = Bundle.Rules.First(r => r is { Text: not null, Severity: Severity.Severe, Status: RuleStatus.Stable });
        var document = new DocumentFact("audit.pdf", "sha", "smeta", Arbitrary.Day);
        var finding = new FindingFact(new TextFinding(severe.Id, severe.Indicator!.Value, EvidenceStatus.Asserted, Speaker.Worker, 0, 4, "text", "why", "en"), document, null); // text rules have one
        return Bundle.Score(facts with { Findings = [.. facts.Findings, finding] }).Residual >= Bundle.Declaration.SevereFloor * 100;
    });

    [Fact]
    public void A_hard_trigger_holds_at_ninety_whatever_else_is_known() => Holds(Arbitrary.Facts, facts =>
    {
        var confirmed = new ListMatchFact("demo", "1", "Entry", "Alias", 0.5, "below", false, MatchReview.Confirmed, null);
        var card = Bundle.Score(facts with { Matches = [.. facts.Matches, confirmed] });
        return card.Residual >= 9000 && card.Band == Band.Critical && card.Flags.Any(f => f.Kind == FlagKind.HardTrigger);
    });

    [Fact]
    public void An_unconfirmed_candidate_adds_no_point_and_moves_no_band() => Holds(Arbitrary.Facts, facts =>
    {
        var candidate = new ListMatchFact("demo", "77", "Entry", "Alias", 0.99, "candidate", false, MatchReview.Unreviewed, null);
        var before = Bundle.Score(facts);
        var after = Bundle.Score(facts with { Matches = [.. facts.Matches, candidate] });
        return after.Residual == before.Residual && after.Band == before.Band && after.Flags.Any(f => f.Kind == FlagKind.MatchToCheck);
    });

    [Fact]
    public void What_is_not_known_is_never_low() => Holds(Arbitrary.Facts, facts =>
        Bundle.Score(facts with { Country = null }).Band != Band.Low
        && Bundle.Score(facts with { Goods = null, HsCodes = [] }).Band != Band.Low);

    [Fact]
    public void A_missing_country_never_scores_below_a_known_low_risk_one() => Holds(Arbitrary.Facts, facts =>
        Bundle.Score(facts with { Country = null }).Residual >= Bundle.Score(facts with { Country = "DE" }).Residual);

    [Fact]
    public void A_missing_document_date_never_lowers() => Holds(Arbitrary.Facts, facts =>
    {
        var undated = facts with
        {
            Findings = [.. facts.Findings.Select(f => f with { Document = f.Document with { Date = null } })],
            Documents = [.. facts.Documents.Select(d => d with { Date = null })],
        };
        return Bundle.Score(undated).Residual >= Bundle.Score(facts).Residual;
    });

    [Fact]
    public void A_day_later_never_raises() => Holds(Arbitrary.Facts, facts =>
        Bundle.Score(facts with { AsOf = facts.AsOf.AddDays(1), Documents = [] }).Residual
        <= Bundle.Score(facts with { Documents = [] }).Residual);

    [Fact]
    public void The_same_facts_give_the_same_card() => Holds(Arbitrary.Facts, facts =>
        Text(Bundle.Score(facts)) == Text(Bundle.Score(facts with { })));

    private static string Text(ScoreCard card) => string.Join('\n',
    [
        $"{card.Inherent} {card.Evidence} {card.Controls} {card.Residual} {card.CoverageHundredths} {card.Band}",
        .. card.Contributions.Select(c => $"{c.Rule} {c.Part} {c.Hundredths} {c.Because} {string.Join('|', c.Evidence)}"),
        .. card.Flags.Select(f => $"{f}"),
    ]);

    private static void Holds<T>(Gen<T> drawn, Func<T, bool> property) =>
        Prop.ForAll(drawn.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
}
