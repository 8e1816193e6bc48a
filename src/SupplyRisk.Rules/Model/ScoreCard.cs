namespace SupplyRisk.Rules.Model;

/// <summary>How a score is called. Higher is worse.</summary>
public enum Band
{
    Low,
    Medium,
    High,
    Critical,

    /// <summary>Too little is known and nothing is asserted. Never shown as good.</summary>
    CannotRate,
}

/// <summary>Why someone should look.</summary>
public enum FlagKind
{
    /// <summary>A fact that stands whatever else is known.</summary>
    HardTrigger,

    /// <summary>The residual risk is high or critical.</summary>
    Risk,

    /// <summary>A list entry may be this supplier; a person has to say.</summary>
    MatchToCheck,

    /// <summary>Too little is known to rate.</summary>
    GatherEvidence,
}

/// <summary>Which of the four numbers a contribution belongs to.</summary>
public enum ScorePart
{
    Inherent,
    Evidence,
    Control,

    /// <summary>Points added so that severe evidence or a hard trigger is a floor.</summary>
    Floor,

    /// <summary>Points taken away so that a part stays within its declared bound.</summary>
    Cap,
}

/// <summary>One line of the account that adds up to the residual.</summary>
/// <param name="Rule">The rule, or the declared cap or floor, that gives the points.</param>
/// <param name="Indicator">The indicator it belongs to, or null.</param>
/// <param name="Part">Which number it belongs to.</param>
/// <param name="Hundredths">Hundredths of a point; negative lowers. All rows of a card add up to <see cref="ScoreCard.Residual"/>.</param>
/// <param name="Because">One sentence with the values that made the rule fire.</param>
/// <param name="Evidence">The findings behind it; empty for place, goods and lists.</param>
public sealed record Contribution(
    string Rule, Indicator? Indicator, ScorePart Part, int Hundredths, string Because, IReadOnlyList<FindingFact> Evidence)
{
    /// <summary>True for a rule in shadow mode: shown to reviewers, and nothing may follow from it.</summary>
    public bool IsHint { get; init; }

    /// <summary>True for what was put right or lies long past.</summary>
    public bool IsTrace { get; init; }
}

/// <summary>A reason to look, with the rule that gives it.</summary>
public sealed record Flag(FlagKind Kind, string Rule, string Because);

/// <summary>The four numbers of one supplier, the account behind them, and the flags. All numbers in hundredths of a point, 0 to 10000.</summary>
public sealed record ScoreCard
{
    /// <summary>Known before any evidence: place, sector, goods.</summary>
    public required int Inherent { get; init; }

    /// <summary>Findings, confirmed matches, reports.</summary>
    public required int Evidence { get; init; }

    /// <summary>What audits, certificates and training take away, as a positive number within its cap.</summary>
    public required int Controls { get; init; }

    /// <summary>What remains; the sum of <see cref="Contributions"/>.</summary>
    public required int Residual { get; init; }

    /// <summary>The residual as an integer from 0 to 100, rounded half up.</summary>
    public int RiskScore => (Residual + 50) / 100;

    /// <summary>How much is known, in hundredths from 0 to 100.</summary>
    public required int CoverageHundredths { get; init; }

    public required Band Band { get; init; }

    /// <summary>Ordered by part, then points descending, then rule.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>Ordered by kind, then rule; empty if nobody needs to look.</summary>
    public required IReadOnlyList<Flag> Flags { get; init; }
}
