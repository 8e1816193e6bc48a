using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>A rule as a person would be told of it: <c>rules explain ID</c> and the rule's page.</summary>
/// <param name="Rule">Title, sources, false positives, what would settle it, cases.</param>
/// <param name="Points">What it is worth, in a sentence with the declared numbers.</param>
/// <param name="Conditions">When it fires, one condition per line, indented by level; for a text rule its patterns.</param>
public sealed record RuleExplanation(Rule Rule, string Points, IReadOnlyList<string> Conditions)
{
    /// <summary>Explains the rule, or gives null if the bundle has none of this id.</summary>
    public static RuleExplanation? Of(RulesetBundle bundle, string id) => bundle.Find(id) is { } rule
        ? new(rule, Worth(rule, bundle.Declaration), rule.Text is null ? rule.InWords : [.. Patterns(rule)])
        : null;

    private static IEnumerable<string> Patterns(Rule rule)
    {
        foreach (var language in rule.Text?.Languages ?? [])
        {
            yield return language.Language;
            foreach (var pattern in language.Patterns) yield return $"  {pattern.Kind.Snake()}: {pattern.Written}";
        }
    }

    private static string Worth(Rule rule, ScoreDeclaration score) => rule switch
    {
        { Status: RuleStatus.Experimental } => "Experimental: shown as a hint, no points, no flag.",
        { Status: RuleStatus.Deprecated } => "Deprecated: kept by name, never evaluated.",
        { Part: RulePart.Trigger } => $"Hard trigger: floors the score at {score.TriggerFloor} and raises a flag, whatever else is known.",
        { Part: RulePart.Question, RaisesFlag: true } => "A question: raises `match_to_check`, no points, no band.",
        { Part: RulePart.Question } => "Mentioned only: no points, no flag.",
        { Part: RulePart.Control, Strength: { } strength } =>
            $"{Name(strength)} control: takes {score.ControlPoints[strength]} points away while fresh, of at most {score.ControlCap} for all controls.",
        { WeighedBySteps: true } => $"Evidence: {string.Join(", ", score.StepShares)} % of what is left to 100 by steps up the chain, and a floor of as much.",
        { Part: RulePart.Inherent, Severity: { } severity } =>
            $"{Name(severity)} inherent risk: {score.InherentShares[severity]} % of what is left to 100, inherent risk in all at most {score.InherentCap}.",
        { Severity: { } severity } =>
            $"{Name(severity)} evidence: {score.EvidenceShares[severity]} % of what is left to 100 while fresh and asserted"
            + (severity == Severity.Severe ? $", and a floor of {score.SevereFloor}." : "."),
        _ => "No points.",
    };

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString();
}
