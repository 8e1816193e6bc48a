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

/// <summary>Records what a person said of a match and has the supplier scored again. Confirming, and lifting a hard trigger, wait for a second person.</summary>
public sealed class ReviewMatch(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
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
        if (CaseMoves.NeedsSecondPerson(await NowAsync(db, match, ct), request.Review, match.IdentifierEqual))
        {
            var proposed = await SecondLook.ProposeAsync(record, match, request, await CaseOfAsync(record, match.SupplierId, ct), ct);
            if (!proposed.Done) return Result<MatchReviewed>.Refused(proposed.Refusals);
            await transaction.CommitAsync(ct);
            return new MatchReviewed(match, proposed.Value);
        }
        await WriteAsync(record, match, request.Review, request.Words, actor.Id, null, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return new MatchReviewed(match, null);
    }

    /// <summary>Carries out what was proposed, if its facts still hold; within the caller's transaction.</summary>
    internal static async Task<Refusal?> ApproveAsync(CaseRecord record, PendingDecision proposal, CancellationToken ct)
    {
        var said = StoredJson.Read<ProposedMatchReview>(proposal.RequestJson);
        var match = await record.Db.SupplierMatches.AsNoTracking()
            .FirstOrDefaultAsync(m => m.SupplierId == proposal.SupplierId && m.WatchlistId == said.WatchlistId && m.EntryId == said.EntryId, ct);
        if (match is null || match.FactsKey != proposal.FactsKey) return CaseErrors.FactsMoved();
        await WriteAsync(record, match, said.Review, said.Words, proposal.ProposedBy, record.Actor.Id, ct);
        return null;
    }

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
        await record.Db.AddWorkAsync(WorkKind.Score, [match.SupplierId], "match_reviewed", record.Now, ct);
        await record.WriteAsync("match.reviewed", $"supplier:{match.SupplierId}",
            new { match.List, match.EntryId, Review = review.ToString(), words, said_by = by, approved_by = approvedBy }, ct);
    }

    private static async Task<MatchReview> NowAsync(SupplyRiskDb db, SupplierMatch match, CancellationToken ct)
    {
        var last = await db.MatchDecisions.Where(d => d.SupplierId == match.SupplierId && d.WatchlistId == match.WatchlistId && d.EntryId == match.EntryId)
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Select(d => new { d.Review, d.FactsKey }).FirstOrDefaultAsync(ct);
        return last is not null && last.FactsKey == match.FactsKey ? last.Review : MatchReview.Unreviewed;
    }

    // The lane of questions first; a match that is a hard trigger already stands in the lane of risks.
    private static async Task<Case?> CaseOfAsync(CaseRecord record, Guid supplier, CancellationToken ct)
    {
        var ids = await record.Db.Cases.Where(c => c.SupplierId == supplier && c.Lane != Lane.GatherEvidence).Select(c => new { c.Id, c.Lane, c.Flagged }).ToListAsync(ct);
        var best = ids.OrderByDescending(c => c.Flagged).ThenByDescending(c => c.Lane == Lane.MatchToCheck).FirstOrDefault();
        return best is null ? null : await record.HoldAsync(best.Id, ct);
    }
}
