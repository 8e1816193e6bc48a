using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Benchmarks.MainJob;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Benchmarks.Rules;

/// <summary>What the rules themselves cost: loading them, evaluating facts, comparing two sets of them over a portfolio.</summary>
internal static partial class RulesBenchmark
{
    private const int Many = 500;
    private const int Rounds = 7;

    /// <param name="sizes">Suppliers for the comparison of two rulesets; none: 10,000.</param>
    public static async Task<int> RunAsync(string[] sizes)
    {
        Console.WriteLine("| what | seconds | CPU seconds | allocated MB | |");
        Console.WriteLine("|---|---:|---:|---:|---|");
        var folders = new RulesetFolders(InstallationOptions.ShippedRulesets);
        var shipped = folders.Read();
        var bundle = Load("shipped rules", shipped);
        Load($"{Many} rules", Copied(shipped, bundle.Rules.Count));

        var facts = GeneratedFacts.Of(100_000);
        Best("facts of 100,000 suppliers scored, one thread", () => Invariant($"{facts.Count(f => bundle.Score(f).Residual > 0):N0} above zero"));
        Best("the same, a thread a core", () => Invariant($"{facts.AsParallel().Count(f => bundle.Score(f).Residual > 0):N0} above zero"));
        foreach (var size in sizes.Length == 0 ? ["10000"] : sizes)
            await CompareAsync(new GeneratedPortfolio(int.Parse(size, CultureInfo.InvariantCulture)), shipped);
        return 0;
    }

    private static RulesetBundle Load(string what, IReadOnlyList<RulesetFile> files)
    {
        RulesetBundle? bundle = null;
        Time($"{what} loaded, the first time", () => Said(files, ref bundle));
        Best($"{what} loaded again", () => Said(files, ref bundle));
        return bundle!; // loaded just now

        static string Said(IReadOnlyList<RulesetFile> files, ref RulesetBundle? bundle)
        {
            bundle = RulesetLoader.Load(files).Bundle ?? throw new InvalidOperationException("The rules have problems: " + RulesetLoader.Load(files).Issues[0]);
            return $"{bundle.Rules.Count} rules in {files.Count} files";
        }
    }

    // Whole files again under other ids, so that the mixture of rules, patterns and cases stays that of the shipped ones.
    private static List<RulesetFile> Copied(IReadOnlyList<RulesetFile> shipped, int rules)
    {
        var ruleFiles = shipped.Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal) && f.Text.Contains("\nrules:", StringComparison.Ordinal)).ToList();
        var all = shipped.ToList();
        for (var copy = 1; rules < Many; copy++)
        {
            foreach (var file in ruleFiles.TakeWhile(_ => rules < Many))
            {
                rules += RuleId().Count(file.Text);
                all.Add(new RulesetFile(file.Path.Replace(".yaml", $"-{copy}.yaml", StringComparison.Ordinal), RuleId().Replace(file.Text, $"${{before}}copy{copy}.")));
            }
        }

        return all;
    }

    private static async Task CompareAsync(GeneratedPortfolio portfolio, IReadOnlyList<RulesetFile> shipped)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-benchmark-").FullName;
        try
        {
            portfolio.WriteTo(folder);
            var services = new ServiceCollection();
            services.AddSingleton(TimeProvider.System);
            services.AddSupplyRisk(new InstallationOptions { DataFolder = Path.Combine(folder, "data"), RulesetFolder = InstallationOptions.ShippedRulesets });
            await using var provider = services.BuildServiceProvider();
            await provider.MigrateAsync(CancellationToken.None);
            await ScreenAsync(provider, folder);
            foreach (var (what, rule) in new[] { ("one fact rule off", "inherent.dol-forced-labour"), ("one text rule off, so every document is read again", "ilo.overtime.excessive-hours") })
            {
                var candidate = RulesetLoader.Load([.. shipped, new RulesetFile("own:modes.yaml", $"modes: {{{rule}: off}}")]).Bundle!; // only a mode differs from the shipped ones
                await TimeAsync(
                    Invariant($"`rules diff` over {portfolio.Suppliers:N0} suppliers and {portfolio.Documents:N0} documents: {what}"),
                    async () => Invariant($"{(await provider.GetRequiredService<CompareRulesets>().CompareAsync(Actor.LocalAdministrator, candidate, null, CancellationToken.None)).Moves.Count:N0} differ"));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ScreenAsync(ServiceProvider provider, string folder)
    {
        var (actor, ct) = (Actor.LocalAdministrator, CancellationToken.None);
        await provider.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(Path.Combine(folder, "suppliers.csv"), "suppliers.csv", "generated"), null, ct);
        await provider.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(Path.Combine(folder, "lists", "generated.csv"), "generated.csv", "generated"), ct);
        await provider.GetRequiredService<AddDocuments>().AddFolderAsync(actor, Path.Combine(folder, "audits"), keepOriginals: false, null, ct);
        await provider.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("command"), null, ct);
    }

    private static void Time(string what, Func<string> work) => TimeAsync(what, () => Task.FromResult(work())).GetAwaiter().GetResult();

    private static async Task TimeAsync(string what, Func<Task<string>> work) => Row(what, await MeasureAsync(work));

    // The round that took least of the processor: others use the machine too.
    private static void Best(string what, Func<string> work) =>
        Row(what, Enumerable.Range(0, Rounds).Select(_ => MeasureAsync(() => Task.FromResult(work())).GetAwaiter().GetResult()).MinBy(m => m.Processor));

    private static async Task<(double Clock, double Processor, long Allocated, string Said)> MeasureAsync(Func<Task<string>> work)
    {
        var (began, spent, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var said = await work();
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - spent).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - before, said);
    }

    private static void Row(string what, (double Clock, double Processor, long Allocated, string Said) m) =>
        Console.WriteLine(Invariant($"| {what} | {m.Clock:0.00} | {m.Processor:0.00} | {m.Allocated >> 20:N0} | {m.Said} |"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<before>[ ]*- id: )(?=[a-z])", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RuleId();
}
