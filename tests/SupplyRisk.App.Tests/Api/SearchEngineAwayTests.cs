using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.App.Tests.Api;

/// <summary>A search engine is configured and does not answer: everything but search goes on, and says so.</summary>
public sealed class SearchEngineAwayTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("supplyrisk-away-").FullName;
    private WebApplication? app;
    private HttpClient? http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var cluster = new ElasticsearchOptions { Nodes = [new Uri($"http://127.0.0.1:{FreePort()}")], Username = "search", Password = "correct-horse-battery" };
        app = WebHost.Build(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets, Elasticsearch = cluster }, new Listening(0), new DemoMode(true));
        await app.Services.MigrateAsync(Ct);
        await app.Services.GetRequiredService<DemoPeople>().MakeAsync(Ct);
        await app.StartAsync(Ct);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (app is not null)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "supplyrisk.db")};Default Timeout=30;Pooling=True");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Imports_and_pages_go_on_and_search_is_refused_in_words()
    {
        var list = Path.Combine(folder, "list.csv");
        await File.WriteAllTextAsync(list, "id,name,country\nS-1,Fictional Teapots Ltd,VN\n", Ct);
        var import = await app!.Services.GetRequiredService<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, new ImportRequest(list, "list.csv", "erp"), null, Ct); // started before any test
        import.Done.ShouldBeTrue();

        await SaysAsync("/", HttpStatusCode.OK);
        (await SaysAsync("/suppliers", HttpStatusCode.OK)).ShouldContain("Fictional Teapots");
        (await SaysAsync("/api/v1/search?q=teapots", HttpStatusCode.ServiceUnavailable)).ShouldContain("catches up by itself");
        await SaysAsync("/search?q=teapots", HttpStatusCode.ServiceUnavailable);
        await SaysAsync("/search/complete?q=teap", HttpStatusCode.ServiceUnavailable);
        (await SaysAsync("/health/ready", HttpStatusCode.OK)).ShouldBe("Degraded");
        var status = await SaysAsync("/api/v1/search/status", HttpStatusCode.OK);
        status.ShouldContain("be reached");
        status.ShouldContain("\"behind_by\":null");
    }

    private async Task<string> SaysAsync(string path, HttpStatusCode expected)
    {
        using var response = await http!.GetAsync(new Uri(path, UriKind.Relative), Ct); // started before any test
        var text = await response.Content.ReadAsStringAsync(Ct);
        response.StatusCode.ShouldBe(expected, text);
        text.ShouldNotContain("   at SupplyRisk.");
        text.ShouldNotContain("correct-horse-battery");
        return text;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
