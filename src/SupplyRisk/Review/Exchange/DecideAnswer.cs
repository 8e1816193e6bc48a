using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Exchange;

/// <summary>A person accepts or rejects what a supplier sent; only then does it count.</summary>
public sealed class DecideAnswer(IDbContextFactory<SupplyRiskDb> databases, DecideDocumentLink ties, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    private const int MostWords = 2_000;

    /// <param name="words">Required to reject, and then shown to the supplier.</param>
    public async Task<Result<SupplierAnswer>> DecideAsync(Actor actor, Guid answerId, bool accepted, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.SupplierAnswers.SeenBy(actor, a => a.SupplierId).FirstOrDefaultAsync(a => a.Id == answerId, ct) is not { } answer) return ExchangeErrors.NoSuchAnswer();
        if (answer.State != AnswerState.Waiting) return ExchangeErrors.Decided();
        if ((accepted ? RightFor(answer.Kind) : null) is { } right && actor.Lacks(right) is { } lacking) return lacking;
        if (words.Length > MostWords) return ActionErrors.TooLong("words", MostWords);
        if (!accepted && string.IsNullOrWhiteSpace(words)) return ActionErrors.WordsMissing();
        if (!accepted)
        {
            var wrong = ActionDetails.CheckAsked(await ReadWorkerWords.ForAsync(db, Output.SupplierPage, answer.SupplierId, ct), words).Select(r => r with { Field = "words" }).ToList();
            if (wrong.Count > 0) return Result<SupplierAnswer>.Refused(wrong);
        }

        var now = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        answer.State = accepted ? AnswerState.Accepted : AnswerState.Rejected;
        answer.DecidedBy = actor.Id;
        answer.DecidedAt = now;
        answer.DecisionWords = words.Trim();
        answer.Version++;
        try
        {
            await db.SaveChangesAsync(ct); // first: whoever decides second changes nothing
        }
        catch (DbUpdateConcurrencyException)
        {
            return ExchangeErrors.Decided();
        }
        if (answer.Kind == AnswerKind.Document && await LinkAsync(db, actor, answer, accepted, now, ct) is { } stands) return Result<SupplierAnswer>.Refused(stands);
        if (accepted && answer.Kind == AnswerKind.Correction && !await CorrectAsync(db, actor, answer, ct)) return ExchangeErrors.OutOfDate();
        await audit.AppendAsync(db, actor, accepted ? "supplier_answer.accepted" : "supplier_answer.rejected", $"supplier:{answer.SupplierId}",
            new { AnswerId = answer.Id, answer.Kind, answer.DocumentId, answer.Fact, answer.Before, answer.After, Words = words.Trim() }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return answer;
    }

    /// <summary>What accepting does is what the right is for: a document becomes evidence, a correction changes master data.</summary>
    private static Right? RightFor(AnswerKind kind) => kind switch
    {
        AnswerKind.Document => Right.DecideCases,
        AnswerKind.Correction => Right.ImportSuppliers,
        AnswerKind.Dispute => null,
    };

    /// <returns>What stands against it, or null. A document that would take a critical flag away is accepted, and its tie waits for a second person.</returns>
    private async Task<IReadOnlyList<Refusal>?> LinkAsync(SupplyRiskDb db, Actor actor, SupplierAnswer answer, bool accepted, DateTime now, CancellationToken ct)
    {
        var document = answer.DocumentId ?? throw new InvalidOperationException("A document was sent, and none is kept with the answer.");
        // A tie that stands already, because we had the document from elsewhere, is not decided again; one rejected before is, when it is sent once more.
        var links = await db.DocumentLinks.Where(l => l.DocumentId == document && l.SupplierId == answer.SupplierId && (l.State == ProposalState.Proposed || (accepted && l.State == ProposalState.Rejected))).ToListAsync(ct);
        if (!accepted)
        {
            foreach (var link in links) (link.State, link.DecidedBy, link.DecidedAt) = (ProposalState.Rejected, actor.Id, now);
            await db.SaveChangesAsync(ct);
            await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = document }], ct);
            return null;
        }
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        foreach (var link in links.ConvertAll(l => l.Id))
            if (await ties.DecideInAsync(record, link, confirmed: true, ct) is { Done: false } no) return no.Refusals;
        if (answer.RequestId is { } request) await db.DocumentRequests.Where(r => r.Id == request && r.SettledAt == null).ExecuteUpdateAsync(u => u.SetProperty(r => r.SettledAt, now), ct);
        if (answer.ActionId is { } action && !await db.ActionEvidence.AnyAsync(e => e.ActionId == action && e.DocumentId == document, ct))
            db.ActionEvidence.Add(new ActionEvidence { ActionId = action, DocumentId = document, AddedBy = actor.Id, AddedAt = now });
        return null;
    }

    // Refused inside the transaction, which is then given up: nothing was decided.
    private async Task<bool> CorrectAsync(SupplyRiskDb db, Actor actor, SupplierAnswer answer, CancellationToken ct)
    {
        if (Words.Parse<CorrectableFact>(answer.Fact) is not { } fact || answer.After is not { } value) return false;
        var known = await db.SupplierVersions.Now().AsNoTracking().FirstOrDefaultAsync(v => v.SupplierId == answer.SupplierId, ct);
        return known is not null && CorrectSupplier.Known(known, fact) == answer.Before && await CorrectSupplier.ApplyAsync(db, time, actor, answer.SupplierId, fact, value, ct);
    }
}
