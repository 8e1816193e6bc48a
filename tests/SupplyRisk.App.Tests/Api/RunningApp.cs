using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.People;
using SupplyRisk.Screening;
using SupplyRisk.Search;

namespace SupplyRisk.App.Tests.Api;

/// <summary>The web application on a free loopback port with a small fictional portfolio, screened.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    public const string Listed = "FICT00MT001132DEMO03";

    private readonly string folder = Directory.CreateTempSubdirectory("supplyrisk-api-").FullName;
    private WebApplication? app;

    public int Port { get; private set; }

    /// <summary>Brings a key that may do what a key may.</summary>
    public HttpClient Http { get; private set; } = new();

    public string Key { get; private set; } = "";

    internal IServiceProvider Services => app!.Services; // started before any test

    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        app = WebHost.Build(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets }, new Listening(Port));
        await app.Services.MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        var key = await app.Services.GetRequiredService<HandOutKeys>().HandOutAsync(Actor.LocalAdministrator, "tests", [.. Enum.GetValues<Right>().Where(r => r != Right.ManagePeople)], 1, CancellationToken.None);
        Key = key.Value!.Secret; // done
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "supplyrisk.db")};Default Timeout=30;Pooling=True");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Works off what is pending; the application's own jobs may be at it, too.</summary>
    public async Task ScreenAsync(CancellationToken ct)
    {
        while (true)
        {
            var result = await Services.GetRequiredService<RunScreening>().RunAsync(Actor.LocalAdministrator, new RunRequest("manual"), null, ct);
            if (result is { Done: true, Value.Run: null }) break;
            if (!result.Done) await Task.Delay(50, ct);
        }
        await Services.GetRequiredService<FeedSearchIndex>().CatchUpAsync(null, ct);
    }

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => await ReadAsync(await Http.GetAsync(new Uri(path, UriKind.Relative)), expected);

    public async Task<JsonNode> PostAsync(string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await ReadAsync(await Http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : content), expected);
    }

    public async Task<JsonNode> UploadAsync(string path, string fileName, string text, HttpStatusCode expected = HttpStatusCode.OK, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", fileName);
        return await ReadAsync(await Http.PostAsync(new Uri(path, UriKind.Relative), form), expected);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(expected, text);
            if ((int)expected >= 400) response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!; // no answer of ours is the word null
        }
    }

    private async Task FillAsync()
    {
        var rows = new StringBuilder("Supplier ID,Supplier name,Local name,Country,City,Products,LEI,Supplies\n");
        rows.Append("S-100,Paper Lantern Mills,纸灯笼纺织厂,CN,Wuhan,cotton yarn,").Append(Listed).Append(",S-200\n");
        rows.Append("S-200,Walking Teapot Ltd,,BD,Savar,knitted shirts,,\nS-300,Blue Umbrella Foundry,,MX,Puebla,umbrellas,,\n");
        for (var i = 1; i <= 240; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"T-{i:000},Twin Otter Works {i},,VN,Hanoi,shoes,,\n");
        await UploadAsync("/api/v1/watchlists/fictional-list", "list.csv", $"id,name,country,identifiers\ne-1,Glass Whale Silicon,CN,lei:{Listed}\ne-2,Blue Umbrella Foundry,MX,");
        var preview = await UploadAsync("/api/v1/imports", "suppliers.csv", rows.ToString(), HttpStatusCode.OK, ("source", "erp"));
        ImportId = preview["id"]!.GetValue<Guid>();
        await PostAsync($"/api/v1/imports/{ImportId}/apply", null);
        await UploadAsync("/api/v1/documents", "S-200 report.txt", """
            SMETA Audit Report

            Date of audit: 12 March 2026

            Supplier No.: S-200

            Workers paid recruitment fees of NPR 120,000 to an agent in Kathmandu.
            """);
        await ScreenAsync(CancellationToken.None);
    }

    public Guid ImportId { get; private set; }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
