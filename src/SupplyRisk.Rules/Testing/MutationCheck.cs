using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>A change to a rule that no case of it noticed.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Change">What was changed, e.g. <c>dropped: country is CN</c>.</param>
public sealed record SurvivingMutant(string Rule, string Change)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: no case turns red when {Change}";
}

/// <summary>Drops and flips each condition of each stable fact rule, and leaves out each line of patterns of each stable text rule; some case must then come out otherwise, else the cases do not hold the rule. Quantity steps are changed likewise, in number and direction too.</summary>
public static class MutationCheck
{
    /// <summary>The changes that went unnoticed, in rule order; empty if the cases hold every rule.</summary>
    public static IReadOnlyList<SurvivingMutant> Run(RulesetBundle bundle, Func<Rule, bool>? only = null) =>
    [
        .. bundle.Rules.Where(r => r is { Status: RuleStatus.Stable, Mode: not RuleMode.Off } && only?.Invoke(r) != false)
            .AsParallel().AsOrdered().SelectMany(r => r.Compiled is null ? OfPatterns(bundle, r) : OfConditions(bundle, r)),
        .. QuantityCases.Mutants(bundle, only),
    ];

    private static IEnumerable<SurvivingMutant> OfConditions(RulesetBundle bundle, Rule rule) =>
        from mutant in Mutants(rule.Compiled!.When) // a fact rule
        where Survives(bundle, rule, mutant.Condition.Compile())
        select new SurvivingMutant(rule.Id, mutant.Change);

    private static IEnumerable<SurvivingMutant> OfPatterns(RulesetBundle bundle, Rule rule) =>
        CaseProposals.Of(bundle, rule).Select(p => new SurvivingMutant(rule.Id, $"the line of {p.Language} patterns is left out: {p.Line}. This one would, `expect: {p.Expect}`: {p.Text}"));

    private static bool Survives(RulesetBundle bundle, Rule rule, Test test) =>
        rule.Cases.All(c => c.Facts is null || test(bundle.ScopeOf(c.Facts), null) == (c.Expect == "fires"));

    private static IEnumerable<(string Change, Condition Condition)> Mutants(Condition condition)
    {
        if (condition is NamedCondition named)
        {
            // A name changes nothing; what it stands for is changed.
            foreach (var inner in Mutants(named.Part)) yield return inner;
            yield break;
        }

        yield return ($"flipped: {condition.Words}", new NoneOf([condition]));
        if (condition is TableRow row)
        {
            foreach (var weaker in row.Weaker()) yield return ($"lookup weakened to: {weaker.Words}", weaker);
        }

        for (var i = 0; i < condition.Parts.Count; i++)
        {
            var part = condition.Parts[i];
            yield return ($"dropped: {part.Words}", Drop(condition, i));
            foreach (var (change, mutant) in Mutants(part))
            {
                yield return (change, condition.With([.. condition.Parts.Select((p, at) => at == i ? mutant : p)]));
            }
        }
    }

    private static Condition Drop(Condition condition, int part)
    {
        var rest = condition.Parts.Where((_, at) => at != part).ToList();
        var nothing = new Comparison("anything", (_, _) => true);
        return condition switch
        {
            SomeItem some => some with { Item = nothing },
            AllOf when rest.Count == 0 => nothing,
            _ => condition.With(rest),
        };
    }
}
