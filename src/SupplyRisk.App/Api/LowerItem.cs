using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Api;

/// <summary>What would lower a supplier's band.</summary>
/// <param name="Band">Now.</param>
/// <param name="RiskScore">Now, 0 to 100.</param>
/// <param name="ToBand">After the changes; null where nothing at the supplier lowers it, or it is low already.</param>
/// <param name="ToRiskScore">After the changes.</param>
/// <param name="Changes">The smallest set; empty without <paramref name="ToBand"/>.</param>
/// <param name="IsSmallest">False where the search was cut off; none of the changes can be left out, but a smaller set of others may exist.</param>
/// <param name="Stays">What remains even if everything that can change did: place, goods, lists, hard triggers, the chain.</param>
internal sealed record LowerItem(
    Band Band, int RiskScore, Band? ToBand, int? ToRiskScore, IReadOnlyList<ChangeItem> Changes, bool IsSmallest, IReadOnlyList<StayingItem> Stays)
{
    public static LowerItem Of(Counterfactual c) => new(
        c.Band, c.RiskScore, c.ToBand, c.ToRiskScore,
        [.. c.Changes.Select(x => new ChangeItem(x.Kind, x.What, x.Indicator, x.Rules, x.AskFor, x.Provided.Length == 0 ? null : x.Provided))],
        c.IsSmallest, [.. c.Stays.Select(s => new StayingItem(s.Rule, s.Hundredths / 100m, s.Because))]);
}

/// <summary>One change.</summary>
/// <param name="AskFor">Documents that would show it.</param>
/// <param name="Provided">What must come out of it; null if nothing is open.</param>
internal sealed record ChangeItem(ChangeKind Kind, string What, Indicator? Indicator, IReadOnlyList<string> Rules, IReadOnlyList<string> AskFor, string? Provided);

/// <summary>A row of the account that no change moves away.</summary>
/// <param name="Points">That would be left of it.</param>
internal sealed record StayingItem(string Rule, decimal Points, string Because);
