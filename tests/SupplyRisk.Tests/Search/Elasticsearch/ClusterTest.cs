using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>A test of the adapter with a fake cluster of its own and a clock that does not wait.</summary>
public abstract class ClusterTest : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _clusters = [];
    private readonly List<ElasticsearchSearchIndex> _opened = [];

    private protected ImpatientClock Clock { get; } = new();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var index in _opened)
            index.Dispose();
        foreach (var cluster in _clusters)
            await cluster.DisposeAsync();
    }

    private protected async Task<FakeCluster> ClusterAsync(FakeFlavour? flavour = null)
    {
        var cluster = await FakeCluster.StartAsync(flavour ?? FakeFlavour.Elasticsearch9);
        _clusters.Add(cluster);
        return cluster;
    }

    private protected ISearchIndex Open(params FakeCluster[] clusters) => Open(new ElasticsearchOptions { Nodes = [.. clusters.Select(c => c.Address)] });

    private protected ISearchIndex Open(ElasticsearchOptions options)
    {
        var index = new ElasticsearchSearchIndex(options, Clock, NullLogger<ElasticsearchSearchIndex>.Instance);
        _opened.Add(index);
        return index;
    }

    protected static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    protected static SupplierSearchRecord Supplier(int number, string name, long version = 1) => new() { Id = Id(number), Version = version, Name = name, ListSource = "erp" };

    protected static SearchBatch Batch(long after, long upTo, params SearchRecord[] records) => new(records, new OutboxSpan(new(0, after), new(0, upTo)));

    protected static async Task<int[]> Found(ISearchIndex index, string word) =>
        [.. (await index.SearchAsync(Query(word), SearchScope.All, Ct)).Hits.Select(h => BitConverter.ToInt32(h.Id.ToByteArray())).Order()];

    protected static SearchQuery Query(string word) => new() { Kind = SearchKind.Supplier, Terms = [new(TermKind.Word, word)], PageSize = SearchQuery.MaxPageSize };

    protected static Task<SearchUnavailableException> Unavailable(Func<Task> work) => Should.ThrowAsync<SearchUnavailableException>(work);

    /// <summary>The fault for the first so many requests of a sort.</summary>
    private protected static Func<FakeCall, FakeFault?> First(int times, Func<FakeCall, bool> of, FakeFault fault)
    {
        var left = times;
        return call => of(call) && Interlocked.Decrement(ref left) >= 0 ? fault : null;
    }
}
