using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Rules.Tests;

/// <summary>A ruleset of a few files, with the shipped weights and tables, around one rule file of a test.</summary>
internal static class TinyRuleset
{
    /// <summary>A rule that loads; tests break one thing in it.</summary>
    public const string Sound = """
        rules:
          - id: tiny.country
            title: Comes from China
            part: inherent
            severity: weak
            status: stable
            sources: [own]
            false_positives: [none known]
            settled_by: [the address]
            when: {country: CN}
            because: "Country {country}."
            cases:
              - {facts: {country: CN}, expect: fires}
              - {facts: {country: DE}, expect: silent}
              - {facts: {country: TW}, expect: silent, usual_false_positive: true}
        """;

    public static RulesetLoad Load(string rules, params IEnumerable<RulesetFile> more) => RulesetLoader.Load(
    [
        .. ShippedRulesets.Files().Where(f => f.Path == "score.yaml" || f.Path.StartsWith("reference/", StringComparison.Ordinal)),
        new RulesetFile("tiny/rules.yaml", rules), .. more,
    ]);

    public static RulesetBundle Bundle(string rules)
    {
        var load = Load(rules);
        return load.Bundle ?? throw new InvalidOperationException(string.Join('\n', load.Issues));
    }

    /// <summary>A stable inherent rule with these conditions.</summary>
    public static string When(string conditions, string because = "fired") => $$"""
        lists:
          roads: [road, 路]
        rules:
          - id: tiny.rule
            title: Tiny
            part: inherent
            severity: weak
            status: stable
            sources: [own]
            false_positives: [none known]
            settled_by: [anything]
            when: {{conditions}}
            because: "{{because}}"
            cases:
              - {facts: {}, expect: fires}
              - {facts: {}, expect: silent}
              - {facts: {}, expect: silent, usual_false_positive: true}
        """;
}
