namespace SupplyRisk.Review.Actions;

/// <summary>What is put right. Remediation for the people concerned comes first.</summary>
public enum RemedyKind
{
    FeesRepaid,
    DocumentsReturned,
    BackPay,
    ContractsCorrected,
    FreedomOfMovementRestored,
    Training,

    /// <summary>Where labour is imposed by a state nothing can be put right at the site: the origin of the goods is shown instead.</summary>
    OriginShown,
    Other,
}

/// <summary>How far an action is. <see cref="ActionStates"/> says what may follow what.</summary>
public enum ActionState
{
    Proposed,
    Agreed,
    Disputed,
    InProgress,

    /// <summary>The supplier says that it is done; nobody has looked yet.</summary>
    Done,
    Verified,
    NotEffective,
    Reopened,
    Cancelled,
}

/// <summary>How somebody made sure that it was done.</summary>
public enum VerificationMethod
{
    Document,
    OnSite,
    WorkerInterviews,
    ThirdParty,
}

/// <summary>One thing to be put right at a supplier.</summary>
public sealed class CorrectiveAction
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>The case it came out of, or null.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The document of the finding or table row it came out of, or null.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>First UTF-16 offset of the finding or row in that document, or null.</summary>
    public int? DocumentStart { get; init; }

    /// <summary>The rule of the finding, or null.</summary>
    public string? Rule { get; init; }

    public required RemedyKind Kind { get; set; }

    public required ActionState State { get; set; }

    /// <summary>What was found, for our own people: it may hold what workers said and never goes out.</summary>
    public required string Found { get; set; }

    public string? RootCause { get; set; }

    /// <summary>What the supplier is asked, in words for it; null keeps the action to ourselves.</summary>
    public string? Asked { get; set; }

    /// <summary>The supplier's own words when it agreed or disputed, or null.</summary>
    public string? SupplierWords { get; set; }

    /// <summary>Who sees to it on our side: an actor's id, or a name.</summary>
    public required string Owner { get; set; }

    public DateOnly? Due { get; set; }

    /// <summary>Money to be paid to the people concerned, all of them together, in <see cref="Currency"/>.</summary>
    public decimal? Amount { get; set; }

    /// <summary>ISO 4217; set with <see cref="Amount"/> or <see cref="AmountDone"/>.</summary>
    public string? Currency { get; set; }

    /// <summary>How many people it concerns, or null if not known.</summary>
    public int? People { get; set; }

    /// <summary>What was paid so far.</summary>
    public decimal? AmountDone { get; set; }

    /// <summary>How many people have had it put right.</summary>
    public int? PeopleDone { get; set; }

    /// <summary>Who said that it is done: that one does not verify it.</summary>
    public string? DoneBy { get; set; }

    public DateTime? DoneAt { get; set; }

    public string? VerifiedBy { get; set; }

    public DateOnly? VerifiedOn { get; set; }

    public VerificationMethod? VerifiedHow { get; set; }

    public required string PlannedBy { get; init; }

    public required DateTime PlannedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    /// <summary>Counts changes: two people on one action must not overwrite each other.</summary>
    public required int Version { get; set; }
}

/// <summary>Something that happened to an action; never changed.</summary>
public sealed class ActionEvent
{
    public required Guid Id { get; init; }

    public required Guid ActionId { get; init; }

    public required DateTime At { get; init; }

    public required string ActorId { get; init; }

    /// <summary>Null where it was planned.</summary>
    public ActionState? From { get; init; }

    public required ActionState To { get; init; }

    /// <summary>Why, in the person's words; empty where it was only planned or edited.</summary>
    public required string Words { get; init; }
}

/// <summary>A document that shows something of an action.</summary>
public sealed class ActionEvidence
{
    public required Guid ActionId { get; init; }

    public required Guid DocumentId { get; init; }

    public required string AddedBy { get; init; }

    public required DateTime AddedAt { get; init; }
}
