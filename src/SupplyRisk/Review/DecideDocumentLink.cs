using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Cases;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>What came of a word on a document's tie.</summary>
/// <param name="Waits">Set if it waits for a second person: then the tie stands as before.</param>
public sealed record LinkDecided(DocumentLink Link, PendingDecision? Waits);

/// <summary>A person confirms or rejects that a document is about a supplier; the supplier is scored again at once. What would take a critical flag away waits for a second person.</summary>
public sealed class DecideDocumentLink(IDbContextFactory<SupplyRiskDb> databases, DecideFacts facts, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<LinkDecided>> DecideAsync(Actor actor, Guid linkId, bool confirmed, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        var result = await DecideInAsync(record, linkId, confirmed, ct);
        if (!result.Done) return result;
        await transaction.CommitAsync(ct);
        if (result.Value.Waits is null) signal.Set();
        return result;
    }

    /// <summary>Decides, or proposes; within the caller's transaction.</summary>
    internal async Task<Result<LinkDecided>> DecideInAsync(CaseRecord record, Guid id, bool confirmed, CancellationToken ct)
    {
        var link = await record.Db.DocumentLinks.FindAsync([id], ct);
        if (link is null || !record.Actor.Sees(link.SupplierId)) return ReviewErrors.NoSuchLink();
        var was = link.State;
        var waits = await facts.DecideAsync(record, Decision(record, link, confirmed, record.Actor.Id, null, ct), ProposeAsync, ct);
        return waits.Done ? new LinkDecided(link, waits.Value) : Result<LinkDecided>.Refused(waits.Refusals);

        async Task<Result<PendingDecision>> ProposeAsync(Guid supplier)
        {
            var document = await record.Db.Documents.Where(d => d.Id == link.DocumentId).Select(d => d.Title ?? d.Path).FirstAsync(ct);
            var says = confirmed ? $"Say that “{document}” is about the supplier, which would take its critical flag away" : $"Say that “{document}” is not about the supplier, which would take its critical flag away";
            return await SecondLook.ProposeAsync(record, ProposedKind.DecideLink, supplier, $"link:{link.DocumentId}:{id}", says, new ProposedLink(id, confirmed), was.ToString(), "", ct);
        }
    }

    /// <summary>Carries out what was proposed, if the tie still stands as it did; within the caller's transaction.</summary>
    internal async Task<Refusal?> ApproveAsync(CaseRecord record, PendingDecision proposal, CancellationToken ct)
    {
        var said = StoredJson.Read<ProposedLink>(proposal.RequestJson);
        var link = await record.Db.DocumentLinks.FindAsync([said.LinkId], ct);
        if (link is null || link.State.ToString() != proposal.FactsKey) return CaseErrors.FactsMoved();
        await facts.ApproveAsync(record, Decision(record, link, said.Confirmed, proposal.ProposedBy, record.Actor.Id, ct), ct);
        return null;
    }

    private static FactDecision Decision(CaseRecord record, DocumentLink link, bool confirmed, string by, string? approvedBy, CancellationToken ct) => new([link.SupplierId], "document_link_decided", async () =>
    {
        var before = link.State;
        (link.State, link.DecidedBy, link.DecidedAt) = (confirmed ? ProposalState.Confirmed : ProposalState.Rejected, by, record.Now);
        await record.Db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = link.DocumentId }], ct);
        await record.WriteAsync("document_link.decided", $"document:{link.DocumentId}", new { link.SupplierId, before, after = link.State, decided_by = by, approved_by = approvedBy }, ct);
    });
}
