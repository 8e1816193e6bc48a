using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Review;

/// <summary>An enforcement list as last loaded.</summary>
/// <param name="RetrievedAt">Null if it was never loaded.</param>
/// <param name="Snapshots">How often it was loaded.</param>
public sealed record ListRow(
    Guid Id, string Name, string Source, DateTime? RetrievedAt, DateOnly? PublishedOn, int Rows, string? Sha256, string? FileName,
    int Added, int Changed, int Removed, int Snapshots);

/// <summary>Reads the enforcement lists and how fresh they are.</summary>
public sealed class FindLists(IDbContextFactory<SupplyRiskDb> databases)
{
    public async Task<IReadOnlyList<ListRow>> HandleAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await RowsAsync(db, ct);
    }

    internal static async Task<IReadOnlyList<ListRow>> RowsAsync(SupplyRiskDb db, CancellationToken ct) =>
        await (from w in db.Watchlists
               join s in db.Snapshots on w.CurrentSnapshotId equals (Guid?)s.Id into current
               from s in current.DefaultIfEmpty()
               orderby w.Name
               select new ListRow(
                   w.Id, w.Name, w.Source, s == null ? null : s.RetrievedAt, s == null ? null : s.PublishedOn, s == null ? 0 : s.Rows,
                   s == null ? null : s.Sha256, s == null ? null : s.FileName, s == null ? 0 : s.Added, s == null ? 0 : s.Changed,
                   s == null ? 0 : s.Removed, db.Snapshots.Count(x => x.WatchlistId == w.Id))).ToListAsync(ct);
}
