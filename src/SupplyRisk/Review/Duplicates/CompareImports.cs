using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Says of a previewed import which of its new rows may be suppliers already known. A previewed import without a comparison waits for one.</summary>
public sealed class CompareImports(IDbContextFactory<SupplyRiskDb> databases, ImportSuppliers imports, TimeProvider time)
{
    /// <summary>More pairs than a person looks at before applying; all of them are found again once it is applied.</summary>
    public const int MostKept = 2_000;

    // Older previews are left as they are: nobody applies them any more.
    private const int MostImports = 20;

    /// <returns>How many imports were compared; 0 if none waits.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = await db.Imports.AsNoTracking().Where(i => i.State == ImportState.Previewed).OrderByDescending(i => i.CreatedAt).Take(MostImports)
            .Where(i => !db.ImportComparisons.Any(c => c.ImportId == i.Id)).ToListAsync(ct);
        foreach (var import in waiting) await CompareAsync(db, import, ct);
        return waiting.Count;
    }

    private async Task CompareAsync(SupplyRiskDb db, Import import, CancellationToken ct)
    {
        var rows = (await NewRows.OfAsync(db, import, imports.KeptFile(import.Id), ct) ?? []).ToDictionary(_ => time.NewId());
        // Rows of the file come later than every supplier known, and are not compared with each other: that is done when they are suppliers.
        var pairs = (await FindTwins.AmongAsync(db, [.. rows.Select(r => new Twin(Twins.Facts(r.Value, r.Key)))], ct))
            .Select(p => rows.ContainsKey(p.Right.Facts.Id) ? p : new TwinPair(p.Right, p.Left, p.Result)).Where(p => rows.ContainsKey(p.Right.Facts.Id) && !rows.ContainsKey(p.Left.Facts.Id))
            .OrderBy(p => p.Result.Band).ThenByDescending(p => p.Result.Score).ThenBy(p => rows[p.Right.Facts.Id].Row).ThenBy(p => p.Left.Facts.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Duplicates, ct);
        if (await db.ImportComparisons.AnyAsync(c => c.ImportId == import.Id, ct)) return; // another instance was faster
        var best = pairs.GroupBy(p => p.Right.Facts.Id).CountBy(g => g.Min(p => p.Result.Band)).ToDictionary(); // a row stands in one band
        await db.BulkInsertAsync(pairs.Take(MostKept).Select(p => Kept(import.Id, rows[p.Right.Facts.Id], p)), ct);
        await db.BulkInsertAsync([new ImportComparison { ImportId = import.Id, Rows = rows.Count, Same = best.GetValueOrDefault(DuplicateBand.Same), Maybe = best.GetValueOrDefault(DuplicateBand.Maybe), OtherSite = best.GetValueOrDefault(DuplicateBand.OtherSite), At = time.Instant() }], ct);
        await transaction.CommitAsync(ct);
    }

    private static ImportDuplicate Kept(Guid import, NewRow row, TwinPair pair) => new()
    {
        ImportId = import,
        Row = row.Row,
        SupplierId = pair.Left.Facts.Id,
        OwnId = row.Key,
        Name = row.Record.Name,
        Place = string.Join(", ", new[] { row.Record.Address, row.Record.City, row.Record.Country }.Where(p => !string.IsNullOrEmpty(p))),
        Band = pair.Result.Band,
        Score = Math.Round(pair.Result.Score, 4),
        Because = pair.Result.Because,
        FeaturesJson = StoredJson.Write(pair.Result.Features),
    };
}
