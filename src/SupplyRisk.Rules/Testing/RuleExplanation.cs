using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>A rule as a person would be told of it: <c>rules explain ID</c> and the rule's page.</summary>
/// <param name="Rule">Title, sources, false positives, what would settle it, cases.</param>
/// <param name="Points">What it is worth, in a sentence with the declared numbers.</param>
/// <param name="Conditions">When it fires, one condition per line, indented by level.</param>
public sealed record RuleExplanation(Rule Rule, string Points, IReadOnlyList<string> Conditions)
{
    /// <summary>Explains the rule, or gives null if the bundle has none of this id.</summary>
    public static RuleExplanation? Of(RulesetBundle bundle, string id) =>
        bundle.Find(id) is { } rule ? new(rule, "", rule.InWords) : null;
}
