using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Search;
using SupplyRisk.Search.Embedded;

namespace SupplyRisk.Tests.Search;

/// <summary>The contract on SQLite FTS5.</summary>
public sealed class EmbeddedSearchIndexContractTests : SearchIndexContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<EmbeddedSearchIndex> _opened = [];

    protected override Task<ISearchIndex> CreateAsync() => OpenAnotherAsync();

    protected override Task<ISearchIndex> OpenAnotherAsync()
    {
        var index = new EmbeddedSearchIndex(_folder.Path, NullLogger<EmbeddedSearchIndex>.Instance);
        _opened.Add(index);
        return Task.FromResult<ISearchIndex>(index);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var index in _opened)
            index.Dispose();
        _folder.Dispose();
        await base.DisposeAsync();
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("supplyrisk-search-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
