using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Notifications;

/// <summary>
/// What stood behind a case when a run touched it: kinds, names and numbers only. Sentences, passages and people's words are left out on purpose,
/// because what leaves the house is made from this.
/// </summary>
/// <param name="Flags">Of the case's lane; empty once they are gone.</param>
/// <param name="Indicators">That evidence speaks for.</param>
/// <param name="Candidates">List entries to check or confirmed.</param>
public sealed record CaseFacts(Band Band, int RiskScore, IReadOnlyList<FlagKind> Flags, IReadOnlyList<Indicator> Indicators, IReadOnlyList<CandidateFact> Candidates)
{
    private const int MostCandidates = 10;

    internal static CaseFacts Of(ScreenedSupplier s, Lane lane) => new(
        s.Card.Band,
        s.Card.RiskScore,
        [.. s.Card.Flags.Select(f => f.Kind).Where(k => OpenCases.LaneOf(k) == lane).Distinct().Order()],
        [.. s.Card.Contributions.Where(c => c is { IsHint: false, IsTrace: false, Hundredths: > 0, Part: ScorePart.Evidence or ScorePart.Floor }).Select(c => c.Indicator).OfType<Indicator>().Distinct().Order()],
        [.. s.Subject.Matches.Where(m => m.Review != MatchReview.Dismissed).OrderByDescending(m => m.MatchScore).ThenBy(m => m.List, StringComparer.Ordinal).ThenBy(m => m.EntryId, StringComparer.Ordinal)
            .Take(MostCandidates).Select(m => new CandidateFact(m.List, m.EntryId, m.EntryName, Math.Round(m.MatchScore, 4)))]);
}

/// <summary>A list entry that may be the supplier.</summary>
public sealed record CandidateFact(string List, string EntryId, string EntryName, double MatchScore);
