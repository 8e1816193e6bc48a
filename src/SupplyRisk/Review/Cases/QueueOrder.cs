using System.Globalization;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>
/// The order of the queue: expected harm, and a little for every day of waiting. Hundredths of a point, integers only, so that the order is the same everywhere.
/// </summary>
/// <remarks>
/// Expected harm is how bad it would be times how likely it is so.
/// Risk: the residual, and 100 points more where a hard trigger stands.
/// Match to check: the score a confirmed match would have at least (90) times the match score of the likeliest open candidate.
/// Gather evidence: the inherent risk times the share that is not known.
/// Each day since the case was opened adds a tenth of a point, without an end: nothing waits for ever, and the order of two cases never turns by time alone,
/// so it can be made once and kept.
/// </remarks>
public static class QueueOrder
{
    /// <summary>Hundredths of a point a day.</summary>
    public const int PerDay = 10;

    // More than any residual, and a hard trigger floors that at 90: a key above this has one, a key at it is a residual of 100.
    private const int HardTrigger = 10_000, ConfirmedScore = 9_000;

    private static readonly DateTime Beginning = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Expected harm, as a run stores it with the case.</summary>
    internal static int HarmOf(ScreenedSupplier s, Lane lane) => lane switch
    {
        Lane.Risk => s.Card.Residual + (s.Card.Flags.Any(f => f.Kind == FlagKind.HardTrigger) ? HardTrigger : 0),
        Lane.MatchToCheck => (int)(s.Subject.Matches.Where(m => m.Review == MatchReview.Unreviewed).Select(m => m.MatchScore).DefaultIfEmpty().Max() * 1_000) * ConfirmedScore / 1_000,
        Lane.GatherEvidence => s.Card.Inherent * (100 - s.Card.CoverageHundredths) / 100,
    };

    /// <summary>The key to sort by, highest first. A day in the queue counts the same for all, so counting from any fixed day gives the same order.</summary>
    public static int KeyOf(CaseRow row) => row.Priority - (PerDay * (int)(row.OpenedAt.Date - Beginning).TotalDays);

    /// <summary>Why a case stands where it does.</summary>
    public static string Reason(CaseRow row, DateTime now)
    {
        var days = Math.Max(0, (int)(now.Date - row.OpenedAt.Date).TotalDays);
        var harm = row.Lane switch
        {
            Lane.Risk when row.Priority > HardTrigger => $"hard trigger (100) and residual risk {Points(row.Priority - HardTrigger)}",
            Lane.Risk => $"residual risk {Points(row.Priority)}",
            Lane.MatchToCheck => $"{row.Priority * 100 / ConfirmedScore}% alike, of the 90 a confirmed match would score: {Points(row.Priority)}",
            Lane.GatherEvidence => $"inherent risk that nothing is known of {Points(row.Priority)}",
        };
        return days == 0 ? $"{harm}; opened today" : $"{harm}; {days.ToString(CultureInfo.InvariantCulture)} {(days == 1 ? "day" : "days")} of waiting +{Points(days * PerDay)}";
    }

    private static string Points(int hundredths) => (hundredths / 100m).ToString("0.#", CultureInfo.InvariantCulture);
}
