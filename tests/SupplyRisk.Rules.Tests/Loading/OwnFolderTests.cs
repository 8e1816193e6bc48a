using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Loading;

public sealed class OwnFolderTests
{
    private static readonly SubjectFacts InChina = new() { AsOf = new DateOnly(2026, 1, 1), Country = "CN", Goods = "gloves" };

    [Fact]
    public void A_rule_of_ones_own_takes_the_place_of_the_shipped_one_of_its_id()
    {
        var bundle = Bundle(Own("rules.yaml", TinyRuleset.Sound.Replace("title: Comes from China", "title: Mine", StringComparison.Ordinal)));

        var rule = bundle.Find("tiny.country");
        rule!.Title.ShouldBe("Mine");
        rule.IsOwn.ShouldBeTrue();
        rule.Replaces.ShouldBe("tiny/rules.yaml, line 2");
        bundle.Rules.Count.ShouldBe(1);
    }

    [Fact]
    public void A_rule_with_an_id_of_its_own_is_added()
    {
        var bundle = Bundle(Own("rules.yaml", TinyRuleset.Sound.Replace("id: tiny.country", "id: own.country", StringComparison.Ordinal)));

        bundle.Rules.Select(r => (r.Id, r.IsOwn, r.Replaces)).ShouldBe([("own.country", true, null), ("tiny.country", false, null)]);
    }

    [Fact]
    public void The_same_id_twice_in_ones_own_folder_is_refused() =>
        TinyRuleset.Load(TinyRuleset.Sound, Own("a.yaml", TinyRuleset.Sound), Own("b.yaml", TinyRuleset.Sound))
            .Issues.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                i => i.File.ShouldBe("own:b.yaml"),
                i => i.Message.ShouldBe("The id `tiny.country` is taken by the rule at own:a.yaml(2)."));

    [Fact]
    public void Weights_of_ones_own_take_the_place_of_the_shipped_ones()
    {
        var weights = ShippedRulesets.Files().Single(f => f.Path == "score.yaml").Text.Replace("weak: 8, moderate: 16", "weak: 12, moderate: 16", StringComparison.Ordinal);

        Bundle(Own("score.yaml", weights)).Score(InChina).Inherent.ShouldBe(1200);
        Bundle().Score(InChina).Inherent.ShouldBe(800);
    }

    [Fact]
    public void A_table_of_ones_own_takes_the_place_of_the_shipped_one_of_its_name()
    {
        const string tables = """
            tables:
              - {name: countries, file: mine.csv, title: Mine, edition: "1", completeness: two rows, sources: [own], columns: {country: code, source: note}}
            """;
        var rules = TinyRuleset.When("{lookup: {table: countries, match: {country: country}}}");
        var load = TinyRuleset.Load(rules, Own("reference/tables.yaml", tables), Own("reference/mine.csv", "country,source\nXK,own\n"));

        load.Issues.ShouldBeEmpty();
        load.Bundle!.Score(InChina).Inherent.ShouldBe(0);
        load.Bundle!.Score(InChina with { Country = "XK" }).Inherent.ShouldBe(800);
    }

    [Fact]
    public void Word_lists_of_a_language_are_replaced_by_name_and_the_others_stay()
    {
        var english = ShippedRulesets.Files().Where(f => f.Path.StartsWith("text/", StringComparison.Ordinal) || f.Path.StartsWith("ilo-indicators/", StringComparison.Ordinal)).ToList();
        var load = TinyRuleset.Load(TinyRuleset.Sound, [.. english, Own("text/en.yaml", "language: en\nlists:\n  documents: [zebra pass]\n")]);

        load.Issues.ShouldBeEmpty();
        load.Bundle!.Scanner.Scan("The employer keeps the workers' zebra pass.", "en").ShouldContain(f => f.Rule == "ilo.identity-documents.held");
        load.Bundle!.Scanner.Scan("The employer keeps the workers' passports.", "en").ShouldNotContain(f => f.Rule == "ilo.identity-documents.held");
    }

    [Fact]
    public void A_problem_in_word_lists_of_ones_own_names_ones_own_file() =>
        TinyRuleset.Load(TinyRuleset.Sound, new RulesetFile("text/en.yaml", "language: en\nlists:\n  a: [b]\n"), Own("text/en.yaml", "language: en\nlists:\n  a: ['{b']\n"))
            .Issues.ShouldHaveSingleItem().File.ShouldBe("own:text/en.yaml");

    [Theory]
    [InlineData("lists:\n  lands: [CN, KP]\n", "{country: $lands}")]
    [InlineData("macros:\n  far: {country: [CN, KP]}\n", "{macro: far}")]
    [InlineData("lists:\n  lands: [CN, KP]\nmacros:\n  far: {country: $lands}\n  farther: {macro: far}\n", "{macro: [farther, far]}")]
    public void Lists_and_macros_of_lists_yaml_hold_in_every_file(string shared, string when)
    {
        var load = TinyRuleset.Load(TinyRuleset.When(when), Own("lists.yaml", shared));

        load.Issues.ShouldBeEmpty();
        load.Bundle!.Score(InChina).Inherent.ShouldBe(800);
        load.Bundle!.Score(InChina with { Country = "DE" }).Inherent.ShouldBe(0);
    }

    [Theory]
    [InlineData("{macro: fat}", "There is no macro `fat`.", "far")]
    [InlineData("{macro: round}", "The macro `round` uses itself.", null)]
    [InlineData("{macro: wrong}", "There is no fact `contry` of a supplier.", "country")]
    public void Says_what_is_wrong_with_a_macro(string when, string message, string? suggestion) =>
        TinyRuleset.Load(TinyRuleset.When(when), Own("lists.yaml", "macros:\n  far: {country: CN}\n  round: {any: [{macro: round}]}\n  wrong: {contry: CN}\n"))
            .Issues.ShouldHaveSingleItem().ShouldSatisfyAllConditions(i => i.Message.ShouldBe(message), i => i.Suggestion.ShouldBe(suggestion));

    [Fact]
    public void An_exception_says_why_it_is_one()
    {
        const string except = "{country: CN}\n    unless:\n      - {because: leather is no cotton, when: {goods: {words: [leather]}}}\n      - {because: a sample, when: {workers: 0}}";
        var bundle = TinyRuleset.Bundle(TinyRuleset.When(except));

        bundle.Find("tiny.rule")!.InWords.ShouldContain("    leather is no cotton");
        bundle.Score(InChina).Inherent.ShouldBe(800);
        bundle.Score(InChina with { Goods = "leather gloves" }).Inherent.ShouldBe(0);
        bundle.Score(InChina with { Workers = 0 }).Inherent.ShouldBe(0);
    }

    private static SupplyRisk.Rules.Evaluation.RulesetBundle Bundle(params IEnumerable<RulesetFile> more)
    {
        var load = TinyRuleset.Load(TinyRuleset.Sound, more);
        return load.Bundle ?? throw new InvalidOperationException(string.Join('\n', load.Issues));
    }

    private static RulesetFile Own(string path, string text) => new(RulesetFile.Own + path, text);
}
