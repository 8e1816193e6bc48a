using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Rules.Testing;

/// <summary>How one case came out.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Case">Number of the case within the rule, from 1.</param>
/// <param name="File">File of the rule.</param>
/// <param name="Line">Line of the case.</param>
/// <param name="Note">What the case shows.</param>
/// <param name="Passed">True if it came out as stated.</param>
/// <param name="Expected">What the case states.</param>
/// <param name="Got">What came out.</param>
/// <param name="Why">The conditions that held or not, or the finding's own reason.</param>
public sealed record CaseResult(
    string Rule, int Case, string File, int Line, string Note, bool Passed, string Expected, string Got, string Why);

/// <summary>Runs the cases that rules carry.</summary>
public static class RulesetTester
{
    /// <summary>Every case of every rule, in rule and file order.</summary>
    public static IReadOnlyList<CaseResult> Run(RulesetBundle bundle) =>
        throw new NotSupportedException(bundle.Hash);
}
