using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>A person says that two suppliers are one and the same.</summary>
/// <param name="SupplierId">The one that counts for the other from now on.</param>
/// <param name="SurvivorId">The one that is kept; if it was merged itself, the one it counts for.</param>
/// <param name="Words">Why; required.</param>
/// <param name="SeenFactsKey">The facts the person looked at; null does not check.</param>
public sealed record MergeRequest(Guid SupplierId, Guid SurvivorId, string Words, string? SeenFactsKey = null);

/// <summary>
/// Merges suppliers as redirects, and splits them again. Nothing is deleted or rewritten: whoever reads documents, matches, links and lists follows
/// the redirect. Both are screened again at once, with whoever buys from them.
/// </summary>
public sealed class MergeSuppliers(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<SupplierMerge>> MergeAsync(Actor actor, MergeRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.MergeSuppliers) is { } no) return no;
        if (PairDecisions.WordsProblem(request.Words) is { } problem) return problem;
        if (request.SupplierId == request.SurvivorId) return DuplicateErrors.ItselfOnly();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The turn of imports: undoing one must not take away a supplier that is being merged.
        await db.TakeTurnAsync(Turn.Imports, ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var survivor = redirects.SurvivorOf(request.SurvivorId);
        if (await PairDecisions.ReadAsync(db, actor, request.SupplierId, request.SurvivorId, ct) is not { } pair || !actor.Sees(survivor)) return DuplicateErrors.NoSuchSupplier();
        var root = redirects.SurvivorOf(request.SupplierId);
        if (root == survivor) return DuplicateErrors.OneAlready(await NameAsync(db, root, ct));
        if (root != request.SupplierId) return await MergedMeanwhileAsync(db, request.SupplierId, ct);
        if (request.SeenFactsKey is { } seen && seen != pair.FactsKey) return DuplicateErrors.ChangedMeanwhile();

        // Only one that stands by itself is merged, and only into one that stands by itself: a chain has an end and cannot loop.
        var now = time.Instant();
        var merge = new SupplierMerge { Id = time.NewId(), SupplierId = request.SupplierId, SurvivorId = survivor, MergedAt = now, MergedBy = actor.Id, Words = request.Words.Trim() };
        db.SupplierMerges.Add(merge);
        db.DuplicateDecisions.Add(pair.Decision(time.NewId(), DuplicateVerdict.Same, merge.Words, actor, now));
        await db.SaveChangesAsync(ct);
        await FollowAsync(db, redirects.GroupOf(merge.SupplierId), survivor, "suppliers_merged", now, ct);
        await audit.AppendAsync(db, actor, "suppliers.merged", $"supplier:{merge.SupplierId}", new { Merge = merge.Id, merge.SupplierId, merge.SurvivorId, pair.FactsKey, merge.Words }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return merge;
    }

    /// <summary>Takes a merge back: each has its own again.</summary>
    public async Task<Result<SupplierMerge>> SplitAsync(Actor actor, Guid mergeId, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.MergeSuppliers) is { } no) return no;
        if (PairDecisions.WordsProblem(words) is { } problem) return problem;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Imports, ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var merge = await db.SupplierMerges.FindAsync([mergeId], ct);
        if (merge is null || !actor.Sees(merge.SupplierId) || !actor.Sees(redirects.SurvivorOf(merge.SurvivorId))) return DuplicateErrors.NoSuchMerge();
        if (merge.SplitAt is not null) return DuplicateErrors.NotMerged();
        var pair = await PairDecisions.ReadAsync(db, actor, merge.SupplierId, merge.SurvivorId, ct);
        var now = time.Instant();
        (merge.SplitAt, merge.SplitBy, merge.SplitWords) = (now, actor.Id, words.Trim());
        if (pair is not null) db.DuplicateDecisions.Add(pair.Decision(time.NewId(), DuplicateVerdict.TakenBack, words.Trim(), actor, now));
        await db.SaveChangesAsync(ct);
        var after = await Redirects.NowAsync(db, ct);
        await FollowAsync(db, after.GroupOf(merge.SupplierId), redirects.SurvivorOf(merge.SupplierId), "suppliers_split", now, ct);
        await audit.AppendAsync(db, actor, "suppliers.split", $"supplier:{merge.SupplierId}", new { Merge = merge.Id, merge.SupplierId, merge.SurvivorId, merge.SplitWords }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return merge;
    }

    // Everything that followed the redirect, or follows it now: scores, whoever buys from the group, the search index.
    private static async Task FollowAsync(SupplyRiskDb db, IReadOnlyList<Guid> moved, Guid survivor, string reason, DateTime now, CancellationToken ct)
    {
        var buyers = await db.SupplyLinks.StillKnownNow().Where(l => moved.Contains(l.SupplierId) && l.BuyerSupplierId != null)
            .Select(l => l.BuyerSupplierId!.Value).Distinct().ToListAsync(ct); // filtered
        await db.AddWorkAsync(WorkKind.Score, buyers.Concat(moved).Append(survivor).Distinct(), reason, now, ct);
        var documents = await db.DocumentLinks.Where(l => moved.Contains(l.SupplierId)).Select(l => l.DocumentId).Distinct().ToListAsync(ct);
        await db.BulkInsertAsync(moved.Append(survivor).Distinct().Select(id => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = id }), ct);
        await db.BulkInsertAsync(documents.Select(id => new OutboxRow { Entity = OutboxEntity.Document, EntityId = id }), ct);
    }

    private static async Task<Refusal> MergedMeanwhileAsync(SupplyRiskDb db, Guid supplier, CancellationToken ct)
    {
        var merge = await db.SupplierMerges.AsNoTracking().FirstAsync(m => m.SupplierId == supplier && m.SplitAt == null, ct);
        return DuplicateErrors.MergedMeanwhile(await NameAsync(db, supplier, ct), await NameAsync(db, merge.SurvivorId, ct), merge.MergedAt);
    }

    private static async Task<string> NameAsync(SupplyRiskDb db, Guid supplier, CancellationToken ct) =>
        await db.SupplierVersions.Now().Where(v => v.SupplierId == supplier).Select(v => v.Name).FirstOrDefaultAsync(ct) ?? "the other one";
}
