using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Screening;
using SupplyRisk.Search;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Benchmarks.MainJob;

/// <summary>The main job on generated portfolios: time and peak memory per stage.</summary>
internal static class MainJobBenchmark
{
    /// <param name="sizes">Numbers of suppliers; none: 1,000, 10,000 and 100,000.</param>
    /// <param name="postgres">A connection string to an empty database; null: SQLite.</param>
    public static async Task<int> RunAsync(string[] sizes, string? postgres)
    {
        Console.WriteLine("| suppliers | documents | stage | seconds | CPU seconds | GC pause s | allocated MB | peak MB |");
        Console.WriteLine("|---:|---:|---|---:|---:|---:|---:|---:|");
        foreach (var size in sizes.Length == 0 ? ["1000", "10000", "100000"] : sizes)
            await MeasureAsync(new GeneratedPortfolio(int.Parse(size, CultureInfo.InvariantCulture)), postgres);
        return 0;
    }

    private static async Task MeasureAsync(GeneratedPortfolio portfolio, string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-benchmark-").FullName;
        try
        {
            portfolio.WriteTo(folder);
            var services = new ServiceCollection();
            services.AddSingleton(TimeProvider.System);
            services.AddSupplyRisk(new InstallationOptions { DataFolder = Path.Combine(folder, "data"), RulesetFolder = InstallationOptions.ShippedRulesets, Postgres = postgres });
            await using var provider = services.BuildServiceProvider();
            await provider.MigrateAsync(CancellationToken.None);
            var stages = new Stages(portfolio);
            await JobAsync(provider, portfolio, folder, stages);
            stages.Sum();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task JobAsync(ServiceProvider provider, GeneratedPortfolio portfolio, string folder, Stages stages)
    {
        var actor = Actor.LocalAdministrator;
        var ct = CancellationToken.None;
        var (suppliers, list) = (Path.Combine(folder, "suppliers.csv"), Path.Combine(folder, "lists", "generated.csv"));
        await stages.TimeAsync("supplier list in", () => provider.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(suppliers, "suppliers.csv", "generated"), null, ct));
        await stages.TimeAsync("enforcement list in", () => provider.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(list, "generated.csv", "generated"), ct));
        await stages.TimeAsync("documents in", () => provider.GetRequiredService<AddDocuments>().AddFolderAsync(actor, Path.Combine(folder, "audits"), keepOriginals: false, null, ct));
        await stages.ByStageAsync(progress => provider.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("command"), progress, ct));
        await stages.TimeAsync("search index", () => provider.GetRequiredService<FeedSearchIndex>().CatchUpAsync(null, ct));
        await AgainAsync("nothing new: screen again");

        await portfolio.AddListEntryAsync(list);
        await provider.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(list, "generated.csv", "generated"), ct);
        await AgainAsync("one new list entry: screen again");

        await portfolio.ChangeSuppliersAsync(suppliers, 1_000);
        await stages.TimeAsync("list with 1,000 changed rows in", () => provider.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(suppliers, "suppliers.csv", "generated"), null, ct));
        await AgainAsync("1,000 changed suppliers: screen again");

        Task AgainAsync(string stage) => stages.TimeAsync(stage, () => provider.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("command"), null, ct));
    }

    private sealed class Stages(GeneratedPortfolio portfolio)
    {
        private double total;
        private TimeSpan processor = Processor;
        private TimeSpan processorInAll;
        private TimeSpan paused = GC.GetTotalPauseDuration();
        private TimeSpan pausedInAll;
        private long allocated = GC.GetTotalAllocatedBytes();
        private long allocatedInAll;
        private long peak;

        private static TimeSpan Processor => Environment.CpuUsage.TotalTime;

        public async Task TimeAsync(string stage, Func<Task> work)
        {
            ResetPeak();
            (processor, paused, allocated) = (Processor, GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
            var started = Stopwatch.GetTimestamp();
            await work();
            Row(stage, Stopwatch.GetElapsedTime(started));
        }

        /// <summary>Splits one piece of work by the stages it reports.</summary>
        public async Task ByStageAsync(Func<IProgress<StageProgress>, Task> work)
        {
            var watch = new StageWatch(this);
            ResetPeak();
            await work(watch);
            watch.End();
        }

        public void Sum() => Print("**all**", total, processorInAll, pausedInAll, allocatedInAll, peak);

        private void Row(string stage, TimeSpan took)
        {
            var mb = PeakMegabytes();
            var spent = Processor - processor;
            var waited = GC.GetTotalPauseDuration() - paused;
            var taken = GC.GetTotalAllocatedBytes() - allocated;
            (processor, processorInAll) = (Processor, processorInAll + spent);
            (paused, pausedInAll) = (GC.GetTotalPauseDuration(), pausedInAll + waited);
            (allocated, allocatedInAll) = (GC.GetTotalAllocatedBytes(), allocatedInAll + taken);
            total += took.TotalSeconds;
            peak = Math.Max(peak, mb);
            Print(stage, took.TotalSeconds, spent, waited, taken, mb);
        }

        private void Print(string stage, double seconds, TimeSpan spent, TimeSpan waited, long taken, long mb) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {portfolio.Suppliers:N0} | {portfolio.Documents:N0} | {stage} | {seconds:0.00} | {spent.TotalSeconds:0.00} | {waited.TotalSeconds:0.00} | {taken >> 20:N0} | {mb:N0} |"));

        // Linux keeps the peak since it was last reset; elsewhere the working set has to do.
        private static void ResetPeak()
        {
            GC.Collect();
            if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
        }

        private static long PeakMegabytes()
        {
            if (!OperatingSystem.IsLinux()) return Environment.WorkingSet >> 20;
            var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }

        private sealed class StageWatch(Stages stages) : IProgress<StageProgress>
        {
            private string? current;
            private long since = Stopwatch.GetTimestamp();

            // The stage is reported after its first batch, so the time since the last report belongs to it.
            public void Report(StageProgress value)
            {
                if (current is not null && current != value.Stage)
                {
                    stages.Row(current, Stopwatch.GetElapsedTime(since, last));
                    since = last;
                }
                current = value.Stage;
                last = Stopwatch.GetTimestamp();
            }

            public void End()
            {
                if (current is not null) stages.Row(current, Stopwatch.GetElapsedTime(since));
            }

            private long last = Stopwatch.GetTimestamp();
        }
    }
}
