using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;
using SupplyRisk.Review.Duplicates;

namespace SupplyRisk.Benchmarks.Api;

/// <summary>How long each page takes over a generated portfolio, one visitor at a time. Client and server share the machine.</summary>
internal static partial class PagesBenchmark
{
    private const int Rounds = 21;

    // Addresses that stand still, and those found by following the first link of a page: no id is known beforehand.
    private static readonly string[] Standing =
    [
        "/", "/suppliers", "/suppliers?band=critical&flag=risk&sort=name", "/suppliers?q=textile", "/suppliers?sort=name&page=50", "/suppliers/map", "/suppliers/duplicates", "/review", "/review?lane=match_to_check", "/review?lane=gather_evidence", "/actions",
        "/documents", "/search?q=textile*", "/search?kind=document&q=passport*", "/lists", "/runs", "/record?all=yes", "/rules", "/rules/coverage", "/effectiveness", "/statements", "/shipments", "/imports", "/settings/people", "/settings/schedule", "/settings/retention",
    ];
    private static readonly (string On, string Link)[] Linked =
        [("/suppliers?flag=risk", "/suppliers/0"), ("/review", "/review/0"), ("/review?lane=match_to_check", "/review/0"), ("/documents", "/documents/0"), ("/lists", "/lists/0"), ("/runs", "/runs/0"), ("/imports", "/imports/0"), ("/rules", "/rules/ilo.")];

    public static async Task<int> RunAsync(int suppliers)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-benchmark-").FullName;
        try
        {
            new MainJob.GeneratedPortfolio(suppliers).WriteTo(folder);
            Console.Error.WriteLine($"Preparing {suppliers:N0} screened suppliers…");
            await ApiBenchmark.PrepareAsync(folder, AddVisitorAsync);
            // Marked as a demo's, the folder is shown to whoever comes from this computer.
            await File.WriteAllTextAsync(Path.Combine(folder, "data", "demo.txt"), "generated");
            await ApiBenchmark.WithServerAsync(folder, http => MeasureAsync(http, suppliers), "--demo");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static async Task AddVisitorAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync();
        db.People.Add(InvitePerson.New("alex@example.com", "Alex Example", [Role.Administrator], TimeProvider.System, fictional: true));
        await db.SaveChangesAsync();
        await services.GetRequiredService<CompareSuppliers>().RunAsync(CancellationToken.None); // else the program does it while it is measured
    }

    private static async Task MeasureAsync(HttpClient http, int suppliers)
    {
        List<string> addresses = [.. Standing];
        foreach (var (on, link) in Linked)
        {
            var page = await http.GetStringAsync(new Uri(on, UriKind.Relative));
            if (Links().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(m => m.Groups["to"].Value).FirstOrDefault(to => to.StartsWith(link, StringComparison.Ordinal)) is { } found) addresses.Add(found.Replace("&amp;", "&", StringComparison.Ordinal));
        }
        Console.WriteLine("| page, " + suppliers.ToString("N0", CultureInfo.InvariantCulture) + " suppliers | first ms | p50 ms | p95 ms | KB |\n|---|---:|---:|---:|---:|");
        foreach (var path in addresses)
        {
            var (took, bytes) = (new List<double>(), 0);
            for (var i = 0; i <= Rounds; i++)
            {
                var started = Stopwatch.GetTimestamp();
                bytes = (await http.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            List<double> warm = [.. took.Skip(1).Order()];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{Ids().Replace(path, "…")}` | {took[0]:0} | {warm[Rounds / 2]:0} | {warm[Rounds * 95 / 100]:0} | {bytes / 1024} |"));
        }
    }

    [GeneratedRegex("""href="(?<to>/[^"#]*)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();
}
