using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>A person says whether a listed entity is the supplier.</summary>
/// <param name="MatchId">The match as shown.</param>
/// <param name="Review">Confirmed is a hard trigger; dismissed stays away while the facts hold; unreviewed takes a decision back.</param>
/// <param name="Words">Why; required.</param>
public sealed record MatchReviewRequest(Guid MatchId, MatchReview Review, string Words);

/// <summary>What came of a word on a match.</summary>
/// <param name="Waits">Set if it waits for a second person: then the match stands as before.</param>
public sealed record MatchReviewed(SupplierMatch Match, PendingDecision? Waits);

/// <summary>Records what a person said of a match and scores the supplier again at once. Confirming, and whatever lifts a hard trigger or a critical flag, wait for a second person.</summary>
public sealed class ReviewMatch(IDbContextFactory<SupplyRiskDb> databases, DecideFacts facts, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<MatchReviewed>> ReviewAsync(Actor actor, MatchReviewRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } lacks) return lacks;
        if (DecideCase.CheckWords(request.Words) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        var match = await db.SupplierMatches.AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MatchId, ct);
        if (match is null || !actor.Sees(match.SupplierId)) return ReviewErrors.NoSuchMatch();
        var waits = CaseMoves.NeedsSecondPerson(await NowAsync(db, match, ct), request.Review, match.IdentifierEqual)
            ? DecideFacts.Waits(await ProposeAsync(match.SupplierId))
            : await facts.DecideAsync(record, Decision(record, match, request.Review, request.Words, actor.Id, null, ct), ProposeAsync, ct);
        if (!waits.Done) return Result<MatchReviewed>.Refused(waits.Refusals);
        await transaction.CommitAsync(ct);
        if (waits.Value is null) signal.Set();
        return new MatchReviewed(match, waits.Value);

        async Task<Result<PendingDecision>> ProposeAsync(Guid supplier) =>
            await SecondLook.ProposeAsync(record, match, request, await SecondLook.CaseOfAsync(record, supplier, Lane.MatchToCheck, ct), ct);
    }

    /// <summary>Carries out what was proposed, if its facts still hold; within the caller's transaction.</summary>
    internal static async Task<Refusal?> ApproveAsync(CaseRecord record, DecideFacts facts, PendingDecision proposal, CancellationToken ct)
    {
        var said = StoredJson.Read<ProposedMatchReview>(proposal.RequestJson);
        var match = await record.Db.SupplierMatches.AsNoTracking()
            .FirstOrDefaultAsync(m => m.SupplierId == proposal.SupplierId && m.WatchlistId == said.WatchlistId && m.EntryId == said.EntryId, ct);
        if (match is null || match.FactsKey != proposal.FactsKey) return CaseErrors.FactsMoved();
        await facts.ApproveAsync(record, Decision(record, match, said.Review, said.Words, proposal.ProposedBy, record.Actor.Id, ct), ct);
        return null;
    }

    private static FactDecision Decision(CaseRecord record, SupplierMatch match, MatchReview review, string words, string by, string? approvedBy, CancellationToken ct) =>
        new([match.SupplierId], "match_reviewed", () => WriteAsync(record, match, review, words, by, approvedBy, ct));

    private static async Task WriteAsync(CaseRecord record, SupplierMatch match, MatchReview review, string words, string by, string? approvedBy, CancellationToken ct)
    {
        record.Db.MatchDecisions.Add(new MatchDecision
        {
            Id = record.NewId(),
            SupplierId = match.SupplierId,
            WatchlistId = match.WatchlistId,
            EntryId = match.EntryId,
            Review = review,
            FactsKey = match.FactsKey,
            Words = words.Trim(),
            ActorId = by,
            At = record.Now,
            ApprovedBy = approvedBy,
        });
        await record.WriteAsync("match.reviewed", $"supplier:{match.SupplierId}",
            new { match.List, match.EntryId, Review = review.ToString(), words, said_by = by, approved_by = approvedBy }, ct);
    }

    private static async Task<MatchReview> NowAsync(SupplyRiskDb db, SupplierMatch match, CancellationToken ct)
    {
        var last = await db.MatchDecisions.Where(d => d.SupplierId == match.SupplierId && d.WatchlistId == match.WatchlistId && d.EntryId == match.EntryId)
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Select(d => new { d.Review, d.FactsKey }).FirstOrDefaultAsync(ct);
        return last is not null && last.FactsKey == match.FactsKey ? last.Review : MatchReview.Unreviewed;
    }
}
