using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Comparison;

/// <summary>Compares two score cards of one supplier.</summary>
internal static class MovesBetween
{
    private static readonly Lane[] Lanes = Enum.GetValues<Lane>();

    /// <summary>A supplier with its card under one of the two rulesets.</summary>
    public readonly record struct Scored(Subject Subject, ScoreCard Card)
    {
        public bool IsIn(Lane lane) => Card.Flags.Any(f => OpenCases.LaneOf(f.Kind) == lane);
    }

    /// <summary>What moves, or null if nothing a person sees does.</summary>
    public static SupplierMove? Of(Scored active, Scored candidate, IEnumerable<Case> cases)
    {
        var closed = cases.Where(c => c.Status == CaseStatus.Closed).Select(c => Effect(c, active, candidate)).OfType<ClosedCaseMove>().ToList();
        var enters = Lanes.Where(l => candidate.IsIn(l) && !active.IsIn(l)).ToList();
        var leaves = Lanes.Where(l => active.IsIn(l) && !candidate.IsIn(l)).ToList();
        var by = Rules(active.Card, candidate.Card);
        var moves = active.Card.RiskScore != candidate.Card.RiskScore || active.Card.Band != candidate.Card.Band
            || enters.Count > 0 || leaves.Count > 0 || closed.Count > 0 || by.Count > 0;
        if (!moves) return null;
        var s = active.Subject;
        return new SupplierMove(
            s.Supplier.Id, s.Supplier.OwnId, s.Version.Name, s.Version.Country, active.Card.RiskScore, candidate.Card.RiskScore,
            active.Card.Band, candidate.Card.Band, enters, leaves, by, closed);
    }

    // As the next run would do it: a closed case reopens when its flag stands on other facts than its decision did.
    private static ClosedCaseMove? Effect(Case c, Scored active, Scored candidate)
    {
        var (was, now) = (Reopens(c, active), Reopens(c, candidate));
        if (now && !was) return new ClosedCaseMove(c.Id, c.Lane, ClosedCaseEffect.Reopens);
        return active.IsIn(c.Lane) && !candidate.IsIn(c.Lane) ? new ClosedCaseMove(c.Id, c.Lane, ClosedCaseEffect.FlagGone) : null;
    }

    private static bool Reopens(Case c, Scored scored) =>
        scored.IsIn(c.Lane) && OpenCases.FactsKey(scored.Subject, scored.Card, c.Lane) is var key && key != c.DecidedFactsKey && !(key == c.FactsKey && c.Flagged);

    private static List<RuleMove> Rules(ScoreCard active, ScoreCard candidate)
    {
        var (was, now) = (ByRule(active), ByRule(candidate));
        return
        [
            .. was.Keys.Union(now.Keys).Select(rule => new RuleMove(rule, was.GetValueOrDefault(rule), now.GetValueOrDefault(rule)))
                .Where(m => m.From != m.To)
                .OrderByDescending(m => Math.Abs(m.To - m.From)).ThenBy(m => m.Rule, StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, int> ByRule(ScoreCard card)
    {
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in card.Contributions) sums[row.Rule] = sums.GetValueOrDefault(row.Rule) + row.Hundredths;
        return sums;
    }
}
