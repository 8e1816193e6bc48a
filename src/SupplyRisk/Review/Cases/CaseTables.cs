using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Review.Cases;

/// <summary>A file kept with a case for whoever looks at it later. Nothing is read from it: what is to count is added as a document.</summary>
public sealed class CaseAttachment
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required int Size { get; init; }

    public required string Sha256 { get; init; }

    public required byte[] Content { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>Decisions made in one step, one or many, with what stood before: so that they can be undone together for a while.</summary>
public sealed class CaseStep
{
    public required Guid Id { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>What it was, in a few words.</summary>
    public required string Says { get; init; }

    /// <summary>Cases with what stood before: a list of <see cref="CaseBefore"/> as JSON.</summary>
    public required string BeforeJson { get; init; }

    public required DateTime UndoUntil { get; init; }

    public DateTime? UndoneAt { get; set; }
}

/// <summary>A case as it stood before a step.</summary>
/// <param name="Version">The version the step left; another one means that something has happened since.</param>
public sealed record CaseBefore(
    Guid CaseId, int Version, Guid? DecisionId, CaseStatus Status, CaseOutcome? Outcome, DateTime? ClosedAt, string? DecidedFactsKey,
    string? AssigneeId, DateTime? SnoozedAt, DateTime? SnoozedUntil);

/// <summary>A rule that stood in the account a decision was taken on. Counted, it says how often a rule was worth the look.</summary>
public sealed class CaseDecisionRule
{
    public required Guid DecisionId { get; init; }

    public required string Rule { get; init; }
}

/// <summary>How the tables of the review are keyed and indexed.</summary>
internal static class CaseTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Case>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.Lane }).IsUnique();
            e.HasIndex(x => new { x.Lane, x.Status, x.Priority });
            e.HasIndex(x => x.UpdatedAt);
            e.HasIndex(x => x.SnoozedUntil).HasFilter("snoozed_until IS NOT NULL");
            e.HasIndex(x => x.HeldById).HasFilter("held_by_id IS NOT NULL");
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<CaseEvent>().HasIndex(x => new { x.CaseId, x.At });
        model.Entity<CaseDecision>().HasIndex(x => new { x.CaseId, x.At });
        model.Entity<CaseDecisionRule>(e =>
        {
            e.HasKey(x => new { x.DecisionId, x.Rule });
            e.HasIndex(x => x.Rule);
        });
        model.Entity<PendingDecision>(e =>
        {
            e.HasIndex(x => x.Subject).IsUnique().HasFilter("state = 'Waiting'");
            e.HasIndex(x => new { x.State, x.ProposedAt });
            e.HasIndex(x => x.SupplierId);
            e.HasIndex(x => x.CaseId);
            e.Property(x => x.State).IsConcurrencyToken();
        });
        model.Entity<CaseAttachment>().HasIndex(x => x.CaseId);
        model.Entity<CaseStep>().HasIndex(x => new { x.ActorId, x.At });
    }
}
