using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>What a screening keeps beside its numbers, stored as JSON.</summary>
/// <param name="Contributions">Rows that add up to the residual, in the score card's order.</param>
/// <param name="Flags">Why someone should look; empty if nobody needs to.</param>
/// <param name="Upstream">What stands up the chain, nearest first.</param>
public sealed record ScreeningResult(
    IReadOnlyList<ContributionRow> Contributions, IReadOnlyList<Flag> Flags, IReadOnlyList<UpstreamFact> Upstream)
{
    public static readonly ScreeningResult Empty = new([], [], []);

    /// <summary>What it shares with whom; null if nothing that matters.</summary>
    public IReadOnlyList<SharedFact>? Shared { get; init; }
}

/// <summary>One contribution with its evidence by reference.</summary>
/// <param name="Points">Hundredths of a point.</param>
/// <param name="Evidence">May be empty.</param>
public sealed record ContributionRow(
    string Rule, Indicator? Indicator, ScorePart Part, int Points, string Because, IReadOnlyList<EvidenceRow> Evidence);

/// <summary>A quote at its place.</summary>
public sealed record EvidenceRow(
    string Document, string Sha256, int? Page, int Start, int End, string Quote, EvidenceStatus Status);

/// <summary>What moved between two screenings of one supplier, in sentences.</summary>
/// <param name="Added">Reasons that are new.</param>
/// <param name="Removed">Reasons that are gone.</param>
/// <param name="Moved">Reasons that weigh more or less than before.</param>
public sealed record WhatChanged(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Moved)
{
    public static readonly WhatChanged Nothing = new([], [], []);

    public bool IsNothing => Added.Count == 0 && Removed.Count == 0 && Moved.Count == 0;
}
