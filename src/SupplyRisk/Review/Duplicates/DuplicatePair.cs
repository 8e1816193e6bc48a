using SupplyRisk.Matching.Duplicates;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Two suppliers that may be one, as the last comparison found them. The one that an earlier import brought stands left.</summary>
public sealed class DuplicatePair
{
    public required Guid LeftId { get; init; }

    public required Guid RightId { get; init; }

    public required DuplicateBand Band { get; init; }

    /// <summary>0 to 1, four decimals.</summary>
    public required double Score { get; init; }

    public required string Because { get; init; }

    /// <summary>JSON array of match features, weightiest first.</summary>
    public required string FeaturesJson { get; init; }

    /// <summary>Hash of what was compared of both: a person's decision holds while it stays the same.</summary>
    public required string FactsKey { get; init; }

    public required DateTime FoundAt { get; init; }
}

/// <summary>On which facts, and how, a supplier was last compared with the others: what changed since is compared again. A row a supplier; without one it waits.</summary>
public sealed class SupplierComparison
{
    public required Guid SupplierId { get; init; }

    public required Guid SupplierVersionId { get; init; }

    /// <summary><see cref="DuplicateSettings.Version"/>.</summary>
    public required string Engine { get; init; }
}

/// <summary>What a person said of a pair.</summary>
public enum DuplicateVerdict
{
    /// <summary>One and the same: merged.</summary>
    Same,

    /// <summary>Not the same: the pair is not asked about while the facts hold.</summary>
    NotSame,

    /// <summary>What was said before is taken back; the pair is open again.</summary>
    TakenBack,
}

/// <summary>A person's word on a pair, with the facts it rests on. Kept for ever; the newest holds while its facts hold.</summary>
public sealed class DuplicateDecision
{
    public required Guid Id { get; init; }

    public required Guid LeftId { get; init; }

    public required Guid RightId { get; init; }

    public required DuplicateVerdict Verdict { get; init; }

    public required string FactsKey { get; init; }

    public required string Words { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A new row of a previewed import that may be a supplier already known.</summary>
public sealed class ImportDuplicate
{
    public required Guid ImportId { get; init; }

    /// <summary>As the list counts its rows.</summary>
    public required int Row { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>What the new supplier would be called within its source.</summary>
    public required string OwnId { get; init; }

    public required string Name { get; init; }

    /// <summary>Address, city, region and country as one line.</summary>
    public required string Place { get; init; }

    public required DuplicateBand Band { get; init; }

    public required double Score { get; init; }

    public required string Because { get; init; }

    public required string FeaturesJson { get; init; }
}

/// <summary>A previewed import whose new rows have been compared with the portfolio.</summary>
public sealed class ImportComparison
{
    public required Guid ImportId { get; init; }

    /// <summary>New rows compared. Each counts in the first band below that it has a supplier in, or in none: then it is new.</summary>
    public required int Rows { get; init; }

    public required int Same { get; init; }

    public required int Maybe { get; init; }

    public required int OtherSite { get; init; }

    public required DateTime At { get; init; }
}
