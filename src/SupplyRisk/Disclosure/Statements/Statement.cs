namespace SupplyRisk.Disclosure.Statements;

/// <summary>How far a statement is.</summary>
public enum StatementState
{
    Draft,

    /// <summary>Handed in for approval; its text stands still.</summary>
    Submitted,

    /// <summary>Locked for good. What is wrong is corrected in a new version.</summary>
    Approved,
}

/// <summary>A disclosure statement of one entity and period for one or more laws.</summary>
public sealed class Statement
{
    public required Guid Id { get; init; }

    public required Guid EntityId { get; init; }

    /// <summary>Ids of laws, <c>|</c> between, in the order given.</summary>
    public required string Laws { get; init; }

    public required DateOnly PeriodFrom { get; init; }

    public required DateOnly PeriodTo { get; init; }

    public required StatementState State { get; set; }

    /// <summary>1, and one more for every correction.</summary>
    public required int Edition { get; init; }

    /// <summary>The approved statement that this one corrects, or null.</summary>
    public Guid? CorrectsId { get; init; }

    /// <summary>The day the figures were frozen on.</summary>
    public required DateOnly AsOf { get; set; }

    /// <summary>Digest of the frozen records: what every figure's receipt refers to.</summary>
    public required string RecordsDigest { get; set; }

    /// <summary>The text of an earlier statement that was not made here, to compare with; null if none was given.</summary>
    public string? EarlierText { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    public string? SubmittedBy { get; set; }

    public string? ApprovedBy { get; set; }

    public DateTime? ApprovedAt { get; set; }

    /// <summary>The body that approved it, as the law names it.</summary>
    public string? ApprovalBody { get; set; }

    /// <summary>The day that body approved it.</summary>
    public DateOnly? BodyApprovedOn { get; set; }

    public string? Signatory { get; set; }

    public string? SignatoryTitle { get; set; }

    public DateOnly? PublishedOn { get; set; }

    public string? PublishedAt { get; set; }

    /// <summary>What the laws' files said when it was approved: their hashes, <c>|</c> between, in the order of <see cref="Laws"/>.</summary>
    public string? LawHashes { get; set; }

    /// <summary>Counts changes: two people on one statement must not overwrite each other.</summary>
    public required int Version { get; set; }
}

/// <summary>The records of a statement as they stood when its figures were frozen.</summary>
public sealed class StatementFreeze
{
    public required Guid StatementId { get; init; }

    /// <summary><see cref="Figures.FrozenRecords"/> as JSON, gzipped.</summary>
    public required byte[] Records { get; set; }
}

/// <summary>The text of a section as somebody wrote it. Every change is a new row; the newest counts.</summary>
public sealed class StatementText
{
    public required Guid StatementId { get; init; }

    public required string Section { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }
}

public enum NoteKind
{
    Comment,

    /// <summary>A person vouches, with a reason, for a sentence that no record supports.</summary>
    Attestation,

    /// <summary>It was sent back, or withdrawn from approval, and why.</summary>
    SentBack,
}

/// <summary>What somebody said beside the text.</summary>
public sealed class StatementNote
{
    public required Guid Id { get; init; }

    public required Guid StatementId { get; init; }

    /// <summary>Empty where it is about the whole.</summary>
    public required string Section { get; init; }

    public required NoteKind Kind { get; init; }

    /// <summary>The sentence an attestation is about; empty for others. It holds while the sentence stays as it is.</summary>
    public required string Sentence { get; init; }

    public required string Words { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }

    public string? SettledBy { get; set; }

    public DateTime? SettledAt { get; set; }
}
