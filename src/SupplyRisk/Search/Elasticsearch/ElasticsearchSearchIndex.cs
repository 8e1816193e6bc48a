using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>The search index in an Elasticsearch or OpenSearch cluster, over its REST API.</summary>
/// <remarks>
/// A batch's records are written first, each under its version, then the cursor, on condition that nobody moved it meanwhile. What was cut
/// off in between is written again to no effect: nothing is lost or doubled.
/// </remarks>
public sealed class ElasticsearchSearchIndex : ISearchIndex, IDisposable
{
    private readonly ClusterClient _client;
    private readonly IndexLayout _layout;
    private readonly Generations _generations;
    private readonly BulkWriter _bulk;

    /// <param name="options">Without <see cref="ElasticsearchOptions.Problems"/>.</param>
    /// <param name="time">Leases, rests and pauses.</param>
    public ElasticsearchSearchIndex(ElasticsearchOptions options, TimeProvider time, ILogger<ElasticsearchSearchIndex> log)
        : this(options, ElasticsearchServices.Handler(options), time, log)
    {
    }

    internal ElasticsearchSearchIndex(ElasticsearchOptions options, HttpMessageHandler handler, TimeProvider time, ILogger log)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        _client = new ClusterClient(options, handler, time, log);
        _layout = new IndexLayout(options.IndexPrefix);
        _generations = new Generations(_client, _layout, time, log);
        _bulk = new BulkWriter(_client, _layout, time, log);
    }

    public async Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (batch.Span is { } given && given.UpTo < given.After)
            throw new ArgumentException($"The span ends at {given.UpTo}, before it begins at {given.After}.", nameof(batch));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var live = await UsableAsync(Waiting.Feeder, ct);
            if (batch.Span is { } span && (live.Cursor ?? OutboxPosition.Start) != span.After)
                return new WriteOutcome(0, 0, CursorMoved: true);
            if (await _bulk.WriteAsync(live.Suffix, batch.Records, visible: true, ct) is not { } outcome)
            {
                await _generations.RecoverAsync(ct); // replaced, or lost, while this wrote: the same on what is live now
                continue;
            }
            if (batch.Span is not null)
                return await _generations.TryWriteAsync(live, batch.Span.Value.UpTo, live.Until, ct) ? outcome : new WriteOutcome(0, 0, CursorMoved: true);
            if (batch.Records.Count == 0 || (await _generations.LiveAsync(Waiting.Feeder, ct)).Suffix == live.Suffix)
                return outcome;
        }
        throw new SearchUnavailableException("The search index was replaced again and again while a batch was written to it.");
    }

    public async Task<SearchPage> SearchAsync(SearchQuery query, SearchScope scope, CancellationToken ct)
    {
        if (query.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(query));
        List<TermTokens> terms = [.. query.Terms.Select(TermTokens.Of)];

        // The same search goes to the same copy of the index, whose relevance does not change from page to page. No half results: they would count wrong.
        var path = $"{_layout.Alias(query.Kind)}/_search?allow_partial_search_results=false&preference={new PageToken(0, Guid.Empty).Write(query)}";
        var request = ClusterRequest.Post(path, QueryJson.Search(query, terms, scope), Waiting.Person);
        return await OnLiveAsync(request, (body, token) => new AnswerReader(query, terms).ReadAsync(body, token), ct);
    }

    public Task<long> CountAsync(SearchKind kind, SearchScope scope, CancellationToken ct)
    {
        var request = ClusterRequest.Post($"{_layout.Alias(kind)}/_count", Json.Of("query", QueryJson.Visible(kind, scope)), Waiting.Person);
        return OnLiveAsync(request, async (body, token) => (long?)(await Answer.ReadBodyAsync(body, token))["count"] ?? 0, ct);
    }

    public async Task<OutboxPosition?> CursorAsync(CancellationToken ct)
    {
        var live = await _generations.LiveAsync(Waiting.Feeder, ct);
        return _generations.Known switch
        {
            { Newer: true, Foreign: { } why } => throw new SearchUnavailableException(why),
            { Foreign: not null } => null,
            _ => live.Cursor,
        };
    }

    public async Task<ISearchRebuild?> BeginRebuildAsync(OutboxPosition from, CancellationToken ct)
    {
        await _generations.LiveAsync(Waiting.Feeder, ct); // searches need something to ask meanwhile
        return await _generations.BeginAsync(from, ct) is { } begun ? new ElasticsearchRebuild(_generations, _bulk, begun) : null;
    }

    public Task MaintainAsync(CancellationToken ct) => _generations.CleanAsync(ct);

    public Task<SetAsideRecords> SetAsideAsync(int limit, CancellationToken ct)
    {
        var body = Json.Of(
            ("size", limit), ("track_total_hits", true), ("query", Json.Of("term", Json.Of("set_aside", true))),
            ("sort", new JArray(Json.Of("id", "asc"))), ("_source", new JArray("id", "shown")));
        var path = string.Join(',', Enum.GetValues<SearchKind>().Select(_layout.Alias)) + "/_search?allow_partial_search_results=false";
        return OnLiveAsync(ClusterRequest.Post(path, body, Waiting.Person), async (stream, token) => SetAside(await Answer.ReadBodyAsync(stream, token)), ct);
    }

    public void Dispose()
    {
        _generations.Dispose();
        _client.Dispose();
    }

    private SetAsideRecords SetAside(JObject answer)
    {
        var hits = answer["hits"] as JObject ?? [];
        var records = from hit in hits["hits"] as JArray ?? []
                      let shown = hit["_source"]?["shown"]
                      let kind = ((string?)hit["_index"] ?? "").StartsWith(_layout.Alias(SearchKind.Document) + "-v", StringComparison.Ordinal) ? SearchKind.Document : SearchKind.Supplier
                      select new SetAsideRecord(kind, Guid.Parse((string?)hit["_source"]?["id"] ?? ""), (long?)shown["version"] ?? 0, (string?)shown["reason"] ?? "", DateTimeOffset.FromUnixTimeMilliseconds((long?)shown["at"] ?? 0));
        return new SetAsideRecords((long?)hits["total"]?["value"] ?? 0, [.. records]);
    }

    /// <summary>The live generation, if this program can read and write it.</summary>
    private async Task<GenerationState> UsableAsync(Waiting waiting, CancellationToken ct)
    {
        var live = await _generations.LiveAsync(waiting, ct);
        return _generations.Known?.Foreign is { } why ? throw new SearchUnavailableException(why) : live;
    }

    /// <summary>Asks through the alias. If that is not there, the index was lost: an empty one takes its place, and the feeder fills it.</summary>
    private async Task<T> OnLiveAsync<T>(ClusterRequest request, Func<Stream, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        if (_generations.Known is not { Foreign: null })
            await UsableAsync(request.Waiting, ct);
        for (var attempt = 0; ; attempt++)
        {
            var (result, refused) = await _client.SendAsync(request, async (status, body, token) => status == 200
                ? (await read(body, token), (Answer?)null)
                : (default(T), await _client.AnswerAsync(status, body, token)), ct);
            if (refused is null)
                return result!; // read from a whole answer
            if (!refused.IsMissing || attempt > 0)
                throw Generations.Refused("the search", refused);
            await _generations.RecoverAsync(ct);
        }
    }
}
