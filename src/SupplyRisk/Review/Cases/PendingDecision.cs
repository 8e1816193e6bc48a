using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Cases;

/// <summary>What was proposed.</summary>
public enum ProposedKind
{
    /// <summary>Closing a case that stands on a critical flag.</summary>
    CloseCase,

    /// <summary>Saying of a match that it is the supplier, or is not.</summary>
    ReviewMatch,

    /// <summary>Saying that a finding is wrong, or is not, where that takes a critical flag away.</summary>
    ReviewFinding,

    /// <summary>Saying that a document is about a supplier, or is not, where that takes a critical flag away.</summary>
    DecideLink,

    /// <summary>Accepting a supplier's correction of its own master data while a critical flag or hard trigger stands.</summary>
    AcceptCorrection,
}

/// <summary>What became of a proposal.</summary>
public enum PendingState
{
    Waiting,
    Approved,
    SentBack,
    Withdrawn,
}

/// <summary>A decision that waits for a second person. Until it is approved, what stood before stands.</summary>
public sealed class PendingDecision
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>The case it was proposed on, or that shows it; null if the supplier has none.</summary>
    public Guid? CaseId { get; init; }

    public required ProposedKind Kind { get; init; }

    /// <summary>What it is about, as <c>case:id</c>, <c>match:watchlist:entry</c>, <c>finding:document:id</c>, <c>link:document:id</c> or <c>answer:id</c>: one proposal at a time.</summary>
    public required string Subject { get; init; }

    /// <summary>What it proposes in a line, for the queue.</summary>
    public required string Says { get; init; }

    /// <summary>The request as it was made: <see cref="CaseDecisionRequest"/>, <see cref="ProposedMatchReview"/>, <see cref="FindingReviewRequest"/>, <see cref="ProposedLink"/> or <see cref="ProposedCorrection"/> as JSON.</summary>
    public required string RequestJson { get; init; }

    /// <summary>Hash of the facts it rests on; approved only while they hold.</summary>
    public required string FactsKey { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    public required string Words { get; init; }

    /// <summary>A concurrency token: of two people who answer at once, one is told.</summary>
    public required PendingState State { get; set; }

    public string? AnsweredBy { get; set; }

    public DateTime? AnsweredAt { get; set; }

    public string? Answer { get; set; }
}

/// <summary>A word on a match, with the entry as it lasts: matches are found anew by every run.</summary>
public sealed record ProposedMatchReview(Guid WatchlistId, string EntryId, MatchReview Review, string Words);

/// <summary>A supplier's answer to accept.</summary>
public sealed record ProposedCorrection(Guid AnswerId, string Words);

/// <summary>A word on a document's tie to a supplier.</summary>
public sealed record ProposedLink(Guid LinkId, bool Confirmed);
