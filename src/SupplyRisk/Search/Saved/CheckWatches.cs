using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Search.Saved;

/// <summary>After a run, once the index holds all that the run wrote, compares each watch with what it remembers and reports what is new.</summary>
/// <remarks>What a watch has reported is written with what it remembers, so a kill at any point loses and doubles nothing. Where the index does not
/// answer, the watch waits and says so; the next call goes on.</remarks>
public sealed partial class CheckWatches(
    IDbContextFactory<SupplyRiskDb> databases, ISearchIndex index, FeedSearchIndex feed, TimeProvider time, AuditTrail audit, ILogger<CheckWatches> log)
{
    /// <summary>A watch that finds more is too broad to say anything.</summary>
    public const int MostHits = 10_000;

    private const int Tries = 5;

    /// <summary>Reports the newest finished run to every watch that has not heard of it. Does nothing where none waits.</summary>
    /// <returns>New hits.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await db.Runs.Where(r => r.FinishedAt != null).OrderByDescending(r => r.FinishedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        var waiting = await db.SavedSearches.AsNoTracking()
            .Where(s => s.WatchedSince != null && (s.CheckedAt == null || (run != null && s.CheckedRunId != run)))
            .OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(ct);
        if (waiting.Count == 0 || await LevelAsync(waiting, ct) is false) return 0;
        var found = 0;
        foreach (var watch in waiting)
            found += await CheckAsync(watch, run, ct);
        return found;
    }

    /// <summary>Has a new watch remember what is there now; if the index does not answer, the next call of <see cref="HandleAsync"/> does.</summary>
    public async Task BeginAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var watch = await db.SavedSearches.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        await CheckAsync(watch, null, ct);
    }

    private async Task<bool> LevelAsync(List<SavedSearch> waiting, CancellationToken ct)
    {
        try
        {
            if (await feed.LevelAsync(ct)) return true;
            await WaitAsync(waiting, "The search index is being built anew; what is new is reported when it is done.", ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWaits(log, e);
            await WaitAsync(waiting, "The search index does not answer; what is new is reported as soon as it does.", ct);
        }
        return false;
    }

    private async Task<int> CheckAsync(SavedSearch watch, Guid? run, CancellationToken ct)
    {
        HashSet<(string Entity, Guid Id)>? hits;
        try
        {
            hits = await HitsAsync(watch, ct);
        }
        catch (TooBroadException e)
        {
            await WaitAsync([watch], SavedSearchErrors.TooBroad(e.Hits).Message, ct);
            return 0;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWaits(log, e);
            await WaitAsync([watch], "The search index does not answer; what is new is reported as soon as it does.", ct);
            return 0;
        }
        return hits is null ? 0 : await RememberAsync(watch, run, hits, ct); // null: it changed under our hands time and again; the next call
    }

    /// <summary>All records the watch finds, read from one state of the index; null if it did not hold still.</summary>
    // As the index of everything: what its owner may see of the hits is decided when they are read.
    private async Task<HashSet<(string Entity, Guid Id)>?> HitsAsync(SavedSearch watch, CancellationToken ct)
    {
        var asked = SearchText.ParseForAll(watch.Text);
        for (var again = 0; again < Tries; again++)
        {
            var before = await index.CursorAsync(ct);
            var hits = new HashSet<(string, Guid)>();
            foreach (var kind in Enum.GetValues<SearchKind>())
            {
                if (asked.Of(kind) is not { } text) continue;
                var query = text.ToQuery(kind) with { PageSize = SearchQuery.MaxPageSize, Highlight = false, Order = kind == SearchKind.Supplier ? SearchOrder.RiskScore : SearchOrder.Newest };
                SearchPage page;
                do
                {
                    page = await index.SearchAsync(query, SearchScope.All, ct);
                    if (page.Total > MostHits) throw new TooBroadException(page.Total);
                    hits.UnionWith(page.Hits.Select(h => (Words.Snake(kind), h.Id)));
                    query = query with { PageToken = page.NextPageToken };
                }
                while (page.NextPageToken is not null);
            }
            if (before is not null && before == await index.CursorAsync(ct)) return hits;
        }
        return null;
    }

    private async Task<int> RememberAsync(SavedSearch watch, Guid? run, HashSet<(string Entity, Guid Id)> hits, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.Instant();
        var first = watch.CheckedAt is null;
        // Another instance may be at the same: whoever moves it on first reports; the other finds it moved and leaves it.
        var mine = await db.SavedSearches
            .Where(s => s.Id == watch.Id && s.WatchedSince == watch.WatchedSince && s.CheckedAt == watch.CheckedAt && s.CheckedRunId == watch.CheckedRunId && s.Text == watch.Text)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckedRunId, first ? null : run).SetProperty(s => s.Waiting, (string?)null), ct);
        if (mine == 0) return 0;
        var known = await db.WatchHits.AsNoTracking().Where(h => h.SavedSearchId == watch.Id).ToListAsync(ct);
        var there = known.Where(h => h.GoneAt is null).Select(h => (h.Entity, h.RecordId)).ToHashSet();
        var fresh = hits.Where(h => !there.Contains(h)).Select(h => new WatchHit
        {
            SavedSearchId = watch.Id,
            Entity = h.Entity,
            RecordId = h.Id,
            FoundAt = now,
            RunId = first ? null : run,
            SeenAt = first ? now : null,
        }).ToList();
        await db.BulkUpsertAsync(fresh, ct);
        foreach (var gone in known.Where(h => h.GoneAt is null && !hits.Contains((h.Entity, h.RecordId))).Select(h => h.RecordId).Chunk(1_000))
            await db.WatchHits.Where(h => h.SavedSearchId == watch.Id && gone.Contains(h.RecordId)).ExecuteUpdateAsync(u => u.SetProperty(h => h.GoneAt, now), ct);
        if (!first && fresh.Count > 0)
            await audit.AppendAsync(db, Actor.Schedule, "watch.reported", $"search:{watch.Id}", new { run, found = fresh.Select(h => $"{h.Entity}:{h.RecordId}").Order(StringComparer.Ordinal) }, ct);
        await transaction.CommitAsync(ct);
        if (!first && fresh.Count > 0) LogReported(log, watch.Id, fresh.Count.ToString(CultureInfo.InvariantCulture));
        return first ? 0 : fresh.Count;
    }

    private async Task WaitAsync(IReadOnlyList<SavedSearch> watches, string why, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var ids = watches.Where(w => w.Waiting != why).Select(w => w.Id).ToList();
        if (ids.Count > 0) await db.SavedSearches.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Waiting, why), ct);
    }

    private sealed class TooBroadException(long hits) : Exception
    {
        public long Hits { get; } = hits;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watches wait: the search index does not answer")]
    private static partial void LogWaits(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Watch {Watch}: {Hits} new")]
    private static partial void LogReported(ILogger log, Guid watch, string hits);
}
