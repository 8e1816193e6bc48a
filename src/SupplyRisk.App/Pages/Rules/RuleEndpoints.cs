using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Pages.Rules;

internal static class RuleEndpoints
{
    public static void MapRules(this RouteGroupBuilder pages)
    {
        pages.MapGet("/rules", List);
        pages.MapGet("/rules/coverage", Coverage);
        pages.MapGet("/rules/changes", Changes);
        pages.MapPost("/rules/changes/compare", Compare);
        pages.MapGet("/rules/changes/progress", Progress);
        pages.MapPost("/rules/changes/propose", ProposeAsync).Needs(Right.ProposeRules);
        pages.MapPost("/rules/changes/publish", PublishAsync);
        pages.MapGet("/rules/{*id}", ShowAsync);
    }

    private static IResult List(ActiveRulesets rulesets) => Render.Page<RulesPage, RulesModel>(
        new(rulesets, [.. rulesets.Current.Rules.GroupBy(r => r.Ruleset).Select(g => new RulesetToShow(g.Key, [.. g]))]));

    private static IResult Coverage(ActiveRulesets rulesets) =>
        Render.Page<CoveragePage, IReadOnlyList<LanguageCoverage>>(LanguageCoverage.Of(rulesets.Current));

    /// <summary>Caps and floors of an account have names of their own that are no rules: their reason stands in the account.</summary>
    private static async Task<IResult> ShowAsync(string id, ActiveRulesets rulesets, FindWhereRuleFired find, FindRuleOutcomes outcomes, HttpContext http, CancellationToken ct) =>
        RuleExplanation.Of(rulesets.Current, id) is { } explained
            ? Render.Page<RulePage, RuleModel>(new(explained, await find.HandleAsync(http.Actor(), explained.Rule, ct)) { Outcomes = await outcomes.HandleAsync(http.Actor(), id, ct) })
            : Results.NotFound();

    private static Task<IResult> Changes(PublishRulesets publishing, ActiveRulesets active, PortfolioComparison comparison, HttpContext http, CancellationToken ct) =>
        ShowChangesAsync(publishing, active, comparison, Form.Fresh, http.Actor(), ct);

    private static IResult Compare(PublishRulesets publishing, PortfolioComparison comparison, HttpContext http)
    {
        if (publishing.Candidate() is { Bundle: { } bundle } && comparison.Begin(http.Actor(), bundle) is { } no) return Results.StatusCode(RefusalStatus.Of([no]));
        return Render.GoTo(http, "/rules/changes");
    }

    private static IResult Progress(PublishRulesets publishing, ActiveRulesets active, PortfolioComparison comparison, HttpContext http) =>
        Render.Page<ComparisonPart, ComparisonState?>(publishing.Candidate().Bundle is { } bundle ? comparison.Of(http.Actor(), active.Current, bundle) : null);

    private static async Task<IResult> PublishAsync(
        PublishRulesets publishing, ActiveRulesets active, PortfolioComparison comparison, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await publishing.PublishAsync(http.Actor(), form["hash"].ToString(), ct);
        return result.Done ? Render.GoTo(http, "/rules/changes?published=yes") : await ShowChangesAsync(publishing, active, comparison, Form.Of("publish", form, result.Refusals), http.Actor(), ct);
    }

    private static async Task<IResult> ProposeAsync(
        PublishRulesets publishing, ActiveRulesets active, PortfolioComparison comparison, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await publishing.ProposeAsync(http.Actor(), form["hash"].ToString(), form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, "/rules/changes#h-publish") : await ShowChangesAsync(publishing, active, comparison, Form.Of("propose", form, result.Refusals), http.Actor(), ct);
    }

    private static async Task<IResult> ShowChangesAsync(PublishRulesets publishing, ActiveRulesets active, PortfolioComparison comparison, Form form, Actor actor, CancellationToken ct)
    {
        var candidate = publishing.Candidate();
        var model = new ChangesModel(
            active, candidate, candidate.Bundle is { } bundle ? RuleEdit.Between(active.Current, bundle) : [],
            candidate.Bundle is { } other ? comparison.Of(actor, active.Current, other) : null, form)
        {
            Proposed = await publishing.ProposedAsync(ct),
        };
        return Render.Page<ChangesPage, ChangesModel>(model, form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : StatusCodes.Status200OK);
    }
}

/// <summary>One ruleset with its rules, by id.</summary>
public sealed record RulesetToShow(string Name, IReadOnlyList<Rule> Rules);

/// <summary>The rules screened by.</summary>
public sealed record RulesModel(ActiveRulesets Active, IReadOnlyList<RulesetToShow> Rulesets);

/// <summary>A rule and where it fired.</summary>
public sealed record RuleModel(RuleExplanation Explained, RuleFirings Firings)
{
    /// <summary>What reviewers made of its alerts.</summary>
    public required RuleOutcomes Outcomes { get; init; }
}

/// <summary>The own folder as it stands on disk beside the rules in force.</summary>
/// <param name="Comparison">What it would move, if that was asked for these two.</param>
public sealed record ChangesModel(
    ActiveRulesets Active, CandidateRules Candidate, IReadOnlyList<RuleEdit> Edits, ComparisonState? Comparison, Form Form)
{
    /// <summary>Who wants the folder published as it stands; null if nobody has asked.</summary>
    public RulesProposal? Proposed { get; init; }

    public bool IsSame => Candidate.Rules.Hash == Active.Published.Hash;
}
