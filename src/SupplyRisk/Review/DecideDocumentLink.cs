using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>A person confirms or rejects that a document is about a supplier.</summary>
public sealed class DecideDocumentLink(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<DocumentLink>> DecideAsync(Actor actor, Guid linkId, bool confirmed, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var link = await db.DocumentLinks.FindAsync([linkId], ct);
        if (link is null || actor.Suppliers?.Contains(link.SupplierId) == false) return ReviewErrors.NoSuchLink();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = link.State;
        link.State = confirmed ? ProposalState.Confirmed : ProposalState.Rejected;
        link.DecidedBy = actor.Id;
        link.DecidedAt = time.Instant();
        await db.AddWorkAsync(WorkKind.Score, [link.SupplierId], "document_link_decided", time.Instant(), ct);
        await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = link.DocumentId }], ct);
        await audit.AppendAsync(db, actor, "document_link.decided", $"document:{link.DocumentId}",
            new { link.SupplierId, before, after = link.State }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return link;
    }
}
