using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>Runs the cases of quantity steps, and changes each step in every way that some case must notice.</summary>
internal static class QuantityCases
{
    private const string NoFinding = "no finding of its rules";

    public static IEnumerable<CaseResult> Run(RulesetBundle bundle) => bundle.QuantitySteps.Where(s => IsHeld(bundle, s)).SelectMany(s => Run(bundle, s));

    public static IEnumerable<CaseResult> Run(RulesetBundle bundle, QuantityStep step) => step.Cases.Select(c =>
    {
        var found = Found(bundle, step, c);
        var got = Outcome(step, c, found);
        var why = string.Join("; ", found.Select(f => $"`{f.Quote}`: {(f.Quantities.Count == 0 ? "counts nothing" : string.Join(", ", f.Quantities.Select(q => $"{q.Text} ({q.Kind.Snake()})")))}"));
        return new CaseResult(step.Id, c.Number, c.File, c.Line, "", got == c.Expect, c.Expect, got, why);
    });

    public static IEnumerable<SurvivingMutant> Mutants(RulesetBundle bundle, Func<Rule, bool>? only)
    {
        foreach (var step in bundle.QuantitySteps.Where(s => (only is null || s.IsOwn) && IsHeld(bundle, s)))
        {
            var cases = step.Cases.Select(c => (Case: c, Found: Found(bundle, step, c))).ToList();
            foreach (var (change, mutant) in Changed(step))
            {
                if (cases.All(c => Outcome(mutant, c.Case, c.Found) == c.Case.Expect)) yield return new SurvivingMutant(step.Id, change);
            }
        }
    }

    // Shipped cases speak of the shipped rules: not of one that a customer's own takes the place of, nor of one that is off.
    private static bool IsHeld(RulesetBundle bundle, QuantityStep step) =>
        step.Rules.All(r => bundle.Find(r) is { Mode: not RuleMode.Off } rule && (step.IsOwn || !rule.IsOwn));

    private static List<TextFinding> Found(RulesetBundle bundle, QuantityStep step, QuantityCase one) =>
        [.. bundle.Scanner.Scan(one.Text, one.Language).Where(f => step.Rules.Contains(f.Rule))];

    // A passage in which nothing is found would stay silent whatever the step says.
    private static string Outcome(QuantityStep step, QuantityCase one, List<TextFinding> found) =>
        found.Count == 0 ? NoFinding
        : !found.Exists(f => step.Rules.Contains(f.Rule) && step.Holds(f.Quantities, one.Country)) ? "silent"
        : step.Raises ? "raises" : "lowers";

    private static IEnumerable<(string Change, QuantityStep Step)> Changed(QuantityStep step)
    {
        yield return ("the step is dropped", step with { Countries = ["no country"] });
        yield return ("it is turned round", step with { Raises = !step.Raises });
        if (step.Countries.Count > 0) yield return ("it holds for every country", step with { Countries = [] });
        for (var i = 0; i < step.When.Count; i++)
        {
            var limit = step.When[i];
            yield return ($"flipped: {limit.Words}", With(i, limit with { Bound = Flipped(limit.Bound) }));
            yield return ($"doubled: {limit.Words}", With(i, Times(limit, 2)));
            yield return ($"halved: {limit.Words}", With(i, Times(limit, 0.5)));
            if (step.When.Count > 1) yield return ($"dropped: {limit.Words}", step with { When = [.. step.When.Where(w => w != limit)] });
        }

        if (step.Rules.Count < 2) yield break;
        foreach (var rule in step.Rules) yield return ($"{rule} is left out", step with { Rules = [.. step.Rules.Where(r => r != rule)] });

        QuantityStep With(int at, QuantityLimit limit) => step with { When = [.. step.When.Select((w, i) => i == at ? limit : w)] };
    }

    private static QuantityBound Flipped(QuantityBound bound) => bound switch
    {
        QuantityBound.AtLeast => QuantityBound.LessThan,
        QuantityBound.MoreThan => QuantityBound.AtMost,
        QuantityBound.AtMost => QuantityBound.MoreThan,
        QuantityBound.LessThan => QuantityBound.AtLeast,
    };

    private static QuantityLimit Times(QuantityLimit limit, double factor) =>
        limit with { Number = limit.Number * factor, Amounts = limit.Amounts.ToDictionary(a => a.Key, a => a.Value * factor) };
}
