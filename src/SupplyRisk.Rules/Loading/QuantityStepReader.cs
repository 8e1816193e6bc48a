using System.Globalization;
using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads the entries under <c>quantities:</c> of a rule file, and refuses those under which more would count for less.</summary>
internal sealed class QuantityStepReader
{
    private static readonly string[] Directions = ["raise", "lower"];
    private static readonly string[] Outcomes = ["raises", "lowers", "silent"];
    private readonly List<(QuantityStep Step, MappingReader At)> _read = [];

    public void Read(IReadOnlyList<MappingReader> steps, bool isOwn)
    {
        foreach (var step in steps)
        {
            if (ReadOne(step) is { } read) _read.Add((read with { IsOwn = isOwn }, step));
        }
    }

    /// <summary>Steps in ordinal order of their ids, an own one in place of the shipped one of its id; and what is hashed of them.</summary>
    public (IReadOnlyList<QuantityStep> Steps, IReadOnlyList<YamlNode> Nodes) Of(IReadOnlyDictionary<string, Rule> rules)
    {
        foreach (var same in _read.GroupBy(s => (s.Step.Id, s.Step.IsOwn)).Where(g => g.Count() > 1))
        {
            var (first, _) = same.First();
            foreach (var (_, at) in same.Skip(1)) at.Problem(at.Node, $"The id `{first.Id}` is taken by the step at {first.File}({first.Line}).");
        }

        foreach (var (step, at) in _read) Check(step, at, rules);
        var kept = _read.GroupBy(s => s.Step.Id, StringComparer.Ordinal).Select(g => g.OrderBy(s => s.Step.IsOwn).Last()).OrderBy(s => s.Step.Id, StringComparer.Ordinal).ToList();
        return ([.. kept.Select(s => s.Step)], [.. kept.Select(s => s.At.Node)]);
    }

    private static void Check(QuantityStep step, MappingReader at, IReadOnlyDictionary<string, Rule> rules)
    {
        foreach (var id in step.Rules)
        {
            var node = at.Value("rules") ?? at.Node;
            if (!rules.TryGetValue(id, out var rule)) at.Problem(node, $"There is no rule `{id}`.", Nearest.To(id, rules.Keys));
            else if (rule.Text is null) at.Problem(node, $"`{id}` is no text rule: only passages state quantities.");
            else if (!step.Raises && rule.Severity == Severity.Severe) at.Problem(node, $"`{id}` is severe, and severe evidence is a floor: no quantity lowers it.");
        }
    }

    private static QuantityStep? ReadOne(MappingReader step)
    {
        var id = step.Text("id", required: true);
        var rules = step.Texts("rules", required: true);
        var when = step.Mapping("when", required: true);
        var then = step.Text("then", required: true);
        var because = step.Text("because", required: true);
        var sources = step.Texts("sources", required: true);
        var countries = step.Texts("country");
        var cases = step.Mappings("cases", required: true).Select((c, i) => ReadCase(c, i + 1)).OfType<QuantityCase>().ToList();
        step.RefuseOthers();
        if (then is not null && !Directions.Contains(then)) step.Problem(step.Value("then") ?? step.Node, $"`{then}` is no direction; allowed are raise, lower.", Nearest.To(then, Directions));
        if (id is null || because is null || rules.Count == 0 || when is null || then is null || !Directions.Contains(then)) return null;
        foreach (var country in countries.Where(c => c is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])) step.Problem(step.Value("country") ?? step.Node, $"`{country}` is no ISO code of a country, such as CN.");
        var raises = then == "raise";
        var limits = when.Keys.ToList().Select(m => Limit(when, m, raises)).OfType<QuantityLimit>().ToList();
        when.RefuseOthers();
        var wanted = raises ? "raises" : "lowers";
        if (cases.All(c => c.Expect != wanted)) step.Problem(step.Node, $"No case expects `{wanted}`: an untested step is not published.");
        if (cases.All(c => c.Expect != "silent")) step.Problem(step.Node, "No case expects the step to stay silent.");
        return limits.Count == 0 ? null : new QuantityStep(id, rules, limits, countries, raises, because, sources, cases, step.File, (int)step.Node.Start.Line);
    }

    private static QuantityLimit? Limit(MappingReader when, string name, bool raises)
    {
        if (Wording.Parse<Measure>(name) is not { } measure)
        {
            when.Knows(name);
            when.Problem(when.KeyOf(name), $"`{name}` is no measure; there are {string.Join(", ", Wording.All<Measure>())}.", Nearest.To(name, Wording.All<Measure>()));
            return null;
        }

        if (when.Mapping(name) is not { } comparison) return null;
        var bounds = comparison.Keys.ToList();
        if (bounds is not [var written] || Wording.Parse<QuantityBound>(written) is not { } bound)
        {
            when.Problem(comparison.Node, $"`{name}` takes one of {string.Join(", ", Wording.All<QuantityBound>())}.");
            return null;
        }

        // So that a bigger quantity never counts for less; of ages a lower one.
        var opensUpward = bound is QuantityBound.AtLeast or QuantityBound.MoreThan;
        if (opensUpward != (raises != (measure == Measure.Age))) when.Problem(comparison.Node, $"`{written}` would make {(measure == Measure.Age ? "an older worker" : "a bigger quantity")} count for {(raises ? "less" : "more to lower")}: a step that {(raises ? "raises" : "lowers")} begins {(opensUpward ? "below" : "above")} a number.");
        if (measure == Measure.Money) return Money(comparison, written, bound);
        return comparison.Number(written) is { } number ? new QuantityLimit(measure, bound, number, new Dictionary<string, double>()) : null;
    }

    private static QuantityLimit? Money(MappingReader comparison, string written, QuantityBound bound)
    {
        if (comparison.Mapping(written) is not { } byMoney) return null;
        var amounts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var unit in byMoney.Keys.ToList())
        {
            if (byMoney.Number(unit) is > 0 and var amount) amounts[unit] = amount;
            else byMoney.Problem(byMoney.KeyOf(unit), string.Create(CultureInfo.InvariantCulture, $"`{unit}` needs an amount above 0."));
        }

        return amounts.Count == 0 ? null : new QuantityLimit(Measure.Money, bound, 0, amounts);
    }

    private static QuantityCase? ReadCase(MappingReader c, int number)
    {
        var expect = c.Text("expect", required: true);
        var text = c.Text("text", required: true);
        c.Text("note");
        var read = new QuantityCase(number, c.File, (int)c.Node.Start.Line, text ?? "", c.Text("lang"), c.Text("country"), expect ?? "");
        c.RefuseOthers();
        if (expect is null || text is null) return null;
        if (Outcomes.Contains(expect)) return read;
        c.Problem(c.Value("expect") ?? c.Node, $"`{expect}` is no outcome; allowed are {string.Join(", ", Outcomes)}.", Nearest.To(expect, Outcomes));
        return null;
    }
}
