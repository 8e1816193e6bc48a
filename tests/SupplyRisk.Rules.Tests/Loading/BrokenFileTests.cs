using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Rules.Tests.Loading;

/// <summary>Whatever is typed into a ruleset file, loading ends with a bundle or with issues.</summary>
public sealed class BrokenFileTests
{
    private static readonly string[] Scraps = ["", " ", "\n", "{", "}", "[", "]", ":", "- ", "#", "\"", "'", "$", "*a", "&a ", "!x ", "|", "\t", "\0", "\ud800", "~", "-1", "99999999999", "0001-01-01", "true", "any: ", "{{", "\n---\n"];

    private const string Table = "country,words,source\nCN,cotton|棉,own\nDE,steel,own\n";

    private const string Tables = """
        tables:
          - name: tiny
            file: tiny.csv
            title: Tiny
            edition: "1"
            completeness: complete
            sources: [own]
            columns: {country: code, words: words, source: note}
        derived:
          - {name: kinds, meaning: tiny, table: tiny, value: country, match_any: {words: [goods]}}
        """;

    private const string Rules = """
        lists: {roads: [road, 路]}
        rules:
          - id: tiny.rule
            title: Tiny
            part: inherent
            severity: weak
            status: stable
            sources: [own]
            false_positives: [none]
            settled_by: [own]
            when:
              kinds: CN
              address: {words: cotton, not_followed_by: $roads}
              documents: {any: {age_months: {at_most: 12}}}
              lookup: {table: tiny, as: row, match: {country: country, words: goods}}
            because: "{country} {row.source} {document.kind}"
            cases:
              - {facts: {as_of: 2025-01-01, documents: [{age_months: 5}]}, expect: fires}
              - {facts: {}, expect: silent}
              - {facts: {}, expect: silent, usual_false_positive: true}
        """;

    [Fact]
    public void Loading_ends_with_a_bundle_or_with_issues()
    {
        var score = ShippedRulesets.Files().Single(f => f.Path == "score.yaml");
        RulesetFile[] files = [score, new("reference/tables.yaml", Tables), new("reference/tiny.csv", Table), new("tiny/rules.yaml", Rules)];
        RulesetLoader.Load(files).Issues.ShouldBeEmpty();
        var drawn =
            from file in Gen.Choose(0, files.Length - 1)
            from at in Gen.Choose(0, files[file].Text.Length)
            from cut in Gen.Choose(0, 12)
            from scrap in Gen.Elements(Scraps)
            let text = files[file].Text
            select files.Select((f, i) => i == file ? f with { Text = text[..at] + scrap + text[Math.Min(text.Length, at + cut)..] } : f).ToList();

        Prop.ForAll(drawn.ToArbitrary(), broken =>
        {
            var load = RulesetLoader.Load(broken);
            return load.Bundle is null != (load.Issues.Count == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
