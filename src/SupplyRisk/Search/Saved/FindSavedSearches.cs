using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Search.Saved;

/// <summary>A saved search with how much its watch has to tell.</summary>
/// <param name="New">Hits not marked as seen.</param>
/// <param name="Remembered">Records it finds as of its last check; 0 if it is no watch.</param>
public sealed record SavedSearchRow(SavedSearch Search, int New, int Remembered);

/// <summary>A hit of a watch as it is now called.</summary>
/// <param name="Name">Null if it is no longer known.</param>
public sealed record WatchHitRow(WatchHit Hit, string? Name, string? Country);

/// <summary>A saved search with the hits of its watch.</summary>
/// <param name="Hits">Reported after a run, newest first; at most <see cref="FindSavedSearches.HitsShown"/>.</param>
/// <param name="HitCount">All of them.</param>
public sealed record SavedSearchReport(SavedSearchRow Row, IReadOnlyList<WatchHitRow> Hits, int HitCount);

/// <summary>Reads a person's saved searches and what their watches report.</summary>
public sealed class FindSavedSearches(IDbContextFactory<SupplyRiskDb> databases)
{
    public const int HitsShown = 200;

    /// <returns>By name.</returns>
    public async Task<IReadOnlyList<SavedSearchRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await RowsAsync(db, actor, db.SavedSearches.Where(s => s.OwnerId == actor.Id), ct);
    }

    /// <returns>Null if there is none, or it is another person's.</returns>
    public async Task<SavedSearchReport?> OneAsync(Actor actor, Guid id, bool onlyNew, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await RowsAsync(db, actor, db.SavedSearches.Where(s => s.Id == id && s.OwnerId == actor.Id), ct) is not [var row]) return null;
        var reported = SeenBy(db, actor).Where(h => h.SavedSearchId == id && h.RunId != null && (!onlyNew || h.SeenAt == null));
        var hits = await reported.OrderByDescending(h => h.FoundAt).ThenBy(h => h.Entity).ThenBy(h => h.RecordId).Take(HitsShown).AsNoTracking().ToListAsync(ct);
        return new(row, await NamedAsync(db, hits, ct), await reported.CountAsync(ct));
    }

    /// <summary>New hits of all the actor's watches.</summary>
    public async Task<int> CountNewAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (from h in SeenBy(db, actor).Where(h => h.SeenAt == null)
                      join s in db.SavedSearches.Where(s => s.OwnerId == actor.Id) on h.SavedSearchId equals s.Id
                      select h).CountAsync(ct);
    }

    /// <summary>Hits of suppliers the actor may see, and of documents about them.</summary>
    internal static IQueryable<WatchHit> SeenBy(SupplyRiskDb db, Actor actor)
    {
        if (actor.Suppliers is not { } seen) return db.WatchHits;
        var suppliers = seen.ToList();
        return db.WatchHits.Where(h => h.Entity == OutboxEntity.Supplier
            ? suppliers.Contains(h.RecordId)
            : db.DocumentLinks.Any(l => l.DocumentId == h.RecordId && suppliers.Contains(l.SupplierId) && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
                && !db.Documents.Any(d => d.Id == h.RecordId && d.Restricted));
    }

    private static async Task<IReadOnlyList<SavedSearchRow>> RowsAsync(SupplyRiskDb db, Actor actor, IQueryable<SavedSearch> searches, CancellationToken ct)
    {
        var found = await searches.OrderBy(s => s.Name).ThenBy(s => s.Id).AsNoTracking().ToListAsync(ct);
        var ids = found.Select(s => s.Id).ToList();
        var counts = await SeenBy(db, actor).Where(h => ids.Contains(h.SavedSearchId)).GroupBy(h => h.SavedSearchId)
            .Select(g => new { g.Key, New = g.Count(h => h.SeenAt == null), Remembered = g.Count(h => h.GoneAt == null) }).ToDictionaryAsync(c => c.Key, ct);
        return [.. found.Select(s => counts.TryGetValue(s.Id, out var c) ? new SavedSearchRow(s, c.New, c.Remembered) : new SavedSearchRow(s, 0, 0))];
    }

    private static async Task<IReadOnlyList<WatchHitRow>> NamedAsync(SupplyRiskDb db, List<WatchHit> hits, CancellationToken ct)
    {
        var ids = hits.Select(h => h.RecordId).ToList();
        var suppliers = await db.SupplierVersions.StillKnownNow().Where(v => ids.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
            .Select(v => new { v.SupplierId, v.Name, v.Country }).ToDictionaryAsync(v => v.SupplierId, ct);
        var documents = await db.Documents.Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Title, d.Path }).ToDictionaryAsync(d => d.Id, ct);
        return [.. hits.Select(h => suppliers.TryGetValue(h.RecordId, out var s) ? new WatchHitRow(h, s.Name, s.Country)
            : documents.TryGetValue(h.RecordId, out var d) ? new WatchHitRow(h, d.Title ?? d.Path, null) : new WatchHitRow(h, null, null))];
    }
}
