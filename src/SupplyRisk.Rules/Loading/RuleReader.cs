using System.Text.RegularExpressions;
using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads one rule: the common head, then conditions over facts or text patterns, then the cases.</summary>
internal sealed partial class RuleReader(ConditionContext context, string ruleset, HashSet<int> months)
{
    public Rule? Read(MappingReader reader)
    {
        var isText = reader.Has("text");
        var rule = Head(reader, isText) is not { } head ? null : isText ? ReadText(reader, head) : ReadFacts(reader, head);
        var cases = CaseReader.Read(reader, isText);
        reader.Knows("text", "when", "unless", "because");
        reader.RefuseOthers();
        return rule is null ? null : rule with { Cases = cases };
    }

    private Rule? Head(MappingReader reader, bool isText)
    {
        var id = reader.Text("id", required: true);
        if (id is not null && !IdShape().IsMatch(id)) reader.Problem(reader.Value("id")!, "An id is lower-case words joined by `.` and `-`, e.g. `inherent.tip-tier-3`."); // just read
        var title = reader.Text("title", required: true);
        var part = isText && !reader.Has("part") ? RulePart.Evidence : reader.Choice<RulePart>("part", required: true);
        var status = reader.Choice<RuleStatus>("status", required: true);
        var rule = new Rule
        {
            Id = id ?? "",
            Ruleset = ruleset,
            File = context.File,
            Line = (int)reader.Node.Start.Line,
            Title = title ?? "",
            Part = part ?? RulePart.Question,
            Status = status ?? RuleStatus.Experimental,
            Mode = Mode(reader, status ?? RuleStatus.Experimental),
            IsOwn = context.File.StartsWith(RulesetFile.Own, StringComparison.Ordinal),
            Indicator = reader.Choice<Indicator>("indicator", required: isText),
            Severity = reader.Choice<Severity>("severity"),
            Strength = reader.Choice<ControlStrength>("strength"),
            Sources = reader.Texts("sources", required: true),
            FalsePositives = reader.Texts("false_positives", required: true),
            SettledBy = reader.Texts("settled_by", required: true),
            Cases = [],
            NoAuditCounts = reader.Flag("no_audit_counts") ?? false,
            AlwaysRated = reader.Flag("always_rated") ?? false,
            RaisesFlag = reader.Flag("raises_flag") ?? true,
            WeighedBySteps = reader.Flag("weighed_by_steps") ?? false,
            Denials = reader.Choice<DenialLoss>("denials"),
        };
        reader.Knows("part");
        if (id is null || title is null || part is null || status is null) return null;
        CheckWeight(reader, rule, isText);
        return rule;
    }

    private static RuleMode Mode(MappingReader reader, RuleStatus status)
    {
        var mode = reader.Choice<RuleMode>("mode") ?? DefaultMode(status);
        if (WhyNot(status, mode) is { } why) reader.Problem(reader.Value("mode")!, why); // a default is always allowed, so it is given
        return mode;
    }

    /// <summary>What a rule of this status does where no file says otherwise.</summary>
    public static RuleMode DefaultMode(RuleStatus status) => status switch
    {
        RuleStatus.Experimental => RuleMode.Shadow,
        RuleStatus.Stable => RuleMode.Live,
        RuleStatus.Deprecated => RuleMode.Off,
    };

    /// <summary>Why a rule of this status cannot be in that mode, or null if it can.</summary>
    public static string? WhyNot(RuleStatus status, RuleMode mode) => (status, mode) switch
    {
        (RuleStatus.Experimental, RuleMode.Live) => "An experimental rule cannot be live: make it stable first, with cases that hold each of its conditions.",
        (RuleStatus.Deprecated, not RuleMode.Off) => "A deprecated rule is always off.",
        _ => null,
    };

    private static void CheckWeight(MappingReader reader, Rule rule, bool isText)
    {
        if (isText && rule.Part != RulePart.Evidence) reader.Problem(reader.Value("part")!, "A text rule is evidence: `part: evidence`."); // only then is it not evidence
        var weighs = rule.Part is RulePart.Inherent or RulePart.Evidence && !rule.WeighedBySteps;
        if (weighs && rule.Severity is null && !reader.Has("severity")) reader.Problem(reader.Node, "The key `severity` is missing.");
        if (!weighs && reader.Value("severity") is { } severity) reader.Problem(severity, "`severity` belongs to inherent and evidence rules only.");
        if (rule.Part == RulePart.Control && !reader.Has("strength")) reader.Problem(reader.Node, "The key `strength` is missing.");
        if (rule.Part != RulePart.Control && reader.Value("strength") is { } strength) reader.Problem(strength, "`strength` belongs to controls only.");
        if (!rule.RaisesFlag && rule.Part != RulePart.Question) reader.Problem(reader.Value("raises_flag")!, "`raises_flag` belongs to questions only."); // false only if given
        if (rule.AlwaysRated && rule.Part != RulePart.Inherent) reader.Problem(reader.Value("always_rated")!, "`always_rated` belongs to inherent rules only."); // true only if given
    }

    private static Rule? ReadText(MappingReader reader, Rule head)
    {
        foreach (var key in new[] { "when", "unless", "because" })
        {
            if (reader.Value(key) is { } other) reader.Problem(other, $"A text rule has no `{key}`: its findings say why themselves.");
        }

        if (head.Indicator is not { } indicator || reader.Value("text") is not { } node) return null;
        var text = TextRuleReader.Read(head.Id, indicator, node, (at, message) => reader.Problem(at, message));
        return text is null ? null : head with { Text = text };
    }

    private Rule? ReadFacts(MappingReader reader, Rule head)
    {
        var conditions = new ConditionReader(context);
        var when = reader.Value("when", required: true) is { } node ? conditions.Read(node) : null;

        // Exceptions are read apart: a sentence cannot speak of what must not be there.
        var exceptions = new ConditionReader(context);
        var unless = reader.Value("unless") is { } except ? ReadExceptions(except, exceptions) : null;
        months.UnionWith(conditions.Months.Concat(exceptions.Months));
        var sentence = reader.Text("because", required: true);
        var because = sentence is not null && when is not null ? new BecauseReader(context, conditions).Read(sentence, reader.Value("because")!) : null; // just read
        if (when is null || because is null || (reader.Has("unless") && unless is null)) return null;
        CheckFindings(reader, head, conditions);
        var whole = unless is null ? when : new AllOf([when, new NoneOf(unless)]);
        new NeverHolds(context.File, context.Issues).Check(whole);
        return head with { Because = sentence, InWords = Words(whole, 0).ToList(), Compiled = new CompiledRule(whole, because) };
    }

    // One condition, or a list of them, each with the reason why it is none.
    private List<Condition>? ReadExceptions(YamlNode node, ConditionReader conditions)
    {
        if (node is not YamlSequenceNode list) return conditions.Read(node) is { } single ? [single] : null;
        var read = new List<Condition>();
        foreach (var entry in list.Children)
        {
            if (MappingReader.Of(context.File, entry, context.Issues, "An entry of `unless`") is not { } exception) continue;
            var because = exception.Text("because", required: true);
            var when = exception.Value("when", required: true) is { } given ? conditions.Read(given) : null;
            exception.RefuseOthers();
            if (because is not null && when is not null) read.Add(new NamedCondition(because, when));
        }

        if (list.Children.Count == 0) context.Issues.Add(context.File, node, "Give an exception, or leave `unless` out.");
        return read.Count == list.Children.Count && read.Count > 0 ? read : null;
    }

    private static void CheckFindings(MappingReader reader, Rule rule, ConditionReader conditions)
    {
        if (rule.WeighedBySteps && !conditions.Items.ContainsKey("upstream")) reader.Problem(reader.Node, "`weighed_by_steps` needs a condition `upstream: {any: ...}`.");
        if (rule.Denials is not null && !conditions.Items.ContainsKey("document")) reader.Problem(reader.Value("denials")!, "`denials` speaks of documents: it needs a condition `documents: {any: ...}`."); // set only if given
        if (rule.Part == RulePart.Control && !conditions.Items.ContainsKey("document")) reader.Problem(reader.Node, "A control is dated by its document: it needs a condition `documents: {any: ...}`.");
    }

    private static IEnumerable<string> Words(Condition condition, int level)
    {
        yield return new string(' ', level * 2) + condition.Words;
        foreach (var line in condition.Parts.SelectMany(p => Words(p, level + 1))) yield return line;
    }

    [GeneratedRegex("^[a-z0-9]+([.-][a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex IdShape();
}
