using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Search;

/// <summary>Brings the index up to the outbox, and builds it anew beside the old one when asked to or when it was lost.</summary>
public sealed class FeedSearchIndex(IDbContextFactory<SupplyRiskDb> databases, ISearchIndex index)
{
    private const int SupplierBatch = 2_000, DocumentBatch = 100;

    /// <summary>Where the index stood when it last said so; counts what it lacks while it does not answer.</summary>
    private volatile Level? _level;

    /// <summary>Feeds until the index is level with the outbox; rebuilds it first if it was never filled.</summary>
    /// <returns>Outbox rows taken up.</returns>
    public async Task<long> CatchUpAsync(IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var taken = 0L;
        while (true)
        {
            if (await index.CursorAsync(ct) is not { } cursor)
            {
                if (!await RebuildAsync(progress, ct)) return taken; // another process is at it
                continue;
            }
            await using var db = await databases.CreateDbContextAsync(ct);
            var rows = await NextAsync(db, cursor, ct);
            if (rows.Count == 0) return taken;
            var batch = await BatchAsync(db, rows, cursor, ct);
            await index.WriteAsync(batch, ct);
            _level = new Level(batch.Span?.UpTo ?? cursor);
            taken += rows.Count;
            progress?.Report(new StageProgress("Feeding the search index", taken, null));
        }
    }

    /// <summary>How search is, for people and for health checks. Never fails because the index does.</summary>
    public async Task<SearchStatus> StatusAsync(CancellationToken ct)
    {
        try
        {
            var behind = await BehindByAsync(ct);
            return new SearchStatus(behind, null, await index.SetAsideAsync(SearchStatus.Shown, ct));
        }
        catch (SearchUnavailableException e)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return new SearchStatus(_level?.Position is { } at ? await db.Outbox.LongCountAsync(o => o.Id > at.Id, ct) : null, e.Message, SetAsideRecords.None);
        }
    }

    /// <summary>How many changes the index has not taken up yet.</summary>
    public async Task<long> BehindByAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var cursor = await index.CursorAsync(ct);
        _level = cursor is { } known ? new Level(known) : null;
        return cursor is { } at ? await db.Outbox.LongCountAsync(o => o.Id > at.Id, ct) : await db.Outbox.LongCountAsync(ct);
    }

    /// <summary>Fills a new index from the database while the old one answers, then swaps.</summary>
    /// <returns>False if another rebuild is under way.</returns>
    public async Task<bool> RebuildAsync(IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // Noted before anything is read: what changes meanwhile comes with the outbox afterwards.
        var end = new OutboxPosition(0, await db.Outbox.MaxAsync(o => (long?)o.Id, ct) ?? 0);
        await using var rebuild = await index.BeginRebuildAsync(end, ct);
        if (rebuild is null) return false;
        var records = new SearchRecords(db);
        var suppliers = await db.Suppliers.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
        var documents = await db.Documents.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct);
        var (done, all) = (0L, (long)suppliers.Count + documents.Count);
        foreach (var some in suppliers.Chunk(SupplierBatch))
        {
            await rebuild.WriteAsync(new SearchBatch(await records.SuppliersAsync(some.ToDictionary(id => id, _ => end.Id), ct)), ct);
            progress?.Report(new StageProgress("Building the search index", done += some.Length, all));
        }
        foreach (var some in documents.Chunk(DocumentBatch))
        {
            await rebuild.WriteAsync(new SearchBatch(await records.DocumentsAsync(some.ToDictionary(id => id, _ => end.Id), ct)), ct);
            progress?.Report(new StageProgress("Building the search index", done += some.Length, all));
        }
        await LevelAsync(db, rebuild, ct);
        await rebuild.CompleteAsync(ct);
        return true;
    }

    private static async Task LevelAsync(SupplyRiskDb db, ISearchRebuild rebuild, CancellationToken ct)
    {
        while (await NextAsync(db, rebuild.Cursor, ct) is { Count: > 0 } rows)
            await rebuild.WriteAsync(await BatchAsync(db, rows, rebuild.Cursor, ct), ct);
    }

    // Documents are large: a batch holds few of them, so memory stays flat.
    private static async Task<List<OutboxRow>> NextAsync(SupplyRiskDb db, OutboxPosition after, CancellationToken ct)
    {
        var rows = await db.Outbox.AsNoTracking().Where(o => o.Id > after.Id).OrderBy(o => o.Id).Take(SupplierBatch).ToListAsync(ct);
        var documents = 0;
        var fit = rows.TakeWhile(r => r.Entity != OutboxEntity.Document || ++documents <= DocumentBatch).Count();
        return rows.GetRange(0, fit);
    }

    private static async Task<SearchBatch> BatchAsync(SupplyRiskDb db, List<OutboxRow> rows, OutboxPosition after, CancellationToken ct)
    {
        var records = new SearchRecords(db);
        Dictionary<Guid, long> Newest(string entity) => rows.Where(r => r.Entity == entity).GroupBy(r => r.EntityId).ToDictionary(g => g.Key, g => g.Max(r => r.Id));
        var all = await records.SuppliersAsync(Newest(OutboxEntity.Supplier), ct);
        all.AddRange(await records.DocumentsAsync(Newest(OutboxEntity.Document), ct));
        return new SearchBatch(all, new OutboxSpan(after, new OutboxPosition(0, rows[^1].Id)));
    }

    private sealed record Level(OutboxPosition Position);
}
