using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Retention;

/// <summary>
/// Erases what a document says: text, original, findings, what people wrote of them, and what the audit record keeps of it. Its hash, dates and links stay,
/// so that a decision which rested on it can still be told; its suppliers are scored again without it.
/// </summary>
public sealed class EraseDocument(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, AddDocuments documents, IWorkSignal signal)
{
    private const string NameLeft = "(erased)";

    public async Task<Result<Document>> RunAsync(Actor actor, Guid id, string because, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        if (RetentionErrors.Reason(because) is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Documents.FindAsync([id], ct) is not { } document) return RetentionErrors.NoSuchDocument();
        if (document.LegalHold) return RetentionErrors.Held();
        if (document.State != DocumentState.Erased) await EraseAsync(db, actor, document, because.Trim(), ct);
        // After the commit: were it before, a failing one would leave a document without its original. Erasing again takes away what a crash left.
        File.Delete(documents.KeptOriginal(document.Sha256));
        signal.Set();
        return document;
    }

    private async Task EraseAsync(SupplyRiskDb db, Actor actor, Document document, string because, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var id = document.Id;
        await db.DocumentContents.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        await db.DocumentReadings.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        await db.SketchBands.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        await db.Findings.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        await db.FindingDecisions.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        await db.RuleCaseProposals.Where(x => x.DocumentId == id).ExecuteDeleteAsync(ct);
        (document.State, document.UnreadableJson, document.Path, document.Title, document.AuditBody) = (DocumentState.Erased, "[]", NameLeft, null, null);
        (document.Characters, document.ScannedWith) = (0, null);
        var now = time.Instant();
        var suppliers = await db.DocumentLinks.Where(l => l.DocumentId == id && l.State != ProposalState.Rejected).Select(l => l.SupplierId).Distinct().ToListAsync(ct);
        await db.AddWorkAsync(WorkKind.Score, suppliers, "document_erased", now, ct);
        await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = id }], ct);
        await AuditErasure.EraseAsync(db, audit, actor, $"document:{id}", null, because, ct);
        await audit.AppendAsync(db, actor, "document.erased", $"document:{id}", new { document.Sha256, because }, ct);
        await transaction.CommitAsync(ct);
    }
}
