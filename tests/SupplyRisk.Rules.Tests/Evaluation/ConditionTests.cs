using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>What conditions mean, one line each.</summary>
public sealed class ConditionTests
{
    private static readonly SubjectFacts Mill = new()
    {
        AsOf = new DateOnly(2026, 11, 22),
        Country = "CN",
        City = "Suzhou",
        Address = "8 Xinjiang Road, Suzhou",
        Goods = "Baumwollgarne, 100 % Cotton shirts",
        HsCodes = ["520512", "610910"],
        Tier = 2,
        Identifiers = ["lei:X1", "uscc:91320500MA1"],
        ListsLoaded = true,
        Matches =
        [
            new ListMatchFact("demo", "7", "Northern Mill", "N. Mill", 0.81, "candidate", false, MatchReview.Dismissed, "demo programme"),
            new ListMatchFact("demo", "8", "Southern Mill", "S. Mill", 0.93, "candidate", false, MatchReview.Unreviewed, null),
        ],
        Documents = [new DocumentFact("a.pdf", "1", "smeta", new DateOnly(2025, 11, 22)), new DocumentFact("b.pdf", "2", "policy", null)],
    };

    [Theory]
    [InlineData("{country: CN}", true)]
    [InlineData("{country: cn}", true)]
    [InlineData("{country: [DE, FR]}", false)]
    [InlineData("{tier: {at_most: 2}}", true)]
    [InlineData("{tier: {more_than: 2}}", false)]
    [InlineData("{workers: {at_least: 0}}", false)]
    [InlineData("{workers: {known: false}}", true)]
    [InlineData("{not: {workers: {at_least: 0}}}", true)]
    [InlineData("{hs_codes: {starts_with: [\"61\", \"62\"]}}", true)]
    [InlineData("{hs_codes: \"6109\"}", false)]
    [InlineData("{identifiers: {starts_with: \"uscc:9132\"}}", true)]
    [InlineData("{lists_loaded: true}", true)]
    [InlineData("{goods: {words: shirt}}", true)]
    [InlineData("{goods: {words: hirt}}", false)]
    [InlineData("{goods: {words: \"*hirts\"}}", true)]
    [InlineData("{goods: {words: baumwoll*}}", true)]
    [InlineData("{goods: {words: baumwolle}}", false)]
    [InlineData("{address: {words: xinjiang}}", true)]
    [InlineData("{address: {words: xinjiang, not_followed_by: $roads}}", false)]
    [InlineData("{any: [{country: DE}, {tier: 2}]}", true)]
    [InlineData("{all: [{country: CN}, {tier: 1}]}", false)]
    [InlineData("{none: [{country: DE}, {tier: 1}]}", true)]
    [InlineData("{country: CN, tier: 1}", false)]
    [InlineData("{matches: {any: {outcome: candidate, review: unreviewed}}}", true)]
    [InlineData("{matches: {any: {match_score: {at_least: 0.93}}}}", true)]
    [InlineData("{matches: {any: {review: confirmed}}}", false)]
    [InlineData("{matches: {none: {review: confirmed}}}", true)]
    [InlineData("{upstream: {known: false}}", true)]
    [InlineData("{documents: {any: {age_months: {at_most: 12}}}}", true)]
    [InlineData("{documents: {any: {age_months: {less_than: 12}}}}", false)]
    [InlineData("{documents: {any: {kind: policy, age_months: {known: true}}}}", false)]
    [InlineData("{commodities: [cotton, garments]}", true)]
    [InlineData("{lookup: {table: countries, match: {country: country}, where: {tip_tier_2025: tier_2_watch_list}}}", false)]
    public void Holds_or_not(string conditions, bool fires)
    {
        var bundle = TinyRuleset.Bundle(TinyRuleset.When(conditions));

        bundle.Evaluate(Mill).ShouldHaveSingleItem().Fired.ShouldBe(fires);
    }

    [Theory]
    [InlineData("{country: CN}", "{country}, tier {tier}, {hs_codes}, workers {workers}", "CN, tier 2, 520512, 610910, workers not known")]
    [InlineData("{matches: {any: {outcome: candidate}}}", "{match.entry_name} at {match.match_score}, {match.count} in all", "Southern Mill at 0.93, 2 in all")]
    [InlineData("{lookup: {table: countries, as: place, match: {country: country}}}", "{place.name}", "China")]
    public void The_sentence_carries_the_values(string conditions, string because, string filled) =>
        TinyRuleset.Bundle(TinyRuleset.When(conditions, because)).Evaluate(Mill).ShouldHaveSingleItem().Because.ShouldBe(filled);

    [Theory]
    [InlineData("新疆", "地址：新疆阿克苏", true)]
    [InlineData("ürümqi", "URUMQI CITY", true)]
    [InlineData("tee", "Teeküche", false)]
    [InlineData("tea", "Steam", false)]
    [InlineData("battery", "Batteries (Li-ion)", true)]
    [InlineData("ｐｖｃ", "PVC地板", true)]
    [InlineData("jimusaer", "Jimusa'er", true)]
    public void Words_are_found_whatever_their_dress(string word, string text, bool found) =>
        TinyRuleset.Bundle(TinyRuleset.When($"{{goods: {{words: \"{word}\"}}}}")).Evaluate(Mill with { Goods = text })
            .ShouldHaveSingleItem().Fired.ShouldBe(found);

    [Fact]
    public void A_broken_surrogate_or_a_huge_text_stops_nothing()
    {
        var bundle = TinyRuleset.Bundle(TinyRuleset.When("{goods: {words: cotton}}"));

        bundle.Score(Mill with { Goods = "\ud800 cotton " + new string('a', 5_000_000) }).Inherent.ShouldBePositive();
    }

    [Fact]
    public void The_trace_says_which_condition_held()
    {
        var trace = TinyRuleset.Bundle(TinyRuleset.When("{country: CN, tier: 1}")).Evaluate(Mill).ShouldHaveSingleItem().Trace;

        trace.Parts.Select(p => (p.Words, p.Held)).ShouldBe([("country is CN", true), ("tier is 1", false)]);
    }
}
