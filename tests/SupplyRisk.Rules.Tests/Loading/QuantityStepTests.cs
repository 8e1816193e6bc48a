using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Testing;

namespace SupplyRisk.Rules.Tests.Loading;

public sealed class QuantityStepTests
{
    private const string Sound = """
        quantities:
          - id: acme.weeks
            rules: [ilo.wages.unpaid-or-late]
            when: {months: {at_least: 1}}
            then: raise
            because: a month of wages
            sources: [Our own code]
            cases:
              - {lang: en, expect: raises, text: The workers have not been paid for six weeks.}
              - {lang: en, expect: silent, text: The workers have not been paid for three weeks.}
        """;

    private static RulesetLoad Load(string own) => RulesetLoader.Load([.. ShippedRulesets.Files(), new RulesetFile("own:steps.yaml", own.ReplaceLineEndings("\n"))]);

    [Fact]
    public void A_file_may_hold_steps_and_no_rules()
    {
        var bundle = Load(Sound).Bundle.ShouldNotBeNull();
        bundle.StepsOf("ilo.wages.unpaid-or-late").Select(s => s.Id).ShouldContain("acme.weeks");
        bundle.Hash.ShouldNotBe(ShippedRulesets.Bundle.Hash);
        bundle.TextHash.ShouldBe(ShippedRulesets.Bundle.TextHash, "what is found does not depend on what it weighs");
        RuleExplanation.Of(bundle, "ilo.wages.unpaid-or-late")!.ToText().ShouldContain("one strength up where months at least 1: a month of wages (acme.weeks)"); // shipped
        RuleExplanation.OfStep(bundle, "acme.weeks")!.ShouldContain("Your own (own:steps.yaml, line 2).");
    }

    [Fact]
    public void A_step_of_ones_own_takes_the_place_of_the_shipped_one()
    {
        var bundle = Load(Sound.Replace("acme.weeks", "quantity.wages-two-months", StringComparison.Ordinal)).Bundle.ShouldNotBeNull();
        var step = bundle.QuantitySteps.Where(s => s.Id == "quantity.wages-two-months").ShouldHaveSingleItem();
        step.IsOwn.ShouldBeTrue();
        step.When[0].Number.ShouldBe(1);
    }

    [Theory]
    [InlineData("ilo.wages.unpaid-or-late]", "ilo.wages.unpaid]", "There is no rule `ilo.wages.unpaid`.")]
    [InlineData("ilo.wages.unpaid-or-late]", "inherent.tip-tier-3]", "is no text rule")]
    [InlineData("months:", "month:", "`month` is no measure")]
    [InlineData("at_least: 1", "at_most: 1", "would make a bigger quantity count for less")]
    [InlineData("then: raise", "then: rise", "`rise` is no direction")]
    [InlineData("months: {at_least: 1}", "money: {at_least: {NPR: 0}}", "`NPR` needs an amount above 0")]
    [InlineData("months: {at_least: 1}", "age: {at_least: 15}", "would make an older worker count")]
    [InlineData("months: {at_least: 1}", "months: {at_least: soon}", "`at_least` must be a number")]
    [InlineData("expect: silent", "expect: quiet", "`quiet` is no outcome")]
    [InlineData("expect: raises", "expect: silent", "No case expects `raises`")]
    [InlineData("sources: [Our own code]", "country: China", "`China` is no ISO code")]
    [InlineData("sources: [Our own code]", "zzz: 1", "The key `zzz` is unknown here")]
    public void A_mistake_is_named_with_its_place(string sound, string broken, string message)
    {
        var issues = Load(Sound.Replace(sound, broken, StringComparison.Ordinal)).Issues;
        issues.ShouldContain(i => i.Message.Contains(message, StringComparison.Ordinal) && i.File == "own:steps.yaml" && i.Line > 1, string.Join('\n', issues));
    }

    [Fact]
    public void Severe_evidence_is_never_lowered() =>
        Load(Sound.Replace("ilo.wages.unpaid-or-late", "ilo.violence.physical", StringComparison.Ordinal).Replace("then: raise", "then: lower", StringComparison.Ordinal).Replace("at_least", "at_most", StringComparison.Ordinal))
            .Issues.ShouldContain(i => i.Message.Contains("severe evidence is a floor", StringComparison.Ordinal));

    [Fact]
    public void A_number_that_no_case_holds_is_reported()
    {
        var bundle = Load(Sound.Replace("six weeks", "two years", StringComparison.Ordinal)).Bundle.ShouldNotBeNull();
        RulesetTester.Run(bundle).Where(c => c.Rule == "acme.weeks").ShouldAllBe(c => c.Passed);
        MutationCheck.Run(bundle, r => r.IsOwn).Select(m => m.ToString()).ShouldBe(["acme.weeks: no case turns red when doubled: months at least 1"]);
    }

    [Fact]
    public void A_case_in_which_nothing_is_found_fails()
    {
        var bundle = Load(Sound.Replace("The workers have not been paid for three weeks.", "The weather was fine.", StringComparison.Ordinal)).Bundle.ShouldNotBeNull();
        RulesetTester.Run(bundle).Where(c => c.Rule == "acme.weeks" && !c.Passed).ShouldHaveSingleItem().Got.ShouldBe("no finding of its rules");
    }
}
