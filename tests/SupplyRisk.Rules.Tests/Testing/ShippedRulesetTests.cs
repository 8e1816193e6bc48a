using SupplyRisk.Rules.Testing;

namespace SupplyRisk.Rules.Tests.Testing;

public sealed class ShippedRulesetTests
{
    [Fact]
    public void Load_without_an_issue() => ShippedRulesets.Load.Issues.ShouldBeEmpty();

    [Fact]
    public void Every_case_comes_out_as_stated() =>
        RulesetTester.Run(ShippedRulesets.Bundle).Where(c => !c.Passed).ShouldBeEmpty();

    [Fact]
    public void Every_change_of_a_condition_is_noticed_by_a_case() =>
        MutationCheck.Run(ShippedRulesets.Bundle).ShouldBeEmpty();
}
