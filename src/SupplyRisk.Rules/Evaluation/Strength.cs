using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>How strong one finding is: as its rule says, at most one strength more or less for what it counts, then as declared for the auditor's grade and clause.</summary>
/// <param name="Rule">What the rule says.</param>
/// <param name="Severity">What it comes to.</param>
/// <param name="Counted">What it comes to by what it counts, before grade and clause.</param>
/// <param name="Because">The quantity in its own words, and why it weighs; null where nothing moved.</param>
internal readonly record struct Strength(Severity Rule, Severity Severity, Severity Counted, (string Said, string Why)? Because)
{
    /// <summary>Grade and clause in words, where they moved it; else null.</summary>
    public string? Graded { get; private init; }

    /// <remarks>Only what is asserted moves. What a rule calls severe is a floor, so no auditor's low grade takes it down.</remarks>
    public static Strength Of(RulesetBundle bundle, Rule rule, TextFinding finding, string? country)
    {
        var counted = ByQuantities(bundle, rule, finding, country);
        if (finding.Status != EvidenceStatus.Asserted) return counted;
        var steps = bundle.Declaration.Grades.Of(finding.Grade) + (finding.ForcedLabourClause ? bundle.Declaration.Grades.ForcedLabourClause : 0);
        if (steps < 0 && counted.Rule == Severity.Severe) return counted;
        var severity = (Severity)Math.Clamp((int)counted.Severity + steps, (int)Severity.Weak, (int)Severity.Severe);
        return severity == counted.Severity ? counted : counted with { Severity = severity, Graded = InWords(bundle.Declaration.Grades, finding) };
    }

    private static string InWords(GradeSteps steps, TextFinding finding)
    {
        var grade = finding.Grade is { } g && steps.Of(g) != 0 ? $"graded {g.Snake().Replace('_', ' ')} by the auditor" : null;
        var clause = finding.ForcedLabourClause && steps.ForcedLabourClause != 0 ? "a breach of the forced-labour clause" : null;
        return string.Join(", ", new[] { grade, clause }.OfType<string>());
    }

    /// <remarks>Only what is asserted moves: what was put right counts what was put right. Steps up less steps down, cut to one: each step only ever holds from some quantity on, so a bigger quantity never lowers.</remarks>
    private static Strength ByQuantities(RulesetBundle bundle, Rule rule, TextFinding finding, string? country)
    {
        var said = rule.Severity ?? Severity.Weak;
        var unmoved = new Strength(said, said, said, null);
        var quantities = finding.Quantities;
        if (quantities.Count == 0 || finding.Status != EvidenceStatus.Asserted) return unmoved;
        var net = 0;
        QuantityStep? up = null, down = null;
        foreach (var step in bundle.StepsOf(rule.Id))
        {
            if (!step.Holds(quantities, country)) continue;
            net += step.Raises ? 1 : -1;
            if (step.Raises) up ??= step;
            else down ??= step;
        }

        var severity = (Severity)Math.Clamp((int)said + Math.Sign(net), (int)Severity.Weak, (int)Severity.Severe);
        if (severity == said) return unmoved;
        var told = net > 0 ? up! : down!; // one of that direction held
        return new Strength(said, severity, severity, (told.When[0].Telling(quantities)!.Text, told.Because)); // it held, so a quantity told so
    }
}
