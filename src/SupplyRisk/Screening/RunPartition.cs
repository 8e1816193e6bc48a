namespace SupplyRisk.Screening;

/// <summary>A share of one round of a run: the work of one kind in a range of keys. One instance at a time works on it, batch by batch, under a lease.</summary>
/// <remarks>
/// All rows of one key lie in one range, so nobody else has it at the same time; and what was recorded together is read together. <see cref="Owner"/> and <see cref="Attempts"/> are the fence:
/// they are checked in the transaction of every batch, so an instance that comes back late writes nothing.
/// </remarks>
public sealed class RunPartition
{
    public required Guid RunId { get; init; }

    /// <summary>From 1, rising over all rounds of a run.</summary>
    public required int Number { get; init; }

    /// <summary>From 1. A round opens when the one before it is done.</summary>
    public required int Round { get; init; }

    /// <summary>The <see cref="Data.WorkKind"/> of the round.</summary>
    public required string Kind { get; init; }

    public required Guid KeyFrom { get; init; }

    /// <summary>The end of the range, not included.</summary>
    public required Guid KeyTo { get; init; }

    /// <summary>The last work row of the round. What the round itself gives rise to is for a later one, whoever is faster.</summary>
    public required long WorkUpTo { get; init; }

    /// <summary>The instance that has it, or had it last; null if nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when it has it; the distant past if nobody.</summary>
    public required DateTime LeaseUntil { get; init; }

    /// <summary>How often it was claimed.</summary>
    public int Attempts { get; init; }

    /// <summary>Work rows done.</summary>
    public int Done { get; init; }

    public DateTime? FinishedAt { get; init; }
}
