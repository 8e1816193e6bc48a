namespace SupplyRisk.Matching.Duplicates;

/// <summary>What is looked at when two suppliers are compared.</summary>
public sealed record TwinFacts
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public string? NativeName { get; init; }

    public string? Address { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    public string? Phone { get; init; }

    /// <summary><c>scheme:value</c>; may be empty.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];
}

/// <summary>How two suppliers are put to a person. Never "is", always "may be". What stands in no band counts as new.</summary>
public enum DuplicateBand
{
    /// <summary>May be one and the same: names and address agree, or a number of the site is equal.</summary>
    Same,

    /// <summary>May be one and the same, and somebody has to look.</summary>
    Maybe,

    /// <summary>May be the same company at another site: no duplicate.</summary>
    OtherSite,
}

/// <summary>Two suppliers compared.</summary>
/// <param name="Score">0 to 1; the points of the features add up to it.</param>
/// <param name="Because">One sentence.</param>
/// <param name="Features">What was compared, weightiest first.</param>
public sealed record DuplicateResult(double Score, DuplicateBand Band, string Because, IReadOnlyList<MatchFeature> Features);
