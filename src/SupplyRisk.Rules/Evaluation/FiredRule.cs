using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>A fact rule that fired, with what its points depend on.</summary>
internal sealed record FiredRule(Rule Rule, string Because)
{
    /// <summary>Documents the conditions found, newest first; empty if the rule asks for none.</summary>
    public IReadOnlyList<DocumentFact> Documents { get; init; } = [];

    public IReadOnlyList<FindingFact> Findings { get; init; } = [];

    /// <summary>Steps to the nearest thing up the chain, or null.</summary>
    public int? Steps { get; init; }

    public bool Counts => Rule.Mode == RuleMode.Live;

    public static FiredRule Of(Rule rule, FactScope scope)
    {
        var found = scope.Found.Values;
        var findings = found.SelectMany(b => b.Items).OfType<FindingFact>().ToList();
        return new FiredRule(rule, rule.Compiled!.Because.Fill(scope)) // it fired, so it is a fact rule
        {
            Findings = findings,
            Documents = found.Count == 0 ? [] :
            [
                .. found.SelectMany(b => b.Items).OfType<DocumentFact>().Concat(findings.Select(f => f.Document))
                    .OrderByDescending(d => d.Date ?? DateOnly.MinValue).ThenBy(d => d.Path, StringComparer.Ordinal),
            ],
            Steps = found.SelectMany(b => b.Items).OfType<UpstreamFact>().Select(u => (int?)u.Steps).Min(),
        };
    }
}
