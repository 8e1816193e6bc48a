namespace SupplyRisk.Watchlists;

/// <summary>What became of a file that arrived.</summary>
public enum DeliveryState
{
    /// <summary>Taken in as a snapshot.</summary>
    Taken,

    /// <summary>Waits for a person; the list says what it said before.</summary>
    Held,

    /// <summary>Held, and then taken in by a person.</summary>
    Released,

    /// <summary>Held, and then put away by a person.</summary>
    Discarded,

    /// <summary>Held until a later one made it needless.</summary>
    Superseded,
}

/// <summary>Why a delivery is held.</summary>
public enum HoldCause
{
    /// <summary>It did not arrive.</summary>
    Failed,

    /// <summary>It cannot be read to its end: cut off, damaged, or another file.</summary>
    Unreadable,

    /// <summary>Rows, columns or values have shapes that are not known.</summary>
    UnknownShapes,

    /// <summary>It has less than four fifths of the entries the list has.</summary>
    Shrunk,
}

/// <summary>A list's files as they arrived, fetched or handed over, and what became of them.</summary>
public sealed class ListDelivery
{
    public required Guid Id { get; init; }

    public required Guid WatchlistId { get; init; }

    /// <summary>When it arrived; of one that keeps failing, when it last did.</summary>
    public required DateTime At { get; set; }

    public required string ActorId { get; init; }

    /// <summary>Names of the files, <c>, </c> between.</summary>
    public required string FileNames { get; init; }

    /// <summary>Where it was fetched from; null if it was handed over.</summary>
    public string? Address { get; init; }

    public required DeliveryState State { get; set; }

    /// <summary>Null if it was taken at once.</summary>
    public HoldCause? Cause { get; init; }

    /// <summary>Why it is held, a sentence each: JSON.</summary>
    public required string ReasonsJson { get; set; }

    /// <summary>What was left out and remarked, a sentence each: JSON.</summary>
    public required string RemarksJson { get; init; }

    /// <summary>Null if it did not arrive.</summary>
    public string? Sha256 { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Entries that could be read.</summary>
    public required int Rows { get; init; }

    /// <summary>Entries the list had then; null if it had never been loaded.</summary>
    public int? RowsBefore { get; init; }

    /// <summary>As its publisher or whoever handed it over states.</summary>
    public DateOnly? PublishedOn { get; init; }

    public required bool IncludePersons { get; init; }

    public string? Mapping { get; init; }

    public DateTime? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? DecidedBecause { get; set; }

    /// <summary>The snapshot it became.</summary>
    public Guid? SnapshotId { get; set; }

    public bool IsReleasable => State == DeliveryState.Held && Cause is HoldCause.UnknownShapes or HoldCause.Shrunk;
}

/// <summary>When a listing first flagged a supplier: how long it took from its publication, and from when we knew of it.</summary>
public sealed class ListingFlag
{
    public required Guid WatchlistId { get; init; }

    public required string EntryId { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>Since when the list says it has listed it, else the day of the edition that brought it; null if neither is known.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>When the list first said it to us.</summary>
    public required DateTime KnownAt { get; init; }

    public required DateTime FlaggedAt { get; init; }
}
