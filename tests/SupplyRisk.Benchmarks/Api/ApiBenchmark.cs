using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Benchmarks.MainJob;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.People;
using SupplyRisk.Screening;
using SupplyRisk.Search;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Benchmarks.Api;

/// <summary>The program under 200 mixed requests a second, at rest and while a supplier list is read, applied and screened. Client and server share the machine.</summary>
internal static class ApiBenchmark
{
    private const int RequestsASecond = 200;
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(int suppliers)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-benchmark-").FullName;
        try
        {
            var portfolio = new GeneratedPortfolio(suppliers);
            portfolio.WriteTo(folder);
            Console.Error.WriteLine($"Preparing {suppliers:N0} screened suppliers…");
            var key = await PrepareAsync(folder);
            await WithServerAsync(folder, async http =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                var requests = new MixedRequests(await MixedRequests.KnownAsync(http));
                Console.WriteLine("| one at a time | p50 ms |\n|---|---:|");
                foreach (var (path, milliseconds) in await requests.OneByOneAsync(http))
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{path}` | {milliseconds:0.0} |"));
                Console.WriteLine("\n| suppliers | meanwhile | seconds | requests | requests/s | p50 ms | p95 ms | p99 ms | max ms | errors |");
                Console.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|");
                await requests.SendAsync(http, RequestsASecond, Task.Delay(TimeSpan.FromSeconds(5))); // warm
                Print(suppliers, "nothing", await requests.SendAsync(http, RequestsASecond, Task.Delay(AtRest)));
                await portfolio.ChangeSuppliersAsync(Path.Combine(folder, "suppliers.csv"), suppliers / 10);
                var preview = PreviewAsync(http, Path.Combine(folder, "suppliers.csv"));
                Print(suppliers, "list compared", await requests.SendAsync(http, RequestsASecond, preview));
                var apply = ApplyAsync(http, await preview);
                Print(suppliers, "list applied", await requests.SendAsync(http, RequestsASecond, apply));
                Print(suppliers, "a tenth screened again", await requests.SendAsync(http, RequestsASecond, UntilScreenedAsync(http)));
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    /// <summary>With the program running over the folder, and a client beside it.</summary>
    internal static async Task WithServerAsync(string folder, Func<HttpClient, Task> use, params string[] more)
    {
        var (server, address) = await StartAsync(folder, more);
        try
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
            await use(http);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    internal static async Task<string> PrepareAsync(string folder, Func<IServiceProvider, Task>? also = null)
    {
        string key;
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(new InstallationOptions { DataFolder = Path.Combine(folder, "data"), RulesetFolder = InstallationOptions.ShippedRulesets });
        await using (var provider = services.BuildServiceProvider())
        {
            var (actor, ct) = (Actor.LocalAdministrator, CancellationToken.None);
            await provider.MigrateAsync(ct);
            await provider.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(Path.Combine(folder, "suppliers.csv"), "suppliers.csv", "generated"), null, ct);
            await provider.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(Path.Combine(folder, "lists", "generated.csv"), "generated.csv", "generated"), ct);
            await provider.GetRequiredService<AddDocuments>().AddFolderAsync(actor, Path.Combine(folder, "audits"), keepOriginals: false, null, ct);
            await provider.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("command"), null, ct);
            await provider.GetRequiredService<FeedSearchIndex>().CatchUpAsync(null, ct);
            if (also is not null) await also(provider);
            var handedOut = await provider.GetRequiredService<HandOutKeys>().HandOutAsync(actor, "benchmark", [Right.ImportSuppliers], 1, ct);
            key = handedOut.Value!.Secret; // done
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return key;
    }

    private static async Task<(Process Server, Uri Address)> StartAsync(string folder, string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "SupplyRisk.App.exe" : "SupplyRisk.App");
        var start = new ProcessStartInfo(program, ["serve", "--port", "0", "--data", Path.Combine(folder, "data"), .. more]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var server = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var listens = new TaskCompletionSource<Uri>();
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) listens.TrySetException(new InvalidOperationException("The program ended before it listened."));
            else if (line.Data.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at) listens.TrySetResult(new Uri(line.Data[at..].Split(' ')[0]));
        };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return (server, await listens.Task);
    }

    private static async Task<string> PreviewAsync(HttpClient http, string list)
    {
        using var form = new MultipartFormDataContent { { new StringContent("generated"), "source" } };
        var file = new StreamContent(File.OpenRead(list));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", "suppliers.csv");
        using var answer = await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form);
        return (string?)JObject.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())["id"] ?? throw new InvalidDataException("The import has no id.");
    }

    private static async Task ApplyAsync(HttpClient http, string import)
    {
        using var answer = await http.PostAsync(new Uri($"/api/v1/imports/{import}/apply", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task UntilScreenedAsync(HttpClient http)
    {
        for (var patience = 0; patience < 600; patience++)
        {
            await Task.Delay(500);
            var runs = JObject.Parse(await http.GetStringAsync(new Uri("/api/v1/runs", UriKind.Relative)))["items"];
            if (patience > 4 && runs!.All(r => (string?)r["state"] != "running")) return;
        }
    }

    private static void Print(int suppliers, string meanwhile, Answers a) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {suppliers:N0} | {meanwhile} | {a.Took.TotalSeconds:0.0} | {a.Milliseconds.Count:N0} | {a.Milliseconds.Count / a.Took.TotalSeconds:0} | {a.At(.5):0.0} | {a.At(.95):0.0} | {a.At(.99):0.0} | {a.At(1):0} | {a.Errors} |"));
}
