using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>What kind of thing would have to change.</summary>
public enum ChangeKind
{
    /// <summary>What was found is put right, and that is shown.</summary>
    Remedy,

    /// <summary>An independent audit that looks at every indicator.</summary>
    Audit,

    /// <summary>A document or a statement that can be asked for.</summary>
    Document,

    /// <summary>An enforcement list is loaded here; the supplier has no part in it.</summary>
    List,
}

/// <summary>One thing that can change, and what to ask for.</summary>
/// <param name="What">One sentence.</param>
/// <param name="Indicator">Set for remedies.</param>
/// <param name="Rules">Rules it acts on, ordinal; may be empty.</param>
/// <param name="AskFor">Documents that would show it; never empty.</param>
/// <param name="Provided">What must come out of it for the band to fall; empty if nothing is open.</param>
public sealed record Change(ChangeKind Kind, string What, Indicator? Indicator, IReadOnlyList<string> Rules, IReadOnlyList<string> AskFor, string Provided)
{
    /// <summary>The facts as they would be.</summary>
    public Func<SubjectFacts, SubjectFacts> Apply { get; init; } = facts => facts;
}

/// <summary>What would lower a supplier's band, and what no change at the supplier can move.</summary>
/// <param name="Band">The band now.</param>
/// <param name="RiskScore">The score now.</param>
/// <param name="ToBand">The band after the changes; for <c>cannot_rate</c> the first band it could be rated in. Null where no set of changes lowers it, and where it is low already.</param>
/// <param name="ToRiskScore">The score after the changes, or null with <paramref name="ToBand"/>.</param>
/// <param name="Changes">The smallest set that lowers the band; among sets of one size the one that leaves the lowest score. Empty with <paramref name="ToBand"/> null.</param>
/// <param name="IsSmallest">False where the search was cut off: the set then lowers the band and none of its changes can be left out, but a smaller one of others may exist.</param>
/// <param name="Stays">What gives points and remains even if all of it changed: place, goods, lists, hard triggers, the chain, traces of what was put right.</param>
public sealed record Counterfactual(
    Band Band, int RiskScore, Band? ToBand, int? ToRiskScore, IReadOnlyList<Change> Changes, bool IsSmallest, IReadOnlyList<Contribution> Stays)
{
    /// <summary>Everything that can change about the supplier: remedies by indicator, an audit, documents, lists.</summary>
    public static IReadOnlyList<Change> Possible(RulesetBundle bundle, SubjectFacts facts) => PossibleChanges.Of(bundle, facts);

    /// <summary>Finds it. Pure; at most some thousands of scorings, whatever the facts.</summary>
    public static Counterfactual Of(RulesetBundle bundle, SubjectFacts facts) => new CounterfactualSearch(bundle, facts).Run();
}
