using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.Benchmarks.Search;

/// <summary>Filling the embedded index, and asking it.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 40;

    /// <summary>What people ask, by how much of the index each has to look at.</summary>
    private static readonly (string What, SearchKind Kind, string Text)[] Questions =
    [
        ("a name", SearchKind.Supplier, "telkashu"),
        ("a name and a trade", SearchKind.Supplier, "baro* textile"),
        ("a beginning", SearchKind.Supplier, "telk*"),
        ("an id", SearchKind.Supplier, "S-004711"),
        ("a trade: 1 in 14", SearchKind.Supplier, "electronics"),
        ("filters alone", SearchKind.Supplier, "country:CN band:critical"),
        ("without", SearchKind.Supplier, "cotton -country:CN"),
        ("everything, counted", SearchKind.Supplier, ""),
        ("rare words", SearchKind.Document, "vorlinque passport"),
        ("a phrase", SearchKind.Document, "\"recruitment fee\""),
        ("common words: every document", SearchKind.Document, "passport wages"),
        ("a beginning", SearchKind.Document, "recr*"),
        ("words, dates, kind", SearchKind.Document, "dormitory kind:smeta date:2024..2025-06"),
        ("without", SearchKind.Document, "overtime -\"the workers\""),
    ];

    public static async Task<int> RunAsync(string[] sizes)
    {
        foreach (var size in sizes.Length == 0 ? ["10000", "100000"] : sizes)
            await MeasureAsync(new GeneratedStore(int.Parse(size, CultureInfo.InvariantCulture)));
        return 0;
    }

    private static async Task MeasureAsync(GeneratedStore made)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-benchmark-").FullName;
        try
        {
            var services = new ServiceCollection();
            services.AddSingleton(TimeProvider.System);
            services.AddSupplyRisk(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets });
            await using var provider = services.BuildServiceProvider();
            await provider.MigrateAsync(CancellationToken.None);
            await using (var db = provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContext())
                await made.WriteAsync(db);
            await FeedAsync(provider, made);
            await AskAsync(provider.GetRequiredService<ISearchIndex>(), made);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FeedAsync(ServiceProvider provider, GeneratedStore made)
    {
        var feed = provider.GetRequiredService<FeedSearchIndex>();
        await using var db = provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContext();
        Console.WriteLine("| suppliers | documents | feed | seconds | CPU seconds |");
        Console.WriteLine("|---:|---:|---|---:|---:|");
        await StageAsync("first fill", () => feed.CatchUpAsync(null, default));
        await made.RunAsync(db, made.Suppliers);
        await StageAsync("after a run that changed every supplier", () => feed.CatchUpAsync(null, default));
        for (var again = 0; again < 10; again++) await made.RunAsync(db, 2_000);
        await StageAsync("2,000 suppliers, changed ten times", () => feed.CatchUpAsync(null, default));

        async Task StageAsync(string what, Func<Task> work)
        {
            var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await work();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {made.Suppliers:N0} | {made.Documents:N0} | {what} | {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} | {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.00} |"));
        }
    }

    private static async Task AskAsync(ISearchIndex index, GeneratedStore made)
    {
        Console.WriteLine();
        Console.WriteLine("| suppliers | documents | asked | found | p50 ms | p95 ms | p99 ms | CPU p50 ms | CPU p95 ms |");
        Console.WriteLine("|---:|---:|---|---:|---:|---:|---:|---:|---:|");
        var times = Questions.ToDictionary(q => q, _ => new List<(double Wall, double Cpu)>());
        var found = new Dictionary<(string, SearchKind, string), long>();
        for (var round = -2; round < Rounds; round++) // the first two only warm it up
        {
            foreach (var question in Questions)
            {
                var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                var parsed = SearchText.Parse(question.Text, question.Kind);
                if (parsed.Problems.Count > 0) throw new InvalidOperationException(parsed.Problems[0].Message);
                var page = await index.SearchAsync(parsed.ToQuery(question.Kind) with { Facets = [.. SearchFields.Of(question.Kind).Where(f => f != SearchField.Supplier)] }, SearchScope.All, default);
                if (round < 0) continue;
                times[question].Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds));
                found[question] = page.Total;
            }
        }
        foreach (var question in Questions)
            Row($"{Words.Snake(question.Kind)}s: {question.What} `{question.Text}`", found[question].ToString("N0", CultureInfo.InvariantCulture), times[question]);
        Row("**all, mixed**", "", [.. times.Values.SelectMany(t => t)]);
        Console.WriteLine();

        void Row(string what, string hits, List<(double Wall, double Cpu)> ms)
        {
            List<double> wall = [.. ms.Select(t => t.Wall)], cpu = [.. ms.Select(t => t.Cpu)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {made.Suppliers:N0} | {made.Documents:N0} | {what} | {hits} | {At(wall, .5):0.0} | {At(wall, .95):0.0} | {At(wall, .99):0.0} | {At(cpu, .5):0.0} | {At(cpu, .95):0.0} |"));
        }
    }

    private static double At(List<double> ms, double share)
    {
        ms.Sort();
        return ms[Math.Min(ms.Count - 1, (int)(ms.Count * share))];
    }
}
