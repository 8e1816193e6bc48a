using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>A person says that two suppliers are not the same, or takes that back.</summary>
/// <param name="One">Either of the two.</param>
/// <param name="Other">The other one.</param>
/// <param name="Words">Why; required.</param>
/// <param name="SeenFactsKey">The facts the person looked at; null does not check.</param>
public sealed record DuplicateRequest(Guid One, Guid Other, string Words, string? SeenFactsKey = null);

/// <summary>Records what a person said of a pair. It holds while what is known of both stays the same.</summary>
public sealed class DecideDuplicate(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    public Task<Result<DuplicateDecision>> NotTheSameAsync(Actor actor, DuplicateRequest request, CancellationToken ct) => DecideAsync(actor, request, DuplicateVerdict.NotSame, ct);

    public Task<Result<DuplicateDecision>> TakeBackAsync(Actor actor, DuplicateRequest request, CancellationToken ct) => DecideAsync(actor, request, DuplicateVerdict.TakenBack, ct);

    private async Task<Result<DuplicateDecision>> DecideAsync(Actor actor, DuplicateRequest request, DuplicateVerdict verdict, CancellationToken ct)
    {
        if (actor.Lacks(Right.MergeSuppliers) is { } no) return no;
        if (PairDecisions.WordsProblem(request.Words) is { } problem) return problem;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Imports, ct); // the turn of merges: somebody may be merging the two
        if (await PairDecisions.ReadAsync(db, actor, request.One, request.Other, ct) is not { } pair) return DuplicateErrors.NoSuchSupplier();
        var redirects = await Redirects.NowAsync(db, ct);
        if (redirects.SurvivorOf(request.One) == redirects.SurvivorOf(request.Other)) return DuplicateErrors.OneAlready(pair.Left.Name);
        if (request.SeenFactsKey is { } seen && seen != pair.FactsKey) return DuplicateErrors.ChangedMeanwhile();
        var before = await db.DuplicateDecisions.AsNoTracking().Where(d => d.LeftId == pair.Left.SupplierId && d.RightId == pair.Right.SupplierId)
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id).FirstOrDefaultAsync(ct);
        if (verdict == DuplicateVerdict.TakenBack && before?.Verdict != DuplicateVerdict.NotSame) return DuplicateErrors.NothingSaid();
        var decision = pair.Decision(time.NewId(), verdict, request.Words.Trim(), actor, time.Instant());
        db.DuplicateDecisions.Add(decision);
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, "suppliers.compared", $"supplier:{decision.RightId}",
            new { decision.LeftId, decision.RightId, Before = before?.Verdict.ToString(), After = verdict.ToString(), decision.FactsKey, decision.Words }, ct);
        await transaction.CommitAsync(ct);
        return decision;
    }
}
