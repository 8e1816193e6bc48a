using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Pages.Rules;

internal static class RuleEndpoints
{
    public static void MapRules(this RouteGroupBuilder pages)
    {
        pages.MapGet("/rules", List);
        pages.MapGet("/rules/{*id}", Show);
    }

    private static IResult List(ActiveRulesets rulesets) => Render.Page<RulesPage, RulesModel>(
        new(rulesets.Current.Hash, rulesets.Current.TextHash, rulesets.Folder, [.. rulesets.Current.Rules.GroupBy(r => r.Ruleset).Select(g => new RulesetToShow(g.Key, [.. g]))]));

    /// <summary>Caps and floors of an account have names of their own that are no rules: their reason stands in the account.</summary>
    private static IResult Show(string id, ActiveRulesets rulesets) =>
        RuleExplanation.Of(rulesets.Current, id) is { } explained ? Render.Page<RulePage, RuleExplanation>(explained) : Results.NotFound();
}

/// <summary>One ruleset with its rules, by id.</summary>
public sealed record RulesetToShow(string Name, IReadOnlyList<Rule> Rules);

/// <summary>The rules screened by.</summary>
public sealed record RulesModel(string Hash, string TextHash, string Folder, IReadOnlyList<RulesetToShow> Rulesets);
