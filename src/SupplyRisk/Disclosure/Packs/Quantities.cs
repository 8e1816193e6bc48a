namespace SupplyRisk.Disclosure.Packs;

/// <summary>Whether what went in can have given what came out: declared ratios, nothing guessed.</summary>
internal static class Quantities
{
    public static IEnumerable<PackFault> Check(PackFacts facts, PackRules rules)
    {
        var steps = facts.Chain.Ordered().Steps;
        foreach (var step in steps)
        {
            foreach (var fault in Units(step, rules)) yield return fault;
            if (Within(step, rules) is { } within) yield return within;
        }
        foreach (var fault in Between(steps, rules)) yield return fault;
        if (steps.Count > 0 && Shipped(facts, rules, [.. steps.Where(s => s.Number == steps.Max(x => x.Number))]) is { } shipped) yield return shipped;
    }

    private static IEnumerable<PackFault> Units(ChainStep step, PackRules rules)
    {
        foreach (var (side, q) in new[] { ("went in", step.In), ("came out", step.Out) })
        {
            if (q is null) continue;
            if (rules.Unit(q.Unit) is null)
                yield return new(PackFaultKind.NotComparable, true, $"Step {step.Number}: what {side} is counted in {q.Unit}, which no table knows.", $"Use one of {string.Join(", ", rules.Units.Select(u => u.Unit))}, or declare it in packs/units.csv.", step.Number);
            if (q.Quantity <= 0)
                yield return new(PackFaultKind.Quantities, true, $"Step {step.Number}: {PackLinter.Number(q.Quantity)} {q.Unit} of {q.Goods} {side}.", "A quantity is above zero.", step.Number);
        }
    }

    private static PackFault? Within(ChainStep step, PackRules rules)
    {
        if (step.In is not { } taken || step.Out is not { } given || Kilograms(taken, null, rules) is not { } kgIn || Kilograms(given, step.KgEach, rules) is not { } kgOut || kgIn <= 0)
            return step.In is not null && step.Out is not null && rules.Unit(step.In.Unit) is not null && rules.Unit(step.Out.Unit) is not null
                ? new(PackFaultKind.NotComparable, false, $"Step {step.Number}: {step.In.Unit} of {step.In.Goods} and {step.Out.Unit} of {step.Out.Goods} cannot be compared.", "Give both in a unit of weight, or the weight of one piece of what came out.", step.Number)
                : null;
        var ratio = kgOut / kgIn;
        if (rules.Conversion(taken.Goods, given.Goods) is not { } declared)
        {
            // Without a declared ratio only what cannot be in any trade is said: more out than in of the same goods.
            return PackRules.Same(taken.Goods, given.Goods) && ratio > 1
                ? new(PackFaultKind.Quantities, true, $"Step {step.Number}: {PackLinter.Number(kgIn)} kg of {taken.Goods} went in and {PackLinter.Number(kgOut)} kg came out.", "More cannot come out than went in.", step.Number)
                : new(PackFaultKind.NotComparable, false, $"No ratio is declared from {taken.Goods} to {given.Goods} (step {step.Number}).", "Declare one with its source in packs/conversions.csv of your own rulesets.", step.Number);
        }
        if (ratio > declared.Most)
            return new(PackFaultKind.Quantities, true, $"Step {step.Number}: {PackLinter.Number(kgIn)} kg of {taken.Goods} give at most {PackLinter.Number(kgIn * declared.Most)} kg of {given.Goods}, not {PackLinter.Number(kgOut)}.",
                $"More came from somewhere: name it, or correct the quantities. Ratio {PackLinter.Number(declared.Least)} to {PackLinter.Number(declared.Most)} ({declared.Source}; {declared.Checked}).", step.Number);
        return ratio < declared.Least
            ? new(PackFaultKind.Quantities, false, $"Step {step.Number}: {PackLinter.Number(kgIn)} kg of {taken.Goods} gave only {PackLinter.Number(kgOut)} kg of {given.Goods}; at least {PackLinter.Number(kgIn * declared.Least)} would be usual.",
                $"Say where the rest went. Ratio {PackLinter.Number(declared.Least)} to {PackLinter.Number(declared.Most)} ({declared.Source}; {declared.Checked}).", step.Number)
            : null;
    }

    // What all parties of one step gave must be enough for what all of the next took.
    private static IEnumerable<PackFault> Between(IReadOnlyList<ChainStep> steps, PackRules rules)
    {
        foreach (var number in steps.Select(s => s.Number).Distinct().Where(n => steps.Any(s => s.Number == n + 1)))
        {
            foreach (var goods in steps.Where(s => s.Number == number && s.Out is not null).Select(s => s.Out!.Goods).Distinct(StringComparer.OrdinalIgnoreCase)) // just asked for
            {
                var given = steps.Where(s => s.Number == number && PackRules.Same(s.Out?.Goods, goods)).ToList();
                var taken = steps.Where(s => s.Number == number + 1 && PackRules.Same(s.In?.Goods, goods)).ToList();
                var each = given.Select(s => s.KgEach).FirstOrDefault(k => k is not null);
                if (taken.Count == 0 || Sum(given.Select(s => Kilograms(s.Out!, s.KgEach, rules))) is not { } out_ || Sum(taken.Select(s => Kilograms(s.In!, each, rules))) is not { } in_) continue; // their goods were just compared
                if (in_ > out_)
                    yield return new(PackFaultKind.Quantities, true, $"Step {number} gave {PackLinter.Number(out_)} kg of {goods}, and step {number + 1} took {PackLinter.Number(in_)} kg.", "The difference came from somewhere: name it, or correct the quantities.", number + 1);
            }
        }
    }

    private static PackFault? Shipped(PackFacts facts, PackRules rules, List<ChainStep> last)
    {
        var (s, unit) = (facts.Shipment, rules.Unit(facts.Shipment.Unit));
        if (unit is null) return new(PackFaultKind.NotComparable, true, $"The shipment is counted in {s.Unit}, which no table knows.", $"Use one of {string.Join(", ", rules.Units.Select(u => u.Unit))}.");
        var made = last.Select(l => l.Out is { } o && rules.Unit(o.Unit) is { } u ? (u.Measure == unit.Measure ? o.Quantity * u.Factor : unit.Measure == "mass" ? Kilograms(o, l.KgEach, rules) : null) : null).ToList();
        if (Sum(made) is not { } all)
            return new(PackFaultKind.NotComparable, true, $"What the last step gave cannot be compared with the {PackLinter.Number(s.Quantity)} {s.Unit} that were shipped.", "Give what came out in the unit of the shipment.", last[0].Number);
        return s.Quantity * unit.Factor > all
            ? new(PackFaultKind.Quantities, true, $"{PackLinter.Number(s.Quantity)} {s.Unit} were shipped, and the last step gave only {PackLinter.Number(all / unit.Factor)}.", "The rest came from somewhere: name it, or correct the quantities.", last[0].Number)
            : null;
    }

    /// <summary>Null where it cannot be told.</summary>
    private static decimal? Kilograms(GoodsQuantity q, decimal? kgEach, PackRules rules) => rules.Unit(q.Unit) is not { } unit ? null
        : unit.Measure == "mass" ? q.Quantity * unit.Factor
        : kgEach is > 0 and var each ? q.Quantity * unit.Factor * each
        : null;

    private static decimal? Sum(IEnumerable<decimal?> parts) => parts.Aggregate((decimal?)0m, (sum, part) => sum + part);
}
