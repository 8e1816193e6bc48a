namespace SupplyRisk.Screening;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    Running,
    Completed,
    Cancelled,
    Failed,
}

/// <summary>One pass over the pending work. Pins everything a score depends on.</summary>
public sealed class Run
{
    /// <summary>The trigger of what is scored at once with a person's decision: <see cref="ScreenAtOnce"/>.</summary>
    public const string ByDecision = "decision";

    public required Guid Id { get; init; }

    /// <summary>What woke it: <c>schedule</c>, <c>event</c>, <c>manual</c>, <c>command</c>, <c>decision</c>.</summary>
    public required string Trigger { get; init; }

    public required string ActorId { get; init; }

    public required RunState State { get; set; }

    public required DateTime StartedAt { get; init; }

    public DateTime? FinishedAt { get; set; }

    public required DateOnly AsOf { get; init; }

    public required DateTime KnownAt { get; init; }

    public required string RulesetHash { get; init; }

    public required string TextRulesHash { get; init; }

    /// <summary>SHA-256 over the list entries used, whatever lists they come from.</summary>
    public required string ListsHash { get; init; }

    /// <summary>Match algorithm, settings and token-frequency table.</summary>
    public required string MatcherVersion { get; init; }

    /// <summary>Work rows found at the start, and those that came of them.</summary>
    public int Total { get; set; }

    public int Done { get; set; }

    /// <summary>Suppliers whose screening came out different.</summary>
    public int Changed { get; set; }

    public int FlagsOpened { get; set; }

    public int FlagsClosed { get; set; }

    /// <summary>What it is doing, for people.</summary>
    public required string Stage { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>Rounds opened so far, from 1: each is one kind of work, split into partitions.</summary>
    public int Round { get; set; }

    /// <summary>The instance that opened its last round.</summary>
    public required string Owner { get; set; }

    /// <summary>Until when somebody is at it for certain.</summary>
    public required DateTime LeaseUntil { get; set; }

    /// <summary>What went wrong, if it failed.</summary>
    public string? Message { get; set; }
}
