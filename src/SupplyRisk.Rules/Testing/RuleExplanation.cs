using System.Globalization;
using System.Text;
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

    /// <summary>The explanation as plain text, one screen or so: what, why, when, on whose word, with its cases.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Rule.Title).Append('\n').Append(CultureInfo.InvariantCulture, $"{Rule.Id} ({Rule.Ruleset}, {Rule.Status.Snake()}; {Rule.File}, line {Rule.Line})\n");
        if (Rule.Indicator is { } indicator) text.Append(CultureInfo.InvariantCulture, $"Indicator: {indicator.Snake()}\n");
        text.Append(Points).Append('\n');
        Section(text, "Fires when", Conditions);
        Section(text, "Rests on", Rule.Sources);
        Section(text, "Usual false positives", Rule.FalsePositives);
        Section(text, "What would settle it", Rule.SettledBy);
        Section(text, "Cases", Rule.Cases.Select(c => $"{c.Expect}: {c.Text ?? c.Note}"));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var given = lines.ToList();
        if (given.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (var line in given) text.Append("  ").Append(line).Append('\n');
    }

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
        { Denials: { } loss, Part: RulePart.Question } => $"No points: of denials in the document it leaves {score.Coverage.Losses[loss]} %.",
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
