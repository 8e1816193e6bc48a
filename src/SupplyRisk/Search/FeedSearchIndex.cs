using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Search;

/// <summary>Brings the index up to the outbox, and builds it anew beside the old one when asked to or when it was lost.</summary>
public sealed class FeedSearchIndex(IDbContextFactory<SupplyRiskDb> databases, ISearchIndex index)
{
    /// <summary>Name of the setting that asks for a new index.</summary>
    public const string AskedToRebuild = "search.rebuild";

    private const int SupplierBatch = 2_000, DocumentBatch = 100, WindowRows = 50_000;

    /// <summary>From here on, and where more waits than the index holds, filling a new index is less work than changing this one row by row.</summary>
    private const long WorthRebuilding = 20_000;

    /// <summary>Where the index stood when it last said so; counts what it lacks while it does not answer.</summary>
    private volatile Level? _level;

    /// <summary>Feeds until the index is level with the outbox; rebuilds it first if it was never filled.</summary>
    /// <returns>Outbox rows taken up.</returns>
    public async Task<long> CatchUpAsync(IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var taken = 0L;
        if (!await RebuildIfAskedAsync(progress, ct)) return taken;
        if (await IsWorthRebuildingAsync(ct) && !await RebuildAsync(progress, ct)) return taken;
        while (true)
        {
            if (await index.CursorAsync(ct) is not { } cursor)
            {
                if (!await RebuildAsync(progress, ct)) return taken; // another process is at it
                continue;
            }
            await using var db = await databases.CreateDbContextAsync(ct);
            if (!await OutboxReader.IsOfThisServerAsync(db, cursor, ct))
            {
                if (!await RebuildAsync(progress, ct)) return taken;
                continue;
            }
            var rows = await WindowAsync(db, cursor, ct);
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
            return new SearchStatus(_level?.Position is { } at ? await OutboxReader.CountAsync(db, at, ct) : null, e.Message, SetAsideRecords.None);
        }
    }

    private async Task<bool> IsWorthRebuildingAsync(CancellationToken ct)
    {
        if (await index.CursorAsync(ct) is null) return false; // it is rebuilt anyway
        var behind = await BehindByAsync(ct);
        return behind >= WorthRebuilding
            && behind > await index.CountAsync(SearchKind.Supplier, SearchScope.All, ct) + await index.CountAsync(SearchKind.Document, SearchScope.All, ct);
    }

    /// <summary>How many changes the index has not taken up yet.</summary>
    public async Task<long> BehindByAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var cursor = await index.CursorAsync(ct);
        _level = cursor is { } at ? new Level(at) : null;
        return await OutboxReader.CountAsync(db, cursor ?? OutboxPosition.Start, ct);
    }

    /// <summary>Feeds until the index holds everything that was in the outbox when this was called.</summary>
    /// <returns>False if it does not get there: another process is building the index anew.</returns>
    public async Task<bool> LevelAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await OutboxReader.LastAsync(db, ct);
        await CatchUpAsync(null, ct);
        return await index.CursorAsync(ct) is { } cursor && cursor >= last;
    }

    /// <summary>Fills a new index from the database while the old one answers, then swaps.</summary>
    /// <returns>False if another rebuild is under way.</returns>
    public async Task<bool> RebuildAsync(IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // Noted before anything is read: what changes meanwhile comes with the outbox afterwards.
        var end = await OutboxReader.EndAsync(db, ct);
        var version = OutboxReader.VersionBefore(end);
        await using var rebuild = await index.BeginRebuildAsync(end, ct);
        if (rebuild is null) return false;
        var records = new SearchRecords(db);
        var suppliers = await db.Suppliers.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
        var documents = await db.Documents.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct);
        var (done, all) = (0L, (long)suppliers.Count + documents.Count);
        foreach (var some in suppliers.Chunk(SupplierBatch))
        {
            await rebuild.WriteAsync(new SearchBatch(await records.SuppliersAsync(some.ToDictionary(id => id, _ => version), ct)), ct);
            progress?.Report(new StageProgress("Building the search index", done += some.Length, all));
        }
        foreach (var some in documents.Chunk(DocumentBatch))
        {
            await rebuild.WriteAsync(new SearchBatch(await records.DocumentsAsync(some.ToDictionary(id => id, _ => version), ct)), ct);
            progress?.Report(new StageProgress("Building the search index", done += some.Length, all));
        }
        await LevelAsync(db, rebuild, ct);
        await rebuild.CompleteAsync(ct);
        return true;
    }

    /// <summary>After a restore the index may know what the database does not: it is built anew, and the wish forgotten once that is done.</summary>
    /// <returns>False if another process is at it.</returns>
    private async Task<bool> RebuildIfAskedAsync(IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = await db.Settings.Where(s => s.Key == AskedToRebuild).Select(s => s.Value).FirstOrDefaultAsync(ct);
        if (asked is null) return true;
        if (!await RebuildAsync(progress, ct)) return false;
        await db.Settings.Where(s => s.Key == AskedToRebuild && s.Value == asked).ExecuteDeleteAsync(ct);
        return true;
    }

    private static async Task LevelAsync(SupplyRiskDb db, ISearchRebuild rebuild, CancellationToken ct)
    {
        while (await NextAsync(db, rebuild.Cursor, ct) is { Count: > 0 } rows)
            await rebuild.WriteAsync(await BatchAsync(db, rows, rebuild.Cursor, ct), ct);
    }

    /// <summary>The next rows, read on while they concern what the batch holds already: what changed ten times is written once.</summary>
    private static async Task<List<OutboxRow>> WindowAsync(SupplyRiskDb db, OutboxPosition after, CancellationToken ct)
    {
        var rows = await NextAsync(db, after, ct);
        var (entities, documents) = (new HashSet<Guid>(), 0);
        for (var from = 0; from < rows.Count && rows.Count < WindowRows;)
        {
            foreach (var row in rows.Skip(from))
                if (entities.Add(row.EntityId) && row.Entity == OutboxEntity.Document) documents++;
            from = rows.Count;
            if (entities.Count < SupplierBatch && documents < DocumentBatch) rows.AddRange(await NextAsync(db, OutboxReader.PositionOf(rows[^1]), ct));
        }
        return rows;
    }

    // Documents are large: a batch holds few of them, so memory stays flat.
    private static async Task<List<OutboxRow>> NextAsync(SupplyRiskDb db, OutboxPosition after, CancellationToken ct)
    {
        var rows = await OutboxReader.NextAsync(db, after, SupplierBatch, ct);
        var documents = 0;
        var fit = rows.TakeWhile(r => r.Entity != OutboxEntity.Document || ++documents <= DocumentBatch).Count();
        return rows.GetRange(0, fit);
    }

    private static async Task<SearchBatch> BatchAsync(SupplyRiskDb db, List<OutboxRow> rows, OutboxPosition after, CancellationToken ct)
    {
        var records = new SearchRecords(db);
        Dictionary<Guid, long> Newest(string entity) => rows.Where(r => r.Entity == entity).GroupBy(r => r.EntityId).ToDictionary(g => g.Key, g => g.Max(OutboxReader.VersionOf));
        var all = await records.SuppliersAsync(Newest(OutboxEntity.Supplier), ct);
        all.AddRange(await records.DocumentsAsync(Newest(OutboxEntity.Document), ct));
        return new SearchBatch(all, new OutboxSpan(after, OutboxReader.PositionOf(rows[^1])));
    }

    private sealed record Level(OutboxPosition Position);
}
