using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The contract on the Elasticsearch adapter, against the fake in the versions that differ most.</summary>
public abstract class ElasticsearchContractTests(FakeFlavour flavour) : SearchIndexContract
{
    private readonly List<ElasticsearchSearchIndex> _opened = [];
    private FakeCluster? _cluster;

    public sealed class OnElasticsearch75() : ElasticsearchContractTests(FakeFlavour.Elasticsearch75);

    public sealed class OnElasticsearch9() : ElasticsearchContractTests(FakeFlavour.Elasticsearch9);

    public sealed class OnOpenSearch3() : ElasticsearchContractTests(FakeFlavour.OpenSearch3);

    protected override async Task<ISearchIndex> CreateAsync()
    {
        _cluster = await FakeCluster.StartAsync(flavour);
        return await OpenAnotherAsync();
    }

    protected override Task<ISearchIndex> OpenAnotherAsync()
    {
        var options = new ElasticsearchOptions { Nodes = [_cluster!.Address] }; // made by CreateAsync
        var index = new ElasticsearchSearchIndex(options, TimeProvider.System, NullLogger<ElasticsearchSearchIndex>.Instance);
        _opened.Add(index);
        return Task.FromResult<ISearchIndex>(index);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var index in _opened)
            index.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await base.DisposeAsync();
    }
}
