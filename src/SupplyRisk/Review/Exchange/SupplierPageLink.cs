namespace SupplyRisk.Review.Exchange;

/// <summary>The right to open one supplier's own page without signing in. Only a digest of its token is kept: whoever reads the database cannot open the page.</summary>
public sealed class SupplierPageLink
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; init; }

    public required string MadeBy { get; init; }

    public required DateTime MadeAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? RevokedAt { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public bool OpenAt(DateTime now) => RevokedAt is null && ExpiresAt > now;
}

/// <summary>A document that a supplier is asked for.</summary>
public sealed class DocumentRequest
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>In words for the supplier.</summary>
    public required string What { get; init; }

    public DateOnly? Due { get; init; }

    public required string AskedBy { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>When it was answered or taken back; null while it stands on the supplier's page.</summary>
    public DateTime? SettledAt { get; set; }
}

/// <summary>What kind of answer a supplier gave.</summary>
public enum AnswerKind
{
    Document,

    /// <summary>Its master data are otherwise than we have them.</summary>
    Correction,

    /// <summary>It sees something otherwise than we do.</summary>
    Dispute,
}

/// <summary>Where an answer stands. Nothing that a supplier sends counts before a person has accepted it.</summary>
public enum AnswerState
{
    Waiting,
    Accepted,
    Rejected,
}

/// <summary>Something a supplier sent through its page.</summary>
public sealed class SupplierAnswer
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid LinkId { get; init; }

    public required DateTime At { get; init; }

    public required AnswerKind Kind { get; init; }

    /// <summary>The request it answers, or null.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The action it answers, or null.</summary>
    public Guid? ActionId { get; init; }

    public Guid? DocumentId { get; init; }

    public string? FileName { get; init; }

    /// <summary>The fact to be corrected, as <see cref="SupplyRisk.Ingestion.CorrectableFact"/> names it, or null.</summary>
    public string? Fact { get; init; }

    /// <summary>What we had when it was sent.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>The supplier's words; may be empty.</summary>
    public required string Words { get; init; }

    public required AnswerState State { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>What the person who decided said; shown to the supplier only where it was rejected.</summary>
    public string? DecisionWords { get; set; }

    /// <summary>Counts changes: two people decide once.</summary>
    public required int Version { get; set; }
}
