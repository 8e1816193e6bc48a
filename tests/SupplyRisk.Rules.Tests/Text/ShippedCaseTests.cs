namespace SupplyRisk.Rules.Tests.Text;

public sealed class ShippedCaseTests
{
    public static TheoryData<string, string, string, string> Cases =>
        new(ShippedText.Cases.Select(c => (c.Rule!, c.Language, c.Expect, c.Text)));

    [Fact]
    public void The_shipped_rules_and_word_lists_read_without_a_problem() => ShippedText.Problems.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_of_a_shipped_rule_is_read_as_it_says(string rule, string language, string expect, string text)
    {
        var found = ShippedText.Scanner.Scan(text).Where(f => f.Rule == rule).ToList();
        var statuses = found.Select(f => ShippedText.Snake(f.Status)).Distinct().ToList();
        (statuses.Count == 0 ? ["silent"] : statuses).ShouldBe([expect], string.Join('\n', found.Select(f => f.Why)));
        found.ShouldAllBe(f => f.Language == language);
    }

    [Fact]
    public void Every_rule_fires_and_stays_silent_in_each_of_its_languages()
    {
        foreach (var rule in ShippedText.Cases.GroupBy(c => (c.Rule, c.Language)))
        {
            rule.ShouldContain(c => c.Expect == "asserted", rule.Key.ToString());
            rule.ShouldContain(c => c.Expect == "silent", rule.Key.ToString());
        }

        ShippedText.Cases.Select(c => c.Indicator).Distinct().Count().ShouldBe(11);
        ShippedText.Cases.GroupBy(c => c.Indicator).ShouldAllBe(g => g.Select(c => c.Rule).Distinct().Count() >= 2);
    }
}
