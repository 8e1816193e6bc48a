using System.Globalization;
using System.Text;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>A rule as a person would be told of it: <c>rules explain ID</c> and the rule's page.</summary>
/// <param name="Rule">Title, sources, false positives, what would settle it, cases.</param>
/// <param name="Points">What it is worth, in a sentence with the declared numbers.</param>
/// <param name="Origin">Where it comes from, in a sentence.</param>
/// <param name="Mode">Whether it counts here, and who says so, in a sentence.</param>
/// <param name="Conditions">When it fires, one condition per line, indented by level; empty for a text rule.</param>
/// <param name="Looks">What a text rule looks for, by language and kind; empty for a fact rule.</param>
/// <param name="Requests">What to ask the supplier for: each piece of evidence that would settle it, as a request.</param>
/// <param name="Cases">How its cases came out just now, in order; none if the rule is off.</param>
public sealed record RuleExplanation(
    Rule Rule, string Points, string Origin, string Mode, IReadOnlyList<string> Conditions, IReadOnlyList<LooksFor> Looks,
    IReadOnlyList<string> Requests, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>What of its quantities raises or lowers a finding of it, in order of their ids; may be empty.</summary>
    public IReadOnlyList<QuantityStep> Steps { get; init; } = [];

    /// <summary>Explains the rule, or gives null if the bundle has none of this id.</summary>
    public static RuleExplanation? Of(RulesetBundle bundle, string id) => bundle.Find(id) is not { } rule ? null : new(
        rule, Worth(rule, bundle.Declaration), OriginOf(rule), ModeOf(rule), rule.InWords, LooksFor.Of(rule),
        [.. rule.SettledBy.Select(s => $"Please provide: {char.ToLowerInvariant(s[0])}{s[1..]}")], // never empty: the loader says so
        rule.Mode == RuleMode.Off ? [] : RulesetTester.Run(bundle, rule))
    {
        Steps = bundle.StepsOf(rule.Id),
    };

    /// <summary>A quantity step as plain text, or null if the bundle has none of this id.</summary>
    public static string? OfStep(RulesetBundle bundle, string id)
    {
        if (bundle.QuantitySteps.FirstOrDefault(s => s.Id == id) is not { } step) return null;
        var text = new StringBuilder();
        text.Append(step.Id).Append('\n').Append(step.Words).Append('\n').Append(CultureInfo.InvariantCulture, $"{(step.IsOwn ? "Your own" : "Shipped")} ({step.File}, line {step.Line}).\n");
        Section(text, "For findings of", step.Rules);
        Section(text, "Rests on", step.Sources);
        Section(text, "Cases", QuantityCases.Run(bundle, step).Select(c => $"{(c.Passed ? "as stated" : $"NOT as stated, got {c.Got}")}: {c.Expected}{(step.Cases[c.Case - 1].Country is { } country ? $" in {country}" : "")}: {step.Cases[c.Case - 1].Text}"));
        return text.ToString();
    }

    /// <summary>The explanation as plain text: what, why, when, on whose word, with its cases.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Rule.Title).Append('\n').Append(CultureInfo.InvariantCulture, $"{Rule.Id} ({Rule.Ruleset}, {Rule.Status.Snake()})\n");
        if (Rule.Indicator is { } indicator) text.Append(CultureInfo.InvariantCulture, $"Indicator: {indicator.Snake()}\n");
        text.Append(Origin).Append('\n').Append(Mode).Append('\n').Append(Points).Append('\n');
        Section(text, "Fires when", Conditions);
        foreach (var looks in Looks) Section(text, $"{looks.Language}: {looks.Kind}", looks.Lines);
        Section(text, "What it counts makes it weigh more or less (at most one strength)", Steps.SelectMany(s => s.Sources.Select(t => $"  {t}").Prepend($"{s.Words} ({s.Id})")));
        Section(text, "Rests on", Rule.Sources);
        Section(text, "Usual false positives", Rule.FalsePositives);
        Section(text, "What would settle it, as requests", Requests);
        Section(text, "Cases", Cases.Select(c => $"{(c.Passed ? "as stated" : $"NOT as stated, got {c.Got}")}: {c.Expected}: {Said(Rule.Cases[c.Case - 1])}"));
        return text.ToString();
    }

    private static string Said(RuleCase one) => one.Text ?? one.Note;

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var given = lines.ToList();
        if (given.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (var line in given) text.Append("  ").Append(line).Append('\n');
    }

    private static string OriginOf(Rule rule) => rule switch
    {
        { IsOwn: true, Replaces: { } replaced } => $"Your own ({Place(rule)}), in place of the shipped rule at {replaced}.",
        { IsOwn: true } => $"Your own ({Place(rule)}).",
        _ => $"Shipped ({Place(rule)}).",
    };

    private static string Place(Rule rule) => string.Create(CultureInfo.InvariantCulture, $"{rule.File}, line {rule.Line}");

    private static string ModeOf(Rule rule)
    {
        var does = rule.Mode switch
        {
            RuleMode.Live => "Live: it counts",
            RuleMode.Shadow => "Shadow: shown as a hint, it gives no points, flags or moves in a queue",
            RuleMode.Off => "Off: it is not evaluated",
        };
        return rule.ModeSetBy is { } file ? $"{does}; set by {file}."
            : rule.Mode == RuleReader.DefaultMode(rule.Status) ? $"{does}, as {rule.Status.Snake()} rules do." : $"{does}; the rule says so itself.";
    }

    private static string Worth(Rule rule, ScoreDeclaration score) => rule switch
    {
        { Mode: RuleMode.Shadow } => $"Live it would be worth: {Worth(rule with { Mode = RuleMode.Live }, score)}",
        { Mode: RuleMode.Off } => "No points while it is off.",
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
