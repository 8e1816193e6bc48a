using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>Fills the next generation. Holds the folder's lock until it is done.</summary>
internal sealed class EmbeddedRebuild : ISearchRebuild
{
    private readonly EmbeddedSearchIndex _index;
    private readonly GenerationFolder _files;
    private readonly FileStream _held;
    private readonly int _number;
    private readonly SqliteConnection _connection;
    private readonly RecordWriter _writer;
    private bool _ended;

    public EmbeddedRebuild(EmbeddedSearchIndex index, GenerationFolder files, FileStream held, OutboxPosition from)
    {
        _index = index;
        _files = files;
        _held = held;
        _number = files.Next();
        _connection = Generation.Create(files.PathOf(_number));
        _connection.Run(GenerationSchema.AtOnce);
        _writer = new RecordWriter(_connection, all: true);
        _writer.SetCursor(from);
        Cursor = from;
    }

    public OutboxPosition Cursor { get; private set; }

    public async Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        var outcome = await Task.Run(() => _writer.Write(batch, ct), ct);
        if (batch.Span is { } span && !outcome.CursorMoved)
            Cursor = span.UpTo;
        return outcome;
    }

    public async Task CompleteAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        await Task.Run(() =>
        {
            _writer.Commit();
            _writer.Dispose();
            Generation.Finish(_connection, optimize: true);
        }, ct);
        await _index.SwapAsync(_number, ct);
        _ended = true;
        await _held.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        _writer.Dispose();
        await _connection.DisposeAsync();
        if (_files.Live() != _number)
            _files.Remove(_number);
        await _held.DisposeAsync();
    }
}
