using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>How much of a document could be read.</summary>
public enum DocumentState
{
    Read,

    /// <summary>Some pages could not be read.</summary>
    PartlyRead,

    /// <summary>Kept and listed with its reason; adds no coverage; tried again.</summary>
    Unreadable,

    /// <summary>Text, original and findings are gone, because its time was over or somebody had a right to it; only its hash and dates are left.</summary>
    Erased,
}

/// <summary>A document as it arrived: immutable, known by its content. The same file twice is one document.</summary>
public sealed class Document
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the file, lower-case hex; unique.</summary>
    public required string Sha256 { get; init; }

    /// <summary>As the user knows it: the folder as given and what lies below it.</summary>
    public required string Path { get; set; }

    public required string Format { get; init; }

    public required long Bytes { get; init; }

    public string? Title { get; set; }

    /// <summary>Audit scheme or kind, e.g. <c>smeta</c>, <c>policy</c>.</summary>
    public required string Kind { get; set; }

    public DateOnly? AuditDate { get; set; }

    public DateOnly? ReportDate { get; set; }

    public required DateTime ReceivedAt { get; init; }

    public string? Announcement { get; set; }

    public int? WorkersInterviewed { get; set; }

    public string? AuditBody { get; set; }

    /// <summary>ISO 639-1, or null.</summary>
    public string? Language { get; set; }

    public required DocumentState State { get; set; }

    /// <summary>JSON array of <see cref="UnreadablePart"/>; <c>[]</c> if all was read.</summary>
    public required string UnreadableJson { get; set; }

    public int? Pages { get; set; }

    public int Characters { get; set; }

    /// <summary>Hash of the text rules its findings come from; null until scanned.</summary>
    public string? ScannedWith { get; set; }

    /// <summary>Shown only to people who may see restricted documents.</summary>
    public bool Restricted { get; set; }

    /// <summary>Kept whatever its retention says.</summary>
    public bool LegalHold { get; set; }

    /// <summary>To be erased after this day; null is no limit.</summary>
    public DateOnly? RetainUntil { get; set; }

    /// <summary>The day its facts are from: audit, else report date.</summary>
    public DateOnly? Date => AuditDate ?? ReportDate;
}

/// <summary>The normalised text of a document and where its parts stand.</summary>
public sealed class DocumentContent
{
    public required Guid DocumentId { get; init; }

    public required string Text { get; set; }

    /// <summary>JSON array of <see cref="TextBlock"/>.</summary>
    public required string BlocksJson { get; set; }
}

/// <summary>A document is about a supplier.</summary>
public sealed class DocumentLink
{
    public required Guid Id { get; init; }

    public required Guid DocumentId { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>What the link rests on, e.g. <c>folder_name</c>.</summary>
    public required string Basis { get; init; }

    public required string Why { get; init; }

    /// <summary>Only sure and confirmed links bring evidence.</summary>
    public required ProposalState State { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    public required DateTime KnownFrom { get; init; }
}
