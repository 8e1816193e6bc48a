using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.People;
using SupplyRisk.Screening;
using SupplyRisk.Search;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>The demo with a small portfolio, in which one can be anybody. The auditor is assigned one supplier, S-200; its source S-100 is listed.</summary>
public sealed class DemoApp : IAsyncLifetime
{
    public const string Listed = "FICT00MT001132DEMO03";

    private readonly string folder = Directory.CreateTempSubdirectory("supplyrisk-demo-test-").FullName;
    private WebApplication? app;

    internal IServiceProvider Services => app!.Services; // started before any test

    /// <summary>Every address, its method and pattern.</summary>
    internal IReadOnlyList<(string Method, string Pattern)> Endpoints =>
        [.. Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (m, "/" + e.RoutePattern.RawText!.Trim('/'))))
            .Where(e => e.m is not "HEAD").Distinct().Order()];

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets }, new Listening(0), new DemoMode(true));
        await app.Services.MigrateAsync(CancellationToken.None);
        await FillAsync();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "supplyrisk.db")};Default Timeout=30;Pooling=True");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser, as it were, of the fictional person of a role, with a token for forms.</summary>
    public async Task<HttpClient> AsAsync(Role role)
    {
        var person = (await Services.GetRequiredService<DemoPeople>().ListAsync(CancellationToken.None)).First(p => p.Roles[0] == role);
        var cookies = new CookieContainer();
        var address = new Uri(app!.Urls.First());
        cookies.Add(address, new Cookie(DemoScheme.Cookie, person.Id.ToString()));
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-CSRF", await http.GetStringAsync(new Uri("/token", UriKind.Relative)));
        return http;
    }

    private async Task FillAsync()
    {
        var (actor, ct) = (Actor.LocalAdministrator, CancellationToken.None);
        var list = await WriteAsync("suppliers.csv", $"Supplier ID,Supplier name,Local name,Country,City,Products,LEI,Supplies\nS-100,Paper Lantern Mills,纸灯笼纺织厂,CN,Wuhan,cotton yarn,{Listed},S-200\n"
            + "S-200,Walking Teapot Ltd,,BD,Savar,knitted shirts,,\nS-300,Blue Umbrella Foundry,,MX,Puebla,umbrellas,,\n"
            + string.Concat(Enumerable.Range(1, 30).Select(i => $"T-{i:000},Twin Otter Works {i},,VN,Hanoi,shoes,,\n")));
        (await Services.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(list, "suppliers.csv", "erp"), null, ct)).Done.ShouldBeTrue();
        var listed = await WriteAsync("list.csv", $"id,name,country,identifiers\ne-1,Glass Whale Silicon,CN,lei:{Listed}\ne-2,Brass Heron Smelting,MX,");
        (await Services.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(listed, "list.csv", "fictional-list"), ct)).Done.ShouldBeTrue();
        foreach (var id in (string[])["S-200", "S-300"])
            (await Services.GetRequiredService<AddDocuments>().AddFileAsync(actor, await WriteAsync($"{id} report.txt", $"""
                SMETA Audit Report

                Date of audit: 12 March 2026

                Supplier No.: {id}

                Workers paid recruitment fees of NPR 120,000 to an agent in Kathmandu.
                """), $"{id} report.txt", ct)).Done.ShouldBeTrue();
        await Services.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("manual"), null, ct);
        await Services.GetRequiredService<FeedSearchIndex>().CatchUpAsync(null, ct);
        await Services.GetRequiredService<DemoPeople>().MakeAsync(ct);
        await using var db = await Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var auditor = await db.People.Where(p => p.RolesText == "auditor").Select(p => p.Id).SingleAsync(ct);
        var assigned = await db.Suppliers.Where(s => s.OwnId == "S-200").Select(s => s.Id).SingleAsync(ct);
        await db.AssignedSuppliers.ExecuteDeleteAsync(ct);
        db.AssignedSuppliers.Add(new AssignedSupplier { PersonId = auditor, SupplierId = assigned });
        await db.SaveChangesAsync(ct);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, Encoding.UTF8);
        return path;
    }
}
