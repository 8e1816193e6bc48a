using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>A person says that a finding is wrong, or takes that back.</summary>
/// <param name="FindingId">The finding as shown.</param>
/// <param name="Dismissed">True: it scores nothing from now on, but stays visible.</param>
/// <param name="Words">Why; required.</param>
public sealed record FindingReviewRequest(Guid FindingId, bool Dismissed, string Words);

/// <summary>Records what a person said of a finding and has its suppliers scored again.</summary>
public sealed class ReviewFinding(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<Finding>> ReviewAsync(Actor actor, FindingReviewRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        if (string.IsNullOrWhiteSpace(request.Words)) return ReviewErrors.WordsMissing();
        if (request.Words.Length > 4_000) return ReviewErrors.WordsTooLong();
        await using var db = await databases.CreateDbContextAsync(ct);
        var finding = await db.Findings.AsNoTracking().FirstOrDefaultAsync(f => f.Id == request.FindingId, ct);
        if (finding is null) return ReviewErrors.NoSuchFinding();
        var suppliers = await db.DocumentLinks
            .Where(l => l.DocumentId == finding.DocumentId && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
            .Select(l => l.SupplierId).ToListAsync(ct);
        var restricted = await db.Documents.Where(d => d.Id == finding.DocumentId).Select(d => d.Restricted).FirstOrDefaultAsync(ct);
        if (actor.Suppliers is { } visible && (restricted || !suppliers.Any(visible.Contains))) return ReviewErrors.NoSuchFinding();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.FindingDecisions.Add(new FindingDecision
        {
            Id = time.NewId(),
            DocumentId = finding.DocumentId,
            Rule = finding.Rule,
            Quote = finding.Quote,
            Dismissed = request.Dismissed,
            Words = request.Words.Trim(),
            ActorId = actor.Id,
            At = time.Instant(),
        });
        await db.AddWorkAsync(WorkKind.Score, suppliers, "finding_reviewed", time.Instant(), ct);
        await audit.AppendAsync(db, actor, "finding.reviewed", $"document:{finding.DocumentId}",
            new { finding.Rule, finding.Quote, request.Dismissed, request.Words }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return finding;
    }
}
