using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>One thing that takes its share of what is left to 100 points.</summary>
/// <param name="Share">In hundredths of a percent, 0 to 10000.</param>
/// <param name="Counts">False for a shadow rule: shown with what it would take, takes nothing.</param>
internal sealed record Weighted(string Rule, Indicator? Indicator, int Share, string Because, IReadOnlyList<FindingFact> Evidence, bool Counts)
{
    /// <summary>True for what was put right or lies long past. It takes its share of what all else has left, so that a cap on traces never touches what stands.</summary>
    public bool IsTrace { get; init; }
}

/// <summary>Adds shares up: the largest first, each next one taking its share of what is left. Never above 100 points, and neither a further nor a larger share ever gives less.</summary>
internal static class Shares
{
    public static List<Contribution> Rows(IEnumerable<Weighted> weighted, ScorePart part)
    {
        var total = 0;
        var rows = new List<Contribution>();
        foreach (var entry in weighted.OrderByDescending(w => w.Counts).ThenBy(w => w.IsTrace).ThenByDescending(w => w.Share).ThenBy(w => w.Rule, StringComparer.Ordinal).ThenBy(w => w.Because, StringComparer.Ordinal))
        {
            var points = (10000 - total) * entry.Share / 10000;
            if (entry.Counts) total += points;
            rows.Add(new Contribution(entry.Rule, entry.Indicator, part, entry.Counts ? points : 0, entry.Counts ? entry.Because : Hint(points, entry.Because), entry.Evidence) { IsHint = !entry.Counts, IsTrace = entry.IsTrace });
        }

        return rows;
    }

    /// <summary>The sentence of a rule in shadow mode. What it would take of what is left is what it would add, in whatever order shares are taken.</summary>
    public static string Hint(int points, string because) =>
        $"Hint, no points ({(points / 100m).ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture)} if the rule were live): {because}";
}
