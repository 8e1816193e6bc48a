using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The contract on a real server, where one is named.</summary>
public sealed class LiveElasticsearchTests : SearchIndexContract
{
    /// <summary>The address of a server; name and password may stand in it.</summary>
    public const string Variable = "SUPPLYRISK_TEST_ELASTICSEARCH";

    private readonly List<ElasticsearchSearchIndex> _opened = [];
    private ElasticsearchOptions? _options;

    /// <summary>A prefix of its own for each test, so that tests may share a server.</summary>
    public static ElasticsearchOptions Options(string address)
    {
        var uri = new UriBuilder(address);
        var (name, password) = (Uri.UnescapeDataString(uri.UserName), Uri.UnescapeDataString(uri.Password));
        (uri.UserName, uri.Password) = ("", "");
        var options = new ElasticsearchOptions { Nodes = [uri.Uri], IndexPrefix = $"test-{Guid.CreateVersion7():N}" };
        return name.Length == 0 ? options : options with { Username = name, Password = password };
    }

    protected override async Task<ISearchIndex> CreateAsync()
    {
        var address = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(address))
            Assert.Skip($"No Elasticsearch or OpenSearch server is configured: set {Variable} to its address.");
        _options = Options(address);
        return await OpenAnotherAsync();
    }

    protected override Task<ISearchIndex> OpenAnotherAsync()
    {
        var index = new ElasticsearchSearchIndex(_options!, TimeProvider.System, NullLogger<ElasticsearchSearchIndex>.Instance); // set by CreateAsync
        _opened.Add(index);
        return Task.FromResult<ISearchIndex>(index);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var index in _opened)
            index.Dispose();
        if (_options is { } options)
            await RemoveAsync(options);
        await base.DisposeAsync();
    }

    private static async Task RemoveAsync(ElasticsearchOptions options)
    {
        using var http = new HttpClient();
        if (options.Username is not null)
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")));
        var names = Newtonsoft.Json.Linq.JObject.Parse(await http.GetStringAsync(new Uri(options.Nodes[0], $"/{options.IndexPrefix}-*/_alias")));
        foreach (var index in names.Properties())
            (await http.DeleteAsync(new Uri(options.Nodes[0], "/" + index.Name))).Dispose();
    }
}
