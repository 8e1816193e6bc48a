namespace SupplyRisk.Search.Saved;

/// <summary>A search that somebody wants to ask again. As a watch it remembers what it found and reports what it finds for the first time.</summary>
public sealed class SavedSearch
{
    public const int MaxName = 100;

    public required Guid Id { get; init; }

    /// <summary>Whose it is: nobody else sees it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Unique among its owner's.</summary>
    public required string Name { get; set; }

    /// <summary>As typed into the search box.</summary>
    public required string Text { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Null while it is not a watch.</summary>
    public DateTime? WatchedSince { get; set; }

    /// <summary>When it was last compared with what it remembers; null until it first remembered anything.</summary>
    public DateTime? CheckedAt { get; set; }

    /// <summary>The newest run whose outcome it has reported.</summary>
    public Guid? CheckedRunId { get; set; }

    /// <summary>Why a run is not reported yet, for people; null if nothing waits.</summary>
    public string? Waiting { get; set; }
}

/// <summary>A record that a watch has found. Found again after it had gone, it is new again.</summary>
public sealed class WatchHit
{
    public required Guid SavedSearchId { get; init; }

    /// <summary><c>supplier</c> or <c>document</c>, as in the outbox.</summary>
    public required string Entity { get; init; }

    public required Guid RecordId { get; init; }

    public required DateTime FoundAt { get; init; }

    /// <summary>The run after which it was found; null if it was there when the watch began.</summary>
    public Guid? RunId { get; init; }

    /// <summary>When its owner marked it as seen; what was there when the watch began counts as seen.</summary>
    public DateTime? SeenAt { get; init; }

    /// <summary>When it was found no longer; null while it is.</summary>
    public DateTime? GoneAt { get; init; }
}
