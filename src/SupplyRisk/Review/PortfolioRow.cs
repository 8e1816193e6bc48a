using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review;

/// <summary>One supplier as lists and counts need it: what its list said last, and its newest screening.</summary>
/// <param name="Country">ISO alpha-2, or null.</param>
/// <param name="Band">Null until it is screened.</param>
/// <param name="Coverage">0 to 100.</param>
/// <param name="Flags">Kinds of open flags; none is empty.</param>
/// <param name="Folded">Name, native name and own id in one, lower case, for finding by a part of them.</param>
public sealed record PortfolioRow(
    Guid Id, string OwnId, string Name, string? NativeName, string? Country, string? Sector, int? Tier, Guid ListSourceId, bool Listed,
    Band? Band, int RiskScore, int Coverage, IReadOnlyList<FlagKind> Flags, DateTime? ScreenedAt, string Folded);

/// <summary>One case as queues and counts need it.</summary>
/// <param name="Flagged">True while a flag stands behind it.</param>
public sealed record CaseRow(
    Guid Id, Guid SupplierId, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, bool Flagged, int Priority, DateTime OpenedAt, DateTime UpdatedAt)
{
    /// <summary>Waits for a person.</summary>
    public bool IsOpen => Flagged && Status != CaseStatus.Closed;
}

/// <summary>What an actor may see, at one moment.</summary>
/// <param name="Suppliers">By name.</param>
/// <param name="Cases">In no order.</param>
public sealed record PortfolioView(IReadOnlyList<PortfolioRow> Suppliers, IReadOnlyCollection<CaseRow> Cases);
