using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.App.Pages;
using SupplyRisk.Review.Comparison;
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

/// <summary>The customer's own folder as it stands on disk, beside the rules in force.</summary>
/// <param name="Hash">Of its files; to be given back when proposing and publishing, so that nobody puts in force what they have not seen.</param>
/// <param name="InForce">True if these are the rules in force.</param>
/// <param name="Problems">Why it cannot be published; empty if it can.</param>
/// <param name="Changes">Rules that differ, by id; empty if only weights, tables or word lists do.</param>
/// <param name="Proposed">Who wants it published as it stands; null if nobody has asked.</param>
internal sealed record CandidateAnswer(string Hash, bool InForce, IReadOnlyList<string> Problems, IReadOnlyList<RuleEdit> Changes, ProposedRules? Proposed);

/// <summary>Somebody's wish to have the candidate in force.</summary>
internal sealed record ProposedRules(string By, DateTime At, string Words);

/// <param name="Hash">Of the candidate that was looked at.</param>
/// <param name="Words">What it changes and why.</param>
internal sealed record ProposeRulesBody(string Hash, string Words);

/// <param name="Hash">Of the candidate that was looked at.</param>
internal sealed record PublishRulesBody(string Hash);

internal static class RulesetApi
{
    public static void MapRulesets(this RouteGroupBuilder api)
    {
        var rulesets = api.MapGroup("/rulesets").WithTags("Rulesets");
        rulesets.MapGet("", List).WithName("ListRules").WithSummary("The rules in force, by id.");
        rulesets.MapGet("/rules/{id}", One).WithName("GetRule").WithSummary("One rule, explained.").ProducesProblem(404);
        rulesets.MapGet("/candidate", CandidateAsync).WithName("GetCandidateRules").WithSummary("The own folder as it stands, what it would change, and whether somebody has proposed it.");
        rulesets.MapPost("/candidate/propose", ProposeAsync).WithName("ProposeRules").WithSummary("Ask for the candidate to be put in force, which somebody else does.").ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        rulesets.MapPost("/candidate/publish", PublishAsync).WithName("PublishRules").WithSummary("Put in force what somebody else proposed; every supplier is scored again.").ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<CandidateAnswer>> CandidateAsync(PublishRulesets publishing, ActiveRulesets active, CancellationToken ct)
    {
        var candidate = publishing.Candidate();
        IReadOnlyList<RuleEdit> changes = candidate.Bundle is { } bundle ? RuleEdit.Between(active.Current, bundle) : [];
        return TypedResults.Ok(new CandidateAnswer(
            candidate.Rules.Hash, candidate.Rules.Hash == active.Published.Hash, candidate.Problems, changes,
            await publishing.ProposedAsync(ct) is { } proposed ? new ProposedRules(proposed.ActorId, proposed.At, proposed.Words) : null));
    }

    private static async Task<Results<Ok<CandidateAnswer>, ProblemHttpResult>> ProposeAsync(ProposeRulesBody body, PublishRulesets publishing, ActiveRulesets active, HttpContext http, CancellationToken ct)
    {
        var proposed = await publishing.ProposeAsync(http.Actor(), body.Hash, body.Words, ct);
        return proposed.Done ? await CandidateAsync(publishing, active, ct) : ApiResults.Problem(proposed.Refusals);
    }

    private static async Task<Results<Ok<RulesetAnswer>, ProblemHttpResult>> PublishAsync(PublishRulesBody body, PublishRulesets publishing, ActiveRulesets active, HttpContext http, CancellationToken ct)
    {
        var published = await publishing.PublishAsync(http.Actor(), body.Hash, ct);
        return published.Done ? List(active) : ApiResults.Problem(published.Refusals);
    }

    private static Ok<RulesetAnswer> List(ActiveRulesets rulesets) => TypedResults.Ok(new RulesetAnswer(
        rulesets.Current.Hash, rulesets.Current.TextHash, rulesets.Folder, rulesets.Folders.Own, rulesets.Published.Hash, rulesets.Problems, [.. rulesets.Current.Rules.Select(Item)]));

    private static Results<Ok<RuleDetail>, ProblemHttpResult> One(string id, ActiveRulesets rulesets) =>
        rulesets.Current.Find(id) is { } rule && RuleExplanation.Of(rulesets.Current, id) is { } explanation
            ? TypedResults.Ok(new RuleDetail(Item(rule), rule.Sources, explanation.Requests, explanation.ToText()))
            : ApiResults.NotFound("rule");

    private static RuleItem Item(Rule r) => new(r.Id, r.Ruleset, r.Title, r.Part, r.Indicator, r.Severity, r.Status, r.Mode, r.File, r.Line, r.IsOwn, r.Replaces);
}
