using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>A person says whether a listed entity is the supplier.</summary>
/// <param name="MatchId">The match as shown.</param>
/// <param name="Review">Confirmed is a hard trigger; dismissed stays away while the facts hold; unreviewed takes a decision back.</param>
/// <param name="Words">Why; required.</param>
public sealed record MatchReviewRequest(Guid MatchId, MatchReview Review, string Words);

/// <summary>Records what a person said of a match and has the supplier scored again.</summary>
public sealed class ReviewMatch(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<SupplierMatch>> ReviewAsync(Actor actor, MatchReviewRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        if (string.IsNullOrWhiteSpace(request.Words)) return ReviewErrors.WordsMissing();
        if (request.Words.Length > 4_000) return ReviewErrors.WordsTooLong();
        await using var db = await databases.CreateDbContextAsync(ct);
        var match = await db.SupplierMatches.AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MatchId, ct);
        if (match is null || actor.Suppliers?.Contains(match.SupplierId) == false) return ReviewErrors.NoSuchMatch();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.MatchDecisions.Add(new MatchDecision
        {
            Id = time.NewId(),
            SupplierId = match.SupplierId,
            WatchlistId = match.WatchlistId,
            EntryId = match.EntryId,
            Review = request.Review,
            FactsKey = match.FactsKey,
            Words = request.Words.Trim(),
            ActorId = actor.Id,
            At = time.Instant(),
        });
        await db.AddWorkAsync(WorkKind.Score, [match.SupplierId], "match_reviewed", time.Instant(), ct);
        await audit.AppendAsync(db, actor, "match.reviewed", $"supplier:{match.SupplierId}",
            new { match.List, match.EntryId, Review = request.Review.ToString(), request.Words }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return match;
    }
}
