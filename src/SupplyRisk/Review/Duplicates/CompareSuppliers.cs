using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Duplicates;

/// <summary>
/// Keeps the pairs of suppliers that may be one level with what their lists say. What has still to be done is not told but seen: a supplier
/// whose facts are not those it was last compared on waits. So a kill loses nothing, an undone import is noticed like an applied one, and two
/// instances that do the same work write the same rows.
/// </summary>
public sealed class CompareSuppliers(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    private const int Chunk = 500;

    /// <summary>Compares what has changed since the last time.</summary>
    /// <returns>How many suppliers were compared; 0 if nothing waits.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var engine = DuplicateSettings.Default.Version;
        var waiting = (await db.SupplierVersions.Now()
            .Where(v => !db.SupplierComparisons.Any(c => c.SupplierId == v.SupplierId && c.SupplierVersionId == v.Id && c.Engine == engine))
            .Select(v => new { v.SupplierId, v.Id }).ToListAsync(ct)).ToDictionary(v => v.SupplierId, v => v.Id);
        var gone = await db.SupplierComparisons.Where(c => !db.SupplierVersions.Now().Any(v => v.SupplierId == c.SupplierId)).Select(c => c.SupplierId).ToListAsync(ct);
        if (waiting.Count == 0 && gone.Count == 0) return 0;

        var twins = new List<Twin>(waiting.Count);
        foreach (var some in waiting.Keys.Chunk(5_000))
            twins.AddRange((await db.SupplierVersions.Now().AsNoTracking().Where(v => some.Contains(v.SupplierId)).Facts().ToListAsync(ct)).Select(f => new Twin(f)));
        var pairs = await FindTwins.AmongAsync(db, twins, ct);
        await WriteAsync(db, waiting, gone, pairs, engine, ct);
        return waiting.Count + gone.Count;
    }

    private async Task WriteAsync(SupplyRiskDb db, Dictionary<Guid, Guid> compared, List<Guid> gone, IReadOnlyCollection<TwinPair> pairs, string engine, CancellationToken ct)
    {
        var now = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Duplicates, ct);
        if (await db.DuplicatePairs.AnyAsync(ct))
        {
            foreach (var some in compared.Keys.Concat(gone).Chunk(Chunk))
                await db.DuplicatePairs.Where(p => some.Contains(p.LeftId) || some.Contains(p.RightId)).ExecuteDeleteAsync(ct);
        }
        foreach (var some in gone.Chunk(Chunk)) await db.SupplierComparisons.Where(c => some.Contains(c.SupplierId)).ExecuteDeleteAsync(ct);
        await db.BulkUpsertAsync([.. pairs.Select(p => Row(p, now))], ct);
        await db.BulkUpsertAsync([.. compared.Select(c => new SupplierComparison { SupplierId = c.Key, SupplierVersionId = c.Value, Engine = engine })], ct);
        await transaction.CommitAsync(ct);
    }

    internal static DuplicatePair Row(TwinPair pair, DateTime now) => new()
    {
        LeftId = pair.Left.Facts.Id,
        RightId = pair.Right.Facts.Id,
        Band = pair.Result.Band,
        Score = Math.Round(pair.Result.Score, 4),
        Because = pair.Result.Because,
        FeaturesJson = StoredJson.Write(pair.Result.Features),
        FactsKey = Twins.FactsKey(pair.Left.Facts, pair.Right.Facts),
        FoundAt = now,
    };
}
