using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Rules.Tests.Loading;

public sealed class RulesetLoaderTests
{
    [Fact]
    public void Loads_a_sound_file() => TinyRuleset.Load(TinyRuleset.Sound).Issues.ShouldBeEmpty();

    [Theory]
    [InlineData("severity: weak", "severity: heavy", "`heavy` is no value of `severity`")]
    [InlineData("status: stable", "statsu: stable", "The key `statsu` is unknown here")]
    [InlineData("status: stable", "statsu: stable", "The key `status` is missing")]
    [InlineData("when: {country: CN}", "when: {contry: CN}", "There is no fact `contry` of a supplier")]
    [InlineData("when: {country: CN}", "when: {tier: two}", "`tier` is a number")]
    [InlineData("when: {country: CN}", "when: {tier: {starts_with: 2}}", "`tier` cannot be compared by `starts_with`")]
    [InlineData("when: {country: CN}", "when: {address: Suzhou}", "`address` is free text")]
    [InlineData("when: {country: CN}", "when: {matches: {outcome: candidate}}", "`matches` is a list")]
    [InlineData("when: {country: CN}", "when: {matches: {any: {outcome: maybe}}}", "`maybe` is no value of `outcome`")]
    [InlineData("when: {country: CN}", "when: {goods: {words: $fruit}}", "There is no list `fruit`")]
    [InlineData("when: {country: CN}", "when: {lookup: {table: contries, match: {country: country}}}", "There is no reference table `contries`")]
    [InlineData("when: {country: CN}", "when: {lookup: {table: countries, match: {land: country}}}", "has no column `land`")]
    [InlineData("when: {country: CN}", "when: {lookup: {table: countries, match: {country: goods}}}", "`goods` (text) cannot be matched with the column `country` (code)")]
    [InlineData("when: {country: CN}", "when: {lookup: {table: countries, match: {country: country}, where: {tip_tier_2025: tier_9}}}", "No row of `countries` has `tier_9`")]
    [InlineData("when: {country: CN}", "when: {}", "A condition must be a mapping")]
    [InlineData("Country {country}.", "Country {land}.", "`{land}` in `because`")]
    [InlineData("Country {country}.", "Country {country.", "A `{` in `because` is not closed")]
    [InlineData("expect: fires", "expect: silent", "No case expects `fires`")]
    [InlineData("usual_false_positive: true", "note: other", "No case shows the usual false positive")]
    [InlineData("facts: {country: DE}", "facts: {contry: DE}", "The key `contry` is unknown here")]
    [InlineData("facts: {country: DE}", "facts: {tier: many}", "`tier` must be a whole number")]
    [InlineData("expect: fires", "expect: maybe", "`maybe` is no outcome")]
    [InlineData("id: tiny.country", "id: Tiny Country", "An id is lower-case words")]
    [InlineData("sources: [own]", "sources: []", "`sources` may not be empty")]
    [InlineData("part: inherent", "part: control", "The key `strength` is missing")]
    [InlineData("part: inherent", "part: trigger", "`severity` belongs to inherent and evidence rules only")]
    [InlineData("title: Comes from China", "title: &a x\n    note: *a", "Aliases (`*name`) are not allowed")]
    [InlineData("title: Comes from China", "title: !x China", "Tags")]
    [InlineData("rules:", "rules: [", "This is not valid YAML")]
    public void Says_what_is_wrong(string sound, string broken, string message)
    {
        var load = TinyRuleset.Load(TinyRuleset.Sound.Replace(sound, broken, StringComparison.Ordinal));

        load.Bundle.ShouldBeNull();
        load.Issues.ShouldContain(i => i.File == "tiny/rules.yaml" && i.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Points_at_the_place_and_suggests_what_was_meant()
    {
        var load = TinyRuleset.Load(TinyRuleset.Sound.Replace("when: {country: CN}", "when: {contry: CN}", StringComparison.Ordinal));

        load.Issues.ShouldHaveSingleItem().ShouldBe(
            new RuleIssue("tiny/rules.yaml", 10, 12, "There is no fact `contry` of a supplier.", "country"));
    }

    [Fact]
    public void Reports_the_problems_of_all_files_at_once()
    {
        var load = TinyRuleset.Load(
            TinyRuleset.Sound.Replace("severity: weak", "severity: heavy", StringComparison.Ordinal).Replace("expect: fires", "expect: fire", StringComparison.Ordinal),
            new RulesetFile("other/rules.yaml", "rules: 7"));

        load.Issues.Select(i => (i.File, i.Line)).ShouldBe([("other/rules.yaml", 1), ("tiny/rules.yaml", 5), ("tiny/rules.yaml", 13)]);
    }

    [Fact]
    public void Refuses_an_id_that_is_taken()
    {
        var load = TinyRuleset.Load(TinyRuleset.Sound, new RulesetFile("zzz/rules.yaml", TinyRuleset.Sound));

        load.Issues.ShouldHaveSingleItem().Message.ShouldBe("The id `tiny.country` is taken by the rule at tiny/rules.yaml(2).");
    }

    [Fact]
    public void Refuses_to_go_without_weights() =>
        RulesetLoader.Load([]).Issues.ShouldHaveSingleItem().File.ShouldBe("score.yaml");

    [Theory]
    [InlineData("trigger: 90\n  severe", "trigger: 80\n  severe", "`trigger` must be a whole number from 90 to 100")]
    [InlineData("weak: 8, moderate: 18", "weak: 20, moderate: 18", "`shares` must rise")]
    [InlineData("negated: 0", "negated: 5", "every other status 0")]
    [InlineData("undated: 100", "undated: 50", "what is not known never lowers")]
    [InlineData("older: 50", "older: 90", "Older may never count more")]
    [InlineData("sector: 6", "sector: 7", "must add up to 100")]
    [InlineData("high: 50", "high: 80", "Bands must rise")]
    public void Refuses_weights_that_would_break_what_the_score_promises(string sound, string broken, string message)
    {
        var files = ShippedRulesets.Files().Select(f => f.Path == "score.yaml" ? f with { Text = f.Text.ReplaceLineEndings("\n").Replace(sound, broken, StringComparison.Ordinal) } : f);

        RulesetLoader.Load([.. files]).Issues.ShouldContain(i => i.File == "score.yaml" && i.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Stops_at_files_nested_without_end(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "x" + string.Concat(Enumerable.Repeat(close, 100_000));

        TinyRuleset.Load(TinyRuleset.Sound, new RulesetFile("deep.yaml", deep)).Issues.ShouldHaveSingleItem().Message.ShouldStartWith("Nested deeper than");
    }

    [Fact]
    public void Stops_at_a_file_of_aliases_that_would_grow_without_end()
    {
        var bomb = "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"b{i}: &b{i} [*a, *a]\n"));

        TinyRuleset.Load(TinyRuleset.Sound, new RulesetFile("bomb.yaml", bomb)).Issues.ShouldHaveSingleItem().Message.ShouldStartWith("Aliases");
    }

    [Theory]
    [InlineData("country,source\nCN\n", 2, "The row has 1 fields, the header 2.")]
    [InlineData("country,source\n\"CN,x\n", 2, "A quoted field is not closed.")]
    [InlineData("# note\ncountry,sauce\nCN,x\n", 2, "A reference table needs a column `source`.")]
    public void Says_what_is_wrong_in_a_table(string csv, int line, string message)
    {
        var tables = """
            tables:
              - name: tiny
                file: tiny.csv
                title: Tiny
                edition: "1"
                completeness: complete
                sources: [own]
                columns: {country: code, source: note, sauce: note}
            """;
        var load = RulesetLoader.Load([new RulesetFile("reference/tables.yaml", tables), new RulesetFile("reference/tiny.csv", csv)]);

        load.Issues.ShouldContain(i => i.File == "reference/tiny.csv" && i.Line == line && i.Message == message);
    }

    [Fact]
    public void Hashes_content_and_not_layout()
    {
        var plain = TinyRuleset.Bundle(TinyRuleset.Sound).Hash;

        TinyRuleset.Bundle("# a remark\n" + TinyRuleset.Sound.Replace("[own]", "['own']", StringComparison.Ordinal)).Hash.ShouldBe(plain);
        TinyRuleset.Bundle(TinyRuleset.Sound.Replace("{country: TW}", "{country: HK}", StringComparison.Ordinal)).Hash.ShouldNotBe(plain);
    }

    [Fact]
    public void The_text_hash_follows_patterns_and_not_fact_rules() =>
        TinyRuleset.Bundle(TinyRuleset.Sound).TextHash
            .ShouldBe(TinyRuleset.Bundle(TinyRuleset.Sound.Replace("{country: CN}", "{country: HK}", StringComparison.Ordinal)).TextHash);

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        var files = ShippedRulesets.Files();

        RulesetLoader.Load([.. files.Reverse()]).Bundle!.Hash.ShouldBe(ShippedRulesets.Bundle.Hash);
    }
}
