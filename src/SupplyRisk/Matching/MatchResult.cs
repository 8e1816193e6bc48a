namespace SupplyRisk.Matching;

/// <summary>What is known of the name to look up.</summary>
public sealed record MatchQuery
{
    public required string Name { get; init; }

    /// <summary>The name in the script of its country, or null.</summary>
    public string? NativeName { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    public string? Address { get; init; }

    /// <summary>Identifiers as <c>scheme:value</c>; may be empty.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];
}

/// <summary>One entry of a list, as the matcher sees it.</summary>
public sealed record MatchEntry
{
    /// <summary>Unique over all entries handed to one index.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    public string? Address { get; init; }

    /// <summary>Identifiers as <c>scheme:value</c>; may be empty.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>True where the list covers the entry's subsidiaries too.</summary>
    public bool IncludesSubsidiaries { get; init; }
}

/// <summary>Is it the same entity? 0 (surely not) to 1 (nothing tells them apart). Not a risk.</summary>
public readonly record struct MatchScore(double Value)
{
    public override string ToString() => Value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How a pair is put to a person. Never "is", always "may be".</summary>
public enum MatchOutcome
{
    /// <summary>May be the same entity: at or above the review threshold.</summary>
    Candidate,

    /// <summary>May belong together: parent, subsidiary, sister.</summary>
    Related,

    /// <summary>Below the threshold.</summary>
    Below,
}

/// <summary>One line of the explanation of a match score.</summary>
/// <param name="Feature">What was compared, e.g. <c>name_tokens</c>, <c>country</c>, <c>identifier</c>.</param>
/// <param name="Left">The query's value, or null.</param>
/// <param name="Right">The entry's value, or null.</param>
/// <param name="Weight">The declared weight.</param>
/// <param name="Points">What it added to (or took from) the score.</param>
/// <param name="Because">One sentence.</param>
public sealed record MatchFeature(string Feature, string? Left, string? Right, double Weight, double Points, string Because);

/// <summary>A list entry that may be the queried name, explained.</summary>
public sealed record MatchResult
{
    public required string EntryId { get; init; }

    /// <summary>The name or alias of the entry that fitted best, as the list gives it.</summary>
    public required string MatchedAlias { get; init; }

    public required MatchScore Score { get; init; }

    public required MatchOutcome Outcome { get; init; }

    /// <summary>True if an identifier of both is equal.</summary>
    public bool IdentifierEqual { get; init; }

    /// <summary>What was compared, weightiest first.</summary>
    public required IReadOnlyList<MatchFeature> Features { get; init; }
}
