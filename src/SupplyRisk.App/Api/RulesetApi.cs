using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>The rules in force.</summary>
/// <param name="Hash">SHA-256 over rules, tables and score; pinned by every run.</param>
/// <param name="Folder">Where the shipped rules were read from.</param>
/// <param name="OwnFolder">The customer's own folder, or null.</param>
/// <param name="Published">Hash of the own files as they were published last; empty if none are in force.</param>
/// <param name="Problems">Why the own rules are not in force; empty if they are, or if there are none.</param>
internal sealed record RulesetAnswer(
    string Hash, string TextHash, string Folder, string? OwnFolder, string Published, IReadOnlyList<string> Problems, IReadOnlyList<RuleItem> Rules);

/// <summary>A rule as lists show it.</summary>
/// <param name="File">Where it stands; a file of the customer's own folder begins with <c>own:</c>.</param>
/// <param name="Own">True if it is the customer's own.</param>
/// <param name="Replaces">The shipped rule that it takes the place of, as file and line; null if none.</param>
internal sealed record RuleItem(
    string Id, string Ruleset, string Title, RulePart Part, Indicator? Indicator, Severity? Severity, RuleStatus Status, RuleMode Mode,
    string File, int Line, bool Own, string? Replaces);

/// <summary>A rule explained.</summary>
/// <param name="Requests">What to ask the supplier for.</param>
internal sealed record RuleDetail(RuleItem Rule, IReadOnlyList<string> Sources, IReadOnlyList<string> Requests, string Explanation);

internal static class RulesetApi
{
    public static void MapRulesets(this RouteGroupBuilder api)
    {
        var rulesets = api.MapGroup("/rulesets").WithTags("Rulesets");
        rulesets.MapGet("", List).WithName("ListRules").WithSummary("The rules in force, by id.");
        rulesets.MapGet("/rules/{id}", One).WithName("GetRule").WithSummary("One rule, explained.").ProducesProblem(404);
    }

    private static Ok<RulesetAnswer> List(ActiveRulesets rulesets) => TypedResults.Ok(new RulesetAnswer(
        rulesets.Current.Hash, rulesets.Current.TextHash, rulesets.Folder, rulesets.Folders.Own, rulesets.Published.Hash, rulesets.Problems, [.. rulesets.Current.Rules.Select(Item)]));

    private static Results<Ok<RuleDetail>, ProblemHttpResult> One(string id, ActiveRulesets rulesets) =>
        rulesets.Current.Find(id) is { } rule && RuleExplanation.Of(rulesets.Current, id) is { } explanation
            ? TypedResults.Ok(new RuleDetail(Item(rule), rule.Sources, explanation.Requests, explanation.ToText()))
            : ApiResults.NotFound("rule");

    private static RuleItem Item(Rule r) => new(r.Id, r.Ruleset, r.Title, r.Part, r.Indicator, r.Severity, r.Status, r.Mode, r.File, r.Line, r.IsOwn, r.Replaces);
}
