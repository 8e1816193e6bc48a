namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Fills the next generation. Whoever stops writing to it for longer than its lease is taken for dead.</summary>
internal sealed class ElasticsearchRebuild(Generations generations, BulkWriter bulk, GenerationState begun) : ISearchRebuild
{
    private GenerationState _state = begun;
    private bool _ended;

    public OutboxPosition Cursor => _state.Cursor ?? OutboxPosition.Start;

    public async Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (batch.Span is { } span && span.After != Cursor)
            return new WriteOutcome(0, 0, CursorMoved: true);
        var outcome = await bulk.WriteAsync(_state.Suffix, batch.Records, visible: false, ct) ?? throw TakenOver();
        _state = await generations.RenewAsync(_state, batch.Span?.UpTo ?? _state.Cursor, ct) ?? throw TakenOver();
        return outcome;
    }

    public async Task CompleteAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        await generations.SwapAsync(_state, ct);
        _ended = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        try
        {
            await generations.RemoveUnlessLiveAsync(_state.Suffix, CancellationToken.None);
        }
        catch (SearchUnavailableException)
        {
            // The next rebuild of this process clears it away, or any once its lease is over.
        }
    }

    private static SearchUnavailableException TakenOver() => new("Another process took this rebuild for dead and began one of its own.");
}
