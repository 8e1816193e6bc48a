using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>What one fact rule says of one supplier.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fired">True if its conditions hold and no exception does.</param>
/// <param name="Because">The sentence with the values; empty if it did not fire.</param>
/// <param name="Trace">Which condition held and which did not.</param>
public sealed record RuleResult(Rule Rule, bool Fired, string Because, ConditionTrace Trace);

/// <summary>One condition with its outcome.</summary>
/// <param name="Words">The condition as a reader would say it.</param>
/// <param name="Held">Whether it held.</param>
/// <param name="Parts">What it is made of, in the order of the file; empty for a single comparison.</param>
public sealed record ConditionTrace(string Words, bool Held, IReadOnlyList<ConditionTrace> Parts);
