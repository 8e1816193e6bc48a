using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Lists;

/// <summary>What the product is for: a listing published today flags the supplier in the next triggered run, without anyone asking.</summary>
public sealed partial class PublishedTodayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_published_today_flags_the_supplier_without_anyone_asking()
    {
        using var data = new DataFolder();
        await BuiltProgram.DoneAsync("import", data.Write("vendors.csv", "id,name,country\ns-1,Paper Heron Polysilicon Co Ltd,CN\ns-2,Blue Otter Kettles GmbH,DE\n"), "--source", "erp", "--data", data.Path);
        await using var publisher = await Publisher.StartAsync();
        publisher.Page = Page("");
        await using var program = await Program.ServeAsync(data.Path, new()
        {
            ["Watchlists__AllowPrivateAddresses"] = "true", // the publisher stands on this computer
            ["Watchlists__Lists__uflpa__Address"] = publisher.Address,
            ["Watchlists__Lists__uflpa__Schedule"] = "0/2 * * * * ?",
        });
        await program.UntilAsync("/api/v1/watchlists/uflpa", l => l["list"]!["rows"]!.GetValue<int>() == 5, "the list is fetched on its schedule");
        await program.UntilAsync("/api/v1/runs", r => r["items"]!.AsArray().Any(x => x!["state"]!.GetValue<string>() == "completed"), "and screened with");
        (await program.GetAsync("/api/v1/suppliers?flag=match_to_check"))["total"]!.GetValue<int>().ShouldBe(0);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        publisher.Page = Page($"<tr><td>Paper Heron Polysilicon Co., Ltd. (also known as Heron Silicon)</td><td>{today.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)}</td></tr>");
        var flagged = await program.UntilAsync("/api/v1/suppliers?flag=match_to_check", s => s["total"]!.GetValue<int>() == 1, "the new listing flags the supplier");
        flagged["items"]![0]!["supplier_id"]!.GetValue<string>().ShouldBe("s-1");
        var entry = await program.GetAsync("/api/v1/watchlists/uflpa/entry?id=paper-heron-polysilicon-co-ltd");
        var touched = entry["suppliers"]!.AsArray().ShouldHaveSingleItem()!;
        touched["published_on"]!.GetValue<string>().ShouldBe(today.ToString("O", CultureInfo.InvariantCulture));
        (touched["flagged_at"]!.GetValue<DateTime>() - touched["known_at"]!.GetValue<DateTime>()).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        (await program.GetAsync("/api/v1/watchlists/uflpa"))["median_days_from_publication_to_flag"]!.GetValue<int>().ShouldBe(0);

        publisher.Page = publisher.Page[..(publisher.Page.Length / 2)];
        var list = await program.UntilAsync("/api/v1/watchlists/uflpa", l => l["list"]!["health"]!.GetValue<string>() == "held", "half a page is held");
        list["list"]!["rows"]!.GetValue<int>().ShouldBe(6);
        (await program.GetAsync("/api/v1/suppliers?flag=match_to_check"))["total"]!.GetValue<int>().ShouldBe(1, "and clears no flag");
    }

    private static string Page(string more)
    {
        var rows = new[] { "Tin Camel Textile", "Glass Whale Silicon", "Brass Lark Garment", "Copper Moth Tomato", "Quiet Hammer Forge" }.Select(n => $"<tr><td>{n} Co., Ltd.</td><td>June 21, 2022</td></tr>");
        return $"<html><body><h1>UFLPA Entity List</h1><p><strong>Entities</strong> <a>UFLPA Section 2(d)(2)(B)(i)</a></p><table class=\"usa-table\"><tr><th>Name of Entity</th><th>Effective Date</th></tr>{string.Concat(rows)}{more}</table></body></html>";
    }

    private sealed class Publisher : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Publisher(WebApplication app) => this.app = app;

        public string Page { get; set; } = "";

        public string Address => $"{app.Urls.Single()}/uflpa-entity-list";

        public static async Task<Publisher> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var publisher = new Publisher(builder.Build());
            publisher.app.Run(http => http.Response.WriteAsync(publisher.Page));
            await publisher.app.StartAsync();
            return publisher;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    /// <summary>The built program, serving.</summary>
    private sealed class Program : IAsyncDisposable
    {
        private readonly Process process;
        private readonly HttpClient http;

        private Program(Process process, Uri address) => (this.process, http) = (process, new HttpClient { BaseAddress = address });

        public static async Task<Program> ServeAsync(string data, Dictionary<string, string> environment)
        {
            var started = BuiltProgram.Start(environment, "serve", "--port", "0", "--data", data);
            while (await started.StandardError.ReadLineAsync(Ct) is { } line)
            {
                if (Listens().Match(line) is not { Success: true } match) continue;
                // Whatever it says further must not fill the pipe.
                _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
                _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
                var program = new Program(started, new Uri(match.Value));
                program.http.DefaultRequestHeaders.Authorization = new("Bearer", await BuiltProgram.KeyAsync(data));
                return program;
            }
            throw new InvalidOperationException("The program ended before it listened.");
        }

        public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), Ct))!; // the API answers with JSON

        /// <summary>Asks again and again, as long as a slow machine may need.</summary>
        public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> holds, string what)
        {
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < Patience)
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
                if (answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct)) is { } said && holds(said)) return said;
                await Task.Delay(TimeSpan.FromMilliseconds(250), Ct);
            }
            throw new TimeoutException($"Not within {Patience:g}: {what}.");
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    [GeneratedRegex(@"http://(localhost|127\.0\.0\.1):\d+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listens();
}
