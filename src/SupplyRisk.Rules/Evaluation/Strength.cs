using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>How strong one finding is: as its rule says, and at most one strength more or less for what it counts.</summary>
/// <param name="Rule">What the rule says.</param>
/// <param name="Severity">What it comes to.</param>
/// <param name="Because">The quantity in its own words, and why it weighs; null where nothing moved.</param>
internal readonly record struct Strength(Severity Rule, Severity Severity, (string Said, string Why)? Because)
{
    /// <remarks>Only what is asserted moves: what was put right counts what was put right. Steps up less steps down, cut to one: each step only ever holds from some quantity on, so a bigger quantity never lowers.</remarks>
    public static Strength Of(RulesetBundle bundle, Rule rule, TextFinding finding, string? country)
    {
        var said = rule.Severity ?? Severity.Weak;
        var unmoved = new Strength(said, said, null);
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
        return new Strength(said, severity, (told.When[0].Telling(quantities)!.Text, told.Because)); // it held, so a quantity told so
    }
}
