using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Rules.Tests.Loading;

public sealed partial class RuleFileSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(RuleFileSchema.Write(ShippedRulesets.Bundle))!.AsObject();

    [Fact]
    public void The_shipped_schema_is_the_one_that_the_loader_writes() =>
        File.ReadAllText(Path.Combine(ShippedRulesets.Folder, "schema", "rules.schema.json")).ReplaceLineEndings("\n")
            .ShouldBe(RuleFileSchema.Write(ShippedRulesets.Bundle), "write it anew: supplyrisk rules schema > rulesets/schema/rules.schema.json");

    [Theory]
    [InlineData("rules:", "zzz: 1\nrules:", "")]
    [InlineData("    status: stable", "    zzz: 1\n    status: stable", "rule")]
    [InlineData("{facts: {country: CN}, expect: fires}", "{zzz: 1, text: x, lang: en, facts: {country: CN}, expect: fires}", "case")]
    public void Every_key_that_the_loader_knows_is_in_the_schema_and_the_other_way_round(string sound, string broken, string definition)
    {
        // Asked of the loader itself: it names what it knows when it meets a key that it does not.
        var text = TinyRuleset.Sound.ReplaceLineEndings("\n");
        var issues = TinyRuleset.Load(text.Replace(sound, broken, StringComparison.Ordinal)).Issues;
        var known = Known().Match(issues.First(i => i.Message.Contains("`zzz`", StringComparison.Ordinal)).Message).Groups["keys"].Value.Split(", ");
        var described = (definition.Length == 0 ? Schema : Schema["$defs"]![definition]!.AsObject())["properties"]!.AsObject().Select(p => p.Key);

        // A case of facts and a case of text have one place in the schema.
        string[] ofText = definition == "case" ? ["text", "lang"] : [];
        described.Except(ofText).Order(StringComparer.Ordinal).ShouldBe(known.Except(ofText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_of_a_quantity_step_is_in_the_schema_and_the_other_way_round()
    {
        var issues = TinyRuleset.Load("quantities:\n  - {zzz: 1, id: a, cases: [{zzz: 1}]}").Issues;
        var known = issues.Where(i => i.Message.Contains("`zzz`", StringComparison.Ordinal)).OrderBy(i => i.Column)
            .Select(i => Known().Match(i.Message).Groups["keys"].Value.Split(", ")).ToList();
        var step = Schema["$defs"]!["quantity_step"]!["properties"]!.AsObject();
        step.Select(p => p.Key).Order(StringComparer.Ordinal).ShouldBe(known[0]);
        step["cases"]!["items"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal).ShouldBe(known[1]);
    }

    [Theory]
    [InlineData("country", "CN")]
    [InlineData("tier", "2")]
    public void Every_fact_of_the_schema_loads(string fact, string value)
    {
        Schema["$defs"]!["supplier"]!["properties"]!.AsObject().ContainsKey(fact).ShouldBeTrue();
        TinyRuleset.Load(TinyRuleset.When($"{{{fact}: {value}}}")).Issues.ShouldBeEmpty();
    }

    [GeneratedRegex("known are (?<keys>[^.]*)\\.", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
