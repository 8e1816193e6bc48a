namespace SupplyRisk.Review;

/// <summary>Which queue a case stands in.</summary>
public enum Lane
{
    /// <summary>Hard triggers and high or critical residual risk.</summary>
    Risk,
    MatchToCheck,
    GatherEvidence,
}

/// <summary>How far people are with a case; apart from how it came out.</summary>
public enum CaseStatus
{
    NotAssessed,
    InReview,
    NeedsEvidence,
    Escalated,
    Closed,
}

/// <summary>How a closed case came out.</summary>
public enum CaseOutcome
{
    ConfirmedConcern,
    UsefulAlert,
    FalsePositive,
    CannotRate,
}

/// <summary>A supplier's place in one lane. One open or closed case a supplier and lane; it reopens when its facts change.</summary>
public sealed class Case
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Lane Lane { get; init; }

    public required CaseStatus Status { get; set; }

    public CaseOutcome? Outcome { get; set; }

    public required DateTime OpenedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>True while a flag stands behind it; a case whose flags are gone leaves the queue by itself.</summary>
    public required bool Flagged { get; set; }

    /// <summary>Hash of what the case is about, as last seen by a run.</summary>
    public required string FactsKey { get; set; }

    /// <summary>Hash of what the last decision was about; null if none was taken.</summary>
    public string? DecidedFactsKey { get; set; }

    /// <summary>Order within the lane: higher first.</summary>
    public required int Priority { get; set; }

    /// <summary>Counts changes: two people on one case must not overwrite each other.</summary>
    public required int Version { get; set; }

    /// <summary>Actor id of whoever it was given to; null if it is anybody's.</summary>
    public string? AssigneeId { get; set; }

    /// <summary>Actor id of whoever took it; holds until <see cref="HeldUntil"/>.</summary>
    public string? HeldById { get; set; }

    public DateTime? HeldUntil { get; set; }

    /// <summary>When it was put off; null if it is not. It comes back when its facts change, and on <see cref="SnoozedUntil"/>.</summary>
    public DateTime? SnoozedAt { get; set; }

    /// <summary>When it comes back by itself; null if only its facts bring it back.</summary>
    public DateTime? SnoozedUntil { get; set; }

    /// <summary>How many proposals on it wait for a second person.</summary>
    public int Waiting { get; set; }

    /// <summary>Who holds it at <paramref name="now"/>; null if nobody does, or the hold has run out.</summary>
    public string? HolderAt(DateTime now) => HeldUntil > now ? HeldById : null;
}

/// <summary>Something that happened to a case.</summary>
public sealed class CaseEvent
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime At { get; init; }

    public required string ActorId { get; init; }

    /// <summary>By a run: <c>opened</c>, <c>updated</c>, <c>reopened</c>, <c>flag_gone</c>; by people: <see cref="Cases.CaseEventKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The version it left the case at, where a person did it; null for what changes no status.</summary>
    public int? Version { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>What changed, in sentences: a JSON array of strings.</summary>
    public required string ChangesJson { get; init; }

    /// <summary>What stood behind the case then: <see cref="Notifications.CaseFacts"/> as JSON; null where it is no news of facts.</summary>
    public string? FactsJson { get; set; }

    /// <summary>The batch of notifications that took it up; null until then.</summary>
    public Guid? ToldIn { get; init; }
}

/// <summary>A person's decision on a case, with the facts it rests on.</summary>
public sealed class CaseDecision
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }

    public required CaseStatus Status { get; init; }

    public CaseOutcome? Outcome { get; init; }

    public required string ReasonCode { get; init; }

    public required string Words { get; init; }

    public required string FactsKey { get; init; }

    public required int RiskScore { get; init; }

    public required string Band { get; init; }

    /// <summary>The second person, where one was needed.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When it was undone; it counts for nothing since.</summary>
    public DateTime? UndoneAt { get; set; }
}
