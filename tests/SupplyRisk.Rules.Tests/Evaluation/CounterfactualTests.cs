using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>The smallest set of changes that lowers a band: it does lower it, and nothing smaller does.</summary>
public sealed class CounterfactualTests
{
    private static RulesetBundle Bundle => ShippedRulesets.Bundle;

    [Fact]
    public void Applying_the_set_lowers_the_band_to_what_is_said() => Holds(facts =>
    {
        var found = Counterfactual.Of(Bundle, facts);
        if (found.ToBand is null) return found.Changes.Count == 0 && found.ToRiskScore is null;
        var after = Bundle.Score(Apply(facts, found.Changes));
        return found.Changes.Count > 0 && after.Band == found.ToBand && after.RiskScore == found.ToRiskScore && Lower(after.Band, found.Band);
    });

    [Fact]
    public void No_smaller_set_does_and_where_none_is_found_there_is_none() => Holds(facts =>
    {
        var found = Counterfactual.Of(Bundle, facts);
        var changes = Counterfactual.Possible(Bundle, facts);
        var below = found.ToBand is null ? Math.Min(3, changes.Count) : Math.Min(3, found.Changes.Count - 1);
        return found.Band == Band.Low || (found.IsSmallest && Enumerable.Range(1, Math.Max(0, below)).SelectMany(n => Sets(changes, n, 0))
            .All(set => !Lower(Bundle.Score(Apply(facts, set)).Band, found.Band)));
    }, 60);

    [Fact]
    public void No_change_raises_the_residual() => Holds(facts =>
    {
        var residual = Bundle.Score(facts).Residual;
        return Counterfactual.Possible(Bundle, facts).All(c => Bundle.Score(c.Apply(facts)).Residual <= residual);
    });

    [Fact]
    public void A_hard_trigger_is_moved_by_nothing_and_said_to_stay()
    {
        var confirmed = new ListMatchFact("demo", "1", "Fictional Kettle Works", "Alias", 0.9, "candidate", false, MatchReview.Confirmed, null);
        var found = Counterfactual.Of(Bundle, new SubjectFacts { AsOf = Arbitrary.Day, Country = "DE", Goods = "kettles", Matches = [confirmed] });
        found.ToBand.ShouldBeNull();
        found.Stays.ShouldContain(c => c.Rule == "lists.match-confirmed");
    }

    [Fact]
    public void What_was_found_is_remedied_before_papers_are_asked_for()
    {
        var found = Counterfactual.Of(Bundle, WithFindings("ilo.identity-documents.held"));
        (found.Band, found.ToBand).ShouldBe((Band.Critical, Band.Medium));
        var change = found.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Indicator).ShouldBe((ChangeKind.Remedy, Indicator.RetentionOfIdentityDocuments));
        change.AskFor.ShouldNotBeEmpty();
        found.Stays.ShouldContain(c => c.Part == ScorePart.Inherent);
    }

    [Fact]
    public void Severe_evidence_of_two_kinds_needs_both_remedies()
    {
        var severe = Bundle.Rules.Where(r => r is { Text: not null, Severity: Severity.Severe, Status: RuleStatus.Stable }).DistinctBy(r => r.Indicator).Take(2).Select(r => r.Id).ToArray();
        Counterfactual.Of(Bundle, WithFindings(severe)).Changes.Count(c => c.Kind == ChangeKind.Remedy).ShouldBe(2);
    }

    [Fact]
    public void What_cannot_be_rated_is_told_what_to_ask_for()
    {
        var found = Counterfactual.Of(Bundle, new SubjectFacts { AsOf = Arbitrary.Day, Country = "MY", Goods = "nitrile gloves", Sector = "Gloves" });
        (found.Band, found.Changes.ShouldHaveSingleItem().Kind).ShouldBe((Band.CannotRate, ChangeKind.Audit));
        found.ToBand.ShouldNotBeNull();
    }

    [Fact]
    public void All_eleven_indicators_found_end_within_the_bound()
    {
        var all = Bundle.Rules.Where(r => r is { Text: not null, Status: RuleStatus.Stable }).DistinctBy(r => r.Indicator).Select(r => r.Id).ToArray();
        var found = Counterfactual.Of(Bundle, WithFindings(all));
        found.Changes.ShouldNotBeEmpty();
        found.IsSmallest.ShouldBeTrue();
    }

    private static SubjectFacts WithFindings(params string[] rules)
    {
        var audit = new DocumentFact("audit.pdf", "sha", "smeta", Arbitrary.Day.AddMonths(-2)) { IsIndependentAudit = true };
        return new SubjectFacts
        {
            AsOf = Arbitrary.Day,
            Country = "MY",
            Goods = "nitrile gloves",
            Sector = "Gloves",
            ListsLoaded = true,
            Documents = [audit],
            Findings =
            [
                .. rules.Select(r => new FindingFact(new TextFinding(
                    r, Bundle.Find(r)!.Indicator!.Value, EvidenceStatus.Asserted, Speaker.Worker, 0, 4, "text", "why", "en"), audit, 1)),
            ],
        };
    }

    private static bool Lower(Band after, Band before) => after != Band.CannotRate && (before == Band.CannotRate || after < before);

    private static SubjectFacts Apply(SubjectFacts facts, IEnumerable<Change> changes) => changes.Aggregate(facts, (f, c) => c.Apply(f));

    private static IEnumerable<List<Change>> Sets(IReadOnlyList<Change> of, int size, int from)
    {
        if (size == 0) return [[]];
        return Enumerable.Range(from, Math.Max(0, of.Count - from)).SelectMany(i => Sets(of, size - 1, i + 1).Select(rest => (List<Change>)[of[i], .. rest]));
    }

    private static void Holds(Func<SubjectFacts, bool> property, int tests = 200) =>
        Prop.ForAll(Arbitrary.Facts.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
