using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

public sealed class ModeTests
{
    private static readonly SubjectFacts InChina = new() { AsOf = new DateOnly(2026, 1, 1), Country = "CN", Goods = "gloves", Sector = "textiles" };

    [Theory]
    [InlineData("stable", null, RuleMode.Live)]
    [InlineData("stable", "shadow", RuleMode.Shadow)]
    [InlineData("stable", "off", RuleMode.Off)]
    [InlineData("experimental", null, RuleMode.Shadow)]
    [InlineData("experimental", "off", RuleMode.Off)]
    [InlineData("deprecated", null, RuleMode.Off)]
    public void The_mode_follows_from_the_status_unless_the_rule_says_otherwise(string status, string? mode, RuleMode expected) =>
        Bundle(status, mode).Find("tiny.country")!.Mode.ShouldBe(expected);

    [Theory]
    [InlineData("experimental", "live", "An experimental rule cannot be live")]
    [InlineData("deprecated", "shadow", "A deprecated rule is always off")]
    public void A_rule_that_is_not_stable_cannot_be_made_to_count(string status, string mode, string message)
    {
        Load(Rule(status, mode)).Issues.ShouldHaveSingleItem().Message.ShouldStartWith(message);
        Load(Rule(status, null), Modes(mode)).Issues.ShouldHaveSingleItem().Message.ShouldStartWith(message);
    }

    [Fact]
    public void A_shadow_rule_says_what_it_would_add_and_adds_nothing()
    {
        var card = Bundle("stable", "shadow").Score(InChina);

        card.Residual.ShouldBe(0);
        card.Contributions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            c => c.IsHint.ShouldBeTrue(),
            c => c.Hundredths.ShouldBe(0),
            c => c.Because.ShouldBe("Hint, no points (+8 if the rule were live): Country CN."));
        card.Residual.ShouldBe(Bundle("stable", "off").Score(InChina).Residual);
    }

    [Fact]
    public void What_a_shadow_rule_would_add_is_what_it_adds_once_it_is_live()
    {
        var second = Rule("stable", null).Replace("rules:\n", "", StringComparison.Ordinal).Replace("tiny.country", "tiny.second", StringComparison.Ordinal).Replace("severity: weak", "severity: severe", StringComparison.Ordinal);
        var rules = Rule("stable", null) + "\n" + second;
        var both = Load(rules).Bundle!.Score(InChina).Inherent;
        var one = Load(rules, Modes("shadow")).Bundle!.Score(InChina);

        one.Contributions.Single(c => c.IsHint).Because.ShouldContain($"(+{((both - one.Inherent) / 100m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} if");
    }

    [Fact]
    public void A_question_in_shadow_mode_raises_no_flag()
    {
        var question = Rule("stable", "shadow").Replace("part: inherent", "part: question", StringComparison.Ordinal).Replace("    severity: weak\n", "", StringComparison.Ordinal);
        var card = Load(question).Bundle!.Score(InChina);

        card.Flags.ShouldNotContain(f => f.Kind == FlagKind.MatchToCheck);
        card.Contributions.ShouldContain(c => c.IsHint);
    }

    [Fact]
    public void A_mode_can_be_set_from_outside_without_copying_the_rule()
    {
        var rule = Load(Rule("stable", null), Modes("shadow")).Bundle!.Find("tiny.country")!;

        rule.Mode.ShouldBe(RuleMode.Shadow);
        rule.ModeSetBy.ShouldBe("own:modes.yaml");
        rule.IsOwn.ShouldBeFalse();
    }

    [Fact]
    public void A_mode_for_a_rule_that_is_not_there_is_refused() =>
        Load(Rule("stable", null), new RulesetFile("own:modes.yaml", "modes: {tiny.cuntry: off}")).Issues.ShouldHaveSingleItem()
            .ShouldBe(new RuleIssue("own:modes.yaml", 1, 9, "There is no rule `tiny.cuntry`.", "tiny.country"));

    [Fact]
    public void The_hash_follows_the_mode_and_the_text_hash_only_what_is_scanned()
    {
        var live = ShippedRulesets.Bundle;
        var shadow = RulesetLoader.Load([.. ShippedRulesets.Files(), new RulesetFile("own:modes.yaml", "modes: {ilo.identity-documents.held: shadow}")]).Bundle!;
        var off = RulesetLoader.Load([.. ShippedRulesets.Files(), new RulesetFile("own:modes.yaml", "modes: {ilo.identity-documents.held: off}")]).Bundle!;

        new[] { live.Hash, shadow.Hash, off.Hash }.ShouldBeUnique();
        shadow.TextHash.ShouldBe(live.TextHash);
        off.TextHash.ShouldNotBe(live.TextHash);
        off.Scanner.Scan("The employer keeps the workers' passports.", "en").ShouldNotContain(f => f.Rule == "ilo.identity-documents.held");
    }

    private static RulesetFile Modes(string mode) => new("own:modes.yaml", $"modes: {{tiny.country: {mode}}}");

    private static string Rule(string status, string? mode) => TinyRuleset.Sound.ReplaceLineEndings("\n")
        .Replace("status: stable", $"status: {status}" + (mode is null ? "" : $"\n    mode: {mode}"), StringComparison.Ordinal);

    private static RulesetBundle Bundle(string status, string? mode) =>
        Load(Rule(status, mode)).Bundle ?? throw new InvalidOperationException("the rule does not load");

    private static RulesetLoad Load(string rules, params IEnumerable<RulesetFile> more) => TinyRuleset.Load(rules, more);
}
