using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace SupplyRisk.Search.Embedded;

/// <summary>The search index in SQLite FTS5, in files of its own beside the data. Several processes may use the same folder.</summary>
/// <remarks>SQLite has no asynchronous I/O: work runs on a pool thread so that the caller is not held.</remarks>
public sealed partial class EmbeddedSearchIndex(string folder, ILogger<EmbeddedSearchIndex> log) : ISearchIndex, IDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly GenerationFolder _files = new(folder);
    private readonly Lock _opening = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private Generation? _live;

    public async Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            return await Task.Run(() => OnLive(connection =>
            {
                using var writer = new RecordWriter(connection);
                return writer.Write(batch, ct);
            }), ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task<SearchPage> SearchAsync(SearchQuery query, SearchScope scope, CancellationToken ct)
    {
        if (query.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(query));
        return Task.Run(() => OnLive((connection, live) => new QueryRun(connection, live.Records, query, scope).Answer(ct)), ct);
    }

    public Task<long> CountAsync(SearchKind kind, SearchScope scope, CancellationToken ct) => Task.Run(() => OnLive((connection, live) =>
    {
        using var snapshot = connection.BeginRead();
        return live.Records.AsOf(connection).Of(kind).LongCount(r => r is not null && scope.Sees(r.Suppliers, r.Restricted));
    }), ct);

    public Task<OutboxPosition?> CursorAsync(CancellationToken ct) => Task.Run(() => OnLive(RecordWriter.Cursor), ct);

    public Task<ISearchRebuild?> BeginRebuildAsync(OutboxPosition from, CancellationToken ct) => Task.Run<ISearchRebuild?>(() =>
    {
        // Searches need something to ask meanwhile; made before the lock is taken for long.
        Live();
        var held = _files.TryLock();
        if (held is null)
            return null;
        try
        {
            _files.Clean();
            return new EmbeddedRebuild(this, _files, held, from);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }, ct);

    public async Task MaintainAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await Task.Run(() => OnLive(connection =>
            {
                // Merging a bounded number of pages a time; without it, steady updates leave many small segments.
                foreach (var kind in Enum.GetValues<SearchKind>())
                    connection.Run($"INSERT INTO {GenerationSchema.Fts(kind)}({GenerationSchema.Fts(kind)}, rank) VALUES('merge', 500)");
                connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
                return true;
            }), ct);
            using var held = _files.TryLock();
            if (held is not null)
                _files.Clean();
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _live?.Retire();
        _writing.Dispose();
    }

    /// <summary>Makes a filled generation the live one. No write of this process runs meanwhile; those of others see by their cursor that they must go back.</summary>
    internal async Task SwapAsync(int generation, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            _files.Point(generation);
            Live();
            _files.Clean();
        }
        finally
        {
            _writing.Release();
        }
        LogSwapped(log, generation);
    }

    private T OnLive<T>(Func<SqliteConnection, T> work) => OnLive((connection, _) => work(connection));

    private T OnLive<T>(Func<SqliteConnection, Generation, T> work)
    {
        while (true)
        {
            var live = Live();
            try
            {
                using var connection = live.Open();
                return work(connection, live);
            }
            catch (SqliteException) when (_files.Live() is { } now && now != live.Number)
            {
                // Another process swapped generations and took this file away: the same on the new one.
            }
        }
    }

    private Generation Live()
    {
        lock (_opening)
        {
            if (_files.Live() is { } number)
            {
                if (_live?.Number == number)
                    return _live;
                var found = new Generation(number, _files.PathOf(number));
                if (IsKnown(found))
                    return Use(found);
                LogUnusable(log, found.Path);
                found.Retire();
            }
            return Use(CreateEmpty());
        }
    }

    private Generation Use(Generation generation)
    {
        _live?.Retire();
        _live = generation;
        return generation;
    }

    private static bool IsKnown(Generation generation)
    {
        try
        {
            using var connection = generation.Open();
            return GenerationSchema.IsKnown(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return false;
        }
    }

    private Generation CreateEmpty()
    {
        using var held = WaitForLock();
        if (_files.Live() is { } other)
        {
            // Another process may have been faster.
            var found = new Generation(other, _files.PathOf(other));
            if (IsKnown(found))
                return found;
        }
        var number = _files.Next();
        using (var connection = Generation.Create(_files.PathOf(number)))
            Generation.Finish(connection, optimize: false);
        _files.Point(number);
        LogEmpty(log, folder);
        return new Generation(number, _files.PathOf(number));
    }

    private FileStream WaitForLock()
    {
        for (var tries = 0; ; tries++)
        {
            if (_files.TryLock() is { } held)
                return held;
            if (tries == 100)
                throw new IOException($"The search index in {folder} is held by another process and has no usable file. Wait for the rebuild that is running, or delete search.live and rebuild.");
            using var pause = new ManualResetEventSlim();
            pause.Wait(50);
        }
    }

    [LoggerMessage(1201, LogLevel.Information, "Search index generation {Generation} is live.")]
    private static partial void LogSwapped(ILogger logger, int generation);

    [LoggerMessage(1202, LogLevel.Warning, "{Path} is damaged or of another version; an empty search index takes its place and wants to be rebuilt.")]
    private static partial void LogUnusable(ILogger logger, string path);

    [LoggerMessage(1203, LogLevel.Information, "An empty search index was made in {Folder}.")]
    private static partial void LogEmpty(ILogger logger, string folder);
}
