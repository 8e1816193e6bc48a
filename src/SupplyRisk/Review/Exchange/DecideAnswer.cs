using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Exchange;

/// <summary>What came of a word on an answer.</summary>
/// <param name="Waits">Set if accepting it waits for a second person: then the answer stands as before.</param>
public sealed record AnswerDecided(SupplierAnswer Answer, PendingDecision? Waits);

/// <summary>
/// A person accepts or rejects what a supplier sent; only then does it count. While a critical flag or a hard trigger stands, its correction of its own
/// master data waits for a second person: names and places are what lists and rules are compared with, and the supplier knows it.
/// </summary>
public sealed class DecideAnswer(IDbContextFactory<SupplyRiskDb> databases, DecideDocumentLink ties, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    private const int MostWords = 2_000;

    /// <param name="words">Required to reject, and then shown to the supplier.</param>
    public async Task<Result<AnswerDecided>> DecideAsync(Actor actor, Guid answerId, bool accepted, string words, CancellationToken ct)
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
            if (wrong.Count > 0) return Result<AnswerDecided>.Refused(wrong);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (answer.Kind == AnswerKind.Correction) await db.TakeTurnAsync(Turn.Imports, ct); // before the record's turn, as imports do
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (answer.Kind == AnswerKind.Correction)
        {
            if (await db.PendingDecisions.AnyAsync(p => p.Subject == Subject(answer) && p.State == PendingState.Waiting, ct)) return CaseErrors.Waits();
            if (accepted && await TakesTwoAsync(db, answer.SupplierId, ct))
            {
                var proposed = await ProposeAsync(record, answer, words.Trim(), ct);
                if (!proposed.Done) return Result<AnswerDecided>.Refused(proposed.Refusals);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return new AnswerDecided(answer, proposed.Value);
            }
        }
        if (await WriteAsync(record, answer, accepted, words.Trim(), actor.Id, null, ct) is { } stands) return Result<AnswerDecided>.Refused(stands);
        await transaction.CommitAsync(ct);
        signal.Set();
        return new AnswerDecided(answer, null);
    }

    /// <summary>Carries out what was proposed, if the fact is still what the supplier saw; within the caller's transaction, which has the turn of imports.</summary>
    internal async Task<Refusal?> ApproveAsync(CaseRecord record, PendingDecision proposal, CancellationToken ct)
    {
        var said = StoredJson.Read<ProposedCorrection>(proposal.RequestJson);
        if (await record.Db.SupplierAnswers.FirstOrDefaultAsync(a => a.Id == said.AnswerId && a.State == AnswerState.Waiting, ct) is not { } answer) return CaseErrors.FactsMoved();
        return (await WriteAsync(record, answer, accepted: true, said.Words, proposal.ProposedBy, record.Actor.Id, ct))?[0];
    }

    private static string Subject(SupplierAnswer answer) => $"answer:{answer.Id}";

    // Whether the flag would go is known only when lists have been searched anew for the corrected facts, so any correction waits while one stands.
    private static async Task<bool> TakesTwoAsync(SupplyRiskDb db, Guid supplierId, CancellationToken ct)
    {
        var survivor = (await Redirects.NowAsync(db, ct)).SurvivorOf(supplierId);
        return await db.Screenings.AsNoTracking().FirstOrDefaultAsync(s => s.SupplierId == survivor, ct) is { } s && (s.Band == Band.Critical || s.Flags.Parts().Contains(nameof(FlagKind.HardTrigger)));
    }

    private static Task<Result<PendingDecision>> ProposeAsync(CaseRecord record, SupplierAnswer answer, string words, CancellationToken ct)
    {
        var fact = (answer.Fact ?? "").Replace('_', ' ');
        var says = $"Correct the {fact} from {(answer.Before is { } before ? $"“{before}”" : "nothing")} to “{answer.After}”, as the supplier asks, while a critical flag or hard trigger stands";
        return SecondLook.ProposeAsync(record, ProposedKind.AcceptCorrection, answer.SupplierId, Subject(answer), says, new ProposedCorrection(answer.Id, words), answer.Before ?? "", words, ct);
    }

    /// <returns>What stands against it, or null. Refused inside the transaction, which is then given up: nothing was decided.</returns>
    private async Task<IReadOnlyList<Refusal>?> WriteAsync(CaseRecord record, SupplierAnswer answer, bool accepted, string words, string by, string? approvedBy, CancellationToken ct)
    {
        var db = record.Db;
        answer.State = accepted ? AnswerState.Accepted : AnswerState.Rejected;
        answer.DecidedBy = by;
        answer.DecidedAt = record.Now;
        answer.DecisionWords = words;
        answer.Version++;
        try
        {
            await db.SaveChangesAsync(ct); // first: whoever decides second changes nothing
        }
        catch (DbUpdateConcurrencyException)
        {
            return [ExchangeErrors.Decided()];
        }
        if (answer.Kind == AnswerKind.Document && await LinkAsync(record, answer, accepted, ct) is { } stands) return stands;
        if (accepted && answer.Kind == AnswerKind.Correction && !await CorrectAsync(db, record.Actor, answer, ct)) return [ExchangeErrors.OutOfDate()];
        await record.WriteAsync(accepted ? "supplier_answer.accepted" : "supplier_answer.rejected", $"supplier:{answer.SupplierId}",
            new { AnswerId = answer.Id, answer.Kind, answer.DocumentId, answer.Fact, answer.Before, answer.After, Words = words, decided_by = by, approved_by = approvedBy }, ct);
        return null;
    }

    /// <summary>What accepting does is what the right is for: a document becomes evidence, a correction changes master data.</summary>
    private static Right? RightFor(AnswerKind kind) => kind switch
    {
        AnswerKind.Document => Right.DecideCases,
        AnswerKind.Correction => Right.ImportSuppliers,
        AnswerKind.Dispute => null,
    };

    /// <returns>What stands against it, or null. A document that would take a critical flag away is accepted, and its tie waits for a second person.</returns>
    private async Task<IReadOnlyList<Refusal>?> LinkAsync(CaseRecord record, SupplierAnswer answer, bool accepted, CancellationToken ct)
    {
        var (db, actor, now) = (record.Db, record.Actor, record.Now);
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
        foreach (var link in links.ConvertAll(l => l.Id))
            if (await ties.DecideInAsync(record, link, confirmed: true, ct) is { Done: false } no) return no.Refusals;
        if (answer.RequestId is { } request) await db.DocumentRequests.Where(r => r.Id == request && r.SettledAt == null).ExecuteUpdateAsync(u => u.SetProperty(r => r.SettledAt, now), ct);
        if (answer.ActionId is { } action && !await db.ActionEvidence.AnyAsync(e => e.ActionId == action && e.DocumentId == document, ct))
            db.ActionEvidence.Add(new ActionEvidence { ActionId = action, DocumentId = document, AddedBy = actor.Id, AddedAt = now });
        return null;
    }

    private async Task<bool> CorrectAsync(SupplyRiskDb db, Actor actor, SupplierAnswer answer, CancellationToken ct)
    {
        if (Words.Parse<CorrectableFact>(answer.Fact) is not { } fact || answer.After is not { } value) return false;
        var known = await db.SupplierVersions.Now().AsNoTracking().FirstOrDefaultAsync(v => v.SupplierId == answer.SupplierId, ct);
        return known is not null && CorrectSupplier.Known(known, fact) == answer.Before && await CorrectSupplier.ApplyAsync(db, time, actor, answer.SupplierId, fact, value, ct);
    }
}
