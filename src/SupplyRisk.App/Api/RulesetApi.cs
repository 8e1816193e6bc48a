using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>The rules in force.</summary>
/// <param name="Hash">SHA-256 over rules, tables and score; pinned by every run.</param>
internal sealed record RulesetAnswer(string Hash, string TextHash, string Folder, IReadOnlyList<RuleItem> Rules);

/// <summary>A rule as lists show it.</summary>
internal sealed record RuleItem(string Id, string Ruleset, string Title, RulePart Part, Indicator? Indicator, Severity? Severity, RuleStatus Status);

/// <summary>A rule explained.</summary>
internal sealed record RuleDetail(RuleItem Rule, IReadOnlyList<string> Sources, string Explanation);

internal static class RulesetApi
{
    public static void MapRulesets(this RouteGroupBuilder api)
    {
        var rulesets = api.MapGroup("/rulesets").WithTags("Rulesets");
        rulesets.MapGet("", List).WithName("ListRules").WithSummary("The rules in force, by id.");
        rulesets.MapGet("/rules/{id}", One).WithName("GetRule").WithSummary("One rule, explained.").ProducesProblem(404);
    }

    private static Ok<RulesetAnswer> List(ActiveRulesets rulesets) => TypedResults.Ok(new RulesetAnswer(
        rulesets.Current.Hash, rulesets.Current.TextHash, rulesets.Folder, [.. rulesets.Current.Rules.Select(Item)]));

    private static Results<Ok<RuleDetail>, ProblemHttpResult> One(string id, ActiveRulesets rulesets) =>
        rulesets.Current.Find(id) is { } rule && RuleExplanation.Of(rulesets.Current, id) is { } explanation
            ? TypedResults.Ok(new RuleDetail(Item(rule), rule.Sources, explanation.ToText()))
            : ApiResults.NotFound("rule");

    private static RuleItem Item(Rule r) => new(r.Id, r.Ruleset, r.Title, r.Part, r.Indicator, r.Severity, r.Status);
}
