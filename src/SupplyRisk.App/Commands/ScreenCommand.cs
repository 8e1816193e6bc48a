using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Lists;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk screen</c>: the main job in one go, over the lists given.</summary>
internal static class ScreenCommand
{
    private sealed record Job(
        IReadOnlyList<string> Lists, string? Documents, string? Watchlists, string? Rulesets, DateOnly? AsOf, DateTime? KnownAt,
        string? Data, string? Receipts, string Format, string? Output);

    public static Command Create()
    {
        var lists = new Argument<string[]>("list") { Description = "Supplier lists: CSV, TSV, XLSX or XLS.", Arity = ArgumentArity.OneOrMore };
        var documents = new Option<string?>("--documents") { Description = "Folder of audit documents: PDF, DOCX, HTML, TXT, Markdown." };
        var watchlists = new Option<string?>("--watchlists") { Description = "Folder of enforcement lists; every CSV in it is a list named after its file." };
        var asOf = new Option<string?>("--as-of") { Description = "The day facts are true on. Default: today." };
        var knownAt = new Option<string?>("--known-at") { Description = "The instant facts are known at. Default: now." };
        var receipts = new Option<string?>("--receipts") { Description = "Folder to write a receipt per supplier to: everything that went into its score; `receipt verify` computes it again." };
        var (rulesets, data, output) = (Options.Rulesets(), Options.Data(), Options.Output());
        data.Description = "Folder to keep the data in. Default: a temporary one that is removed.";
        var format = Options.Format("table", "table", "json", "csv", "html");
        var command = new Command("screen", "Screen the suppliers of the lists given and say whom to look at first, and why.") { lists, documents, watchlists, rulesets, asOf, knownAt, data, receipts, format, output };
        command.SetAction((parsed, ct) => RunAsync(new Job(
            parsed.GetRequiredValue(lists), parsed.GetValue(documents), parsed.GetValue(watchlists), parsed.GetValue(rulesets),
            Options.Date("--as-of", parsed.GetValue(asOf)), Options.Instant("--known-at", parsed.GetValue(knownAt)),
            parsed.GetValue(data), parsed.GetValue(receipts), parsed.GetRequiredValue(format), parsed.GetValue(output)), ct));
        return command;
    }

    private static async Task<int> RunAsync(Job job, CancellationToken ct)
    {
        CheckInputs(job);
        using var folder = new WorkFolder(job.Data);
        var services = new ServiceCollection();
        // Without a data folder everything is learnt in this very run, so its user may say when that is.
        services.AddSingleton(job.Data is null && job.KnownAt is { } instant ? new FixedClock(new DateTimeOffset(instant)) : TimeProvider.System);
        // Without a data folder it is embedded, whatever is configured: it leaves nothing, and touches no installation.
        services.AddSupplyRisk(job.Data is null
            ? Options.Embedded(folder.Path, job.Rulesets)
            : Configured.Installation(folder.Path, Options.RulesetFolders(job.Rulesets)) with { RulesetsAsTheyStand = job.Rulesets is not null });
        await using var provider = services.BuildServiceProvider();
        await provider.MigrateAsync(ct);
        // What is kept is screened for today; another day is looked at in a copy, so that it moves no score, flag or case.
        var looksBack = job.Data is not null && (job.AsOf is not null || job.KnownAt is not null);
        using (var progress = new ProgressLine())
        {
            await IngestAsync(provider, job, progress, ct);
            await ScreenAsync(provider, looksBack ? new RunRequest("command") : new RunRequest("command", job.AsOf, job.KnownAt), progress, ct);
            if (!looksBack) await WriteReceiptsAsync(provider, job, progress, ct);
        }
        if (looksBack) await LookBackAsync(provider, job, ct);
        else await ReportOutput.WriteAsync(provider, job.Format, job.Output, ct);
        return 0;
    }

    /// <summary>Screens lists in a temporary folder, as this command does without <c>--data</c>, and asks something of what came of it.</summary>
    internal static async Task<T> WithScreenedAsync<T>(
        IReadOnlyList<string> lists, string? documents, string? watchlists, string? rulesets, Func<IServiceProvider, ProgressLine, Task<T>> ask, CancellationToken ct)
    {
        var job = new Job(lists, documents, watchlists, rulesets, null, null, null, null, "table", null);
        CheckInputs(job);
        using var folder = new WorkFolder(given: null);
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(Options.Embedded(folder.Path, rulesets));
        await using var provider = services.BuildServiceProvider();
        await provider.MigrateAsync(ct);
        using var progress = new ProgressLine();
        await IngestAsync(provider, job, progress, ct);
        await ScreenAsync(provider, new RunRequest("command"), progress, ct);
        return await ask(provider, progress);
    }

    private static async Task LookBackAsync(IServiceProvider installation, Job job, CancellationToken ct)
    {
        using var copy = new WorkFolder(given: null);
        await using (var db = await installation.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct))
            await LookBack.CopyAsync(db, copy.Path, ct);
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(Options.Embedded(copy.Path, job.Rulesets) with { RulesetsAsTheyStand = job.Rulesets is not null });
        await using var provider = services.BuildServiceProvider();
        await using (var db = await provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct))
            await LookBack.ForgetConclusionsAsync(db, ct);
        using (var progress = new ProgressLine())
        {
            await ScreenAsync(provider, new RunRequest("command", job.AsOf, job.KnownAt), progress, ct);
            await WriteReceiptsAsync(provider, job, progress, ct);
        }
        await ReportOutput.WriteAsync(provider, job.Format, job.Output, ct);
    }

    // All problems at once, before anything is done.
    private static void CheckInputs(Job job)
    {
        var problems = job.Lists.Where(l => !File.Exists(l)).Select(l => $"There is no file {l}.").ToList();
        if (job.Documents is { } documents && !Directory.Exists(documents)) problems.Add($"There is no folder {documents} (--documents).");
        if (job.Watchlists is { } watchlists && !Directory.Exists(watchlists)) problems.Add($"There is no folder {watchlists} (--watchlists).");
        if (job.Receipts is { } receipts && File.Exists(receipts)) problems.Add($"{receipts} is a file, not a folder (--receipts).");
        if (problems.Count > 0) throw new UnusableInputException(problems);
    }

    private static async Task IngestAsync(IServiceProvider services, Job job, ProgressLine progress, CancellationToken ct)
    {
        var actor = Actor.LocalAdministrator;
        var refused = new List<string>();
        foreach (var list in job.Lists)
        {
            var result = await services.GetRequiredService<ImportSuppliers>().ApplyNowAsync(
                actor, new ImportRequest(list, Path.GetFileName(list), Path.GetFileNameWithoutExtension(list)), progress, ct);
            if (!result.Done) refused.AddRange(result.Refusals.Select(r => $"{list}: {r.Message}"));
            else await Console.Error.WriteLineAsync(Messages.Of(result.Value));
        }
        foreach (var file in WatchlistFiles(job.Watchlists))
        {
            var result = await services.GetRequiredService<ImportWatchlist>().ImportAsync(
                actor, new WatchlistRequest(file, Path.GetFileName(file), Path.GetFileNameWithoutExtension(file)), ct);
            if (!result.Done) refused.AddRange(result.Refusals.Select(r => r.Message));
        }
        if (refused.Count > 0) throw new UnusableInputException(refused);
        if (job.Documents is { } documents)
            await Messages.WriteAsync(await services.GetRequiredService<AddDocuments>().AddFolderAsync(actor, documents, keepOriginals: job.Data is not null, progress, ct));
        if (!(await services.GetRequiredService<FindLists>().HandleAsync(ct)).Any(l => l.RetrievedAt is not null && l.NamesCompanies)) await Console.Error.WriteLineAsync(Messages.NoListLoaded);
    }

    private static async Task ScreenAsync(IServiceProvider services, RunRequest request, ProgressLine progress, CancellationToken ct)
    {
        var run = await services.GetRequiredService<RunScreening>().RunAsync(Actor.LocalAdministrator, request, progress, ct);
        if (!run.Done) throw new UnusableInputException([.. run.Refusals.Select(r => r.Message)]);
    }

    private static async Task WriteReceiptsAsync(IServiceProvider services, Job job, ProgressLine progress, CancellationToken ct)
    {
        if (job.Receipts is not { } folder) return;
        var (written, moved) = await services.GetRequiredService<WriteReceipts>().RunAsync(folder, progress, ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{written:N0} receipts written to {folder}"));
        if (moved.Count > 0)
            throw new IOException($"No receipt for {string.Join(", ", moved.Take(10).Select(Words.Visible))}{(moved.Count > 10 ? $" and {moved.Count - 10} more" : "")}: facts came in after the run. Screen again.");
    }

    private static IEnumerable<string> WatchlistFiles(string? folder) =>
        folder is null ? [] : Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal);

    /// <summary>The folder given, or a temporary one that leaves nothing.</summary>
    private sealed class WorkFolder(string? given) : IDisposable
    {
        public string Path { get; } = given ?? Directory.CreateTempSubdirectory("supplyrisk-").FullName;

        public void Dispose()
        {
            if (given is not null) return;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
