namespace SupplyRisk.Watchlists;

/// <summary>An enforcement list, e.g. the UFLPA Entity List, or a customer's own.</summary>
public sealed class Watchlist
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Which reader reads it: a <see cref="WatchlistSource.Id"/>.</summary>
    public required string Source { get; init; }

    public Guid? CurrentSnapshotId { get; set; }

    /// <summary>When we last knew that the current snapshot is what the publisher says; null before the first.</summary>
    public DateTime? CheckedAt { get; set; }

    /// <summary>What the publisher's server gave to ask with whether anything is new, by address: JSON. Null if nothing.</summary>
    public string? ValidatorsJson { get; set; }
}

/// <summary>What a list said at one retrieval.</summary>
public sealed class Snapshot
{
    public required Guid Id { get; init; }

    public required Guid WatchlistId { get; init; }

    /// <summary>SHA-256 of the file as retrieved, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required string FileName { get; init; }

    /// <summary>As the publisher states; null if it does not.</summary>
    public DateOnly? PublishedOn { get; init; }

    public required DateTime RetrievedAt { get; init; }

    public required int Rows { get; init; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Removed { get; set; }
}

/// <summary>What a list said of one entry, with when it was true and when we knew it.</summary>
public sealed class ListEntryVersion : Data.IVersioned
{
    public required Guid Id { get; init; }

    public required Guid WatchlistId { get; init; }

    /// <summary>The entry's id within its list.</summary>
    public required string EntryId { get; init; }

    /// <summary>The snapshot that first said so.</summary>
    public required Guid SnapshotId { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }

    public required DateTime KnownFrom { get; init; }

    public required DateTime KnownTo { get; set; }

    /// <summary>SHA-256 over all facts below, first 32 hex digits.</summary>
    public required string FactsHash { get; init; }

    public required string Name { get; init; }

    /// <summary><c>|</c> between; empty if none.</summary>
    public required string Aliases { get; init; }

    public string? Country { get; init; }

    public string? Address { get; init; }

    /// <summary><c>scheme:value</c>, <c>|</c> between; empty if none.</summary>
    public required string Identifiers { get; init; }

    public required bool IncludesSubsidiaries { get; init; }

    public string? Programme { get; init; }

    public string? SourceUrl { get; init; }
}
