using SupplyRisk.App.Auth;
using SupplyRisk.App.Commands;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Screening;
using SupplyRisk.Search;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Setup;

/// <summary>Loads the fictional portfolio of <c>samples/</c>.</summary>
internal static class Demo
{
    /// <summary>A folder that holds no data yet, or a demo's: a demo never mixes with a real portfolio.</summary>
    public static string Folder(string? given)
    {
        if (given is null) return Directory.CreateTempSubdirectory("supplyrisk-demo-").FullName;
        if (Directory.Exists(given) && Directory.EnumerateFileSystemEntries(given).Any() && !File.Exists(DemoMode.MarkIn(given)))
            throw new UnusableInputException($"{given} is not empty; the demo wants a fresh data folder.");
        return given;
    }

    public static async Task LoadAsync(IServiceProvider services, string folder, CancellationToken ct)
    {
        var samples = Find();
        var actor = Actor.LocalAdministrator;
        using var progress = new ProgressLine();
        foreach (var list in Directory.EnumerateFiles(Path.Combine(samples, "lists")).Order(StringComparer.Ordinal))
        {
            var result = await services.GetRequiredService<ImportSuppliers>().ApplyNowAsync(
                actor, new ImportRequest(list, Path.GetFileName(list), Path.GetFileNameWithoutExtension(list)), progress, ct);
            if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        }
        foreach (var list in Directory.EnumerateFiles(Path.Combine(samples, "watchlists"), "*.csv").Order(StringComparer.Ordinal))
        {
            var result = await services.GetRequiredService<ImportWatchlist>().ImportAsync(
                actor, new WatchlistRequest(list, Path.GetFileName(list), Path.GetFileNameWithoutExtension(list)), ct);
            if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        }
        await services.GetRequiredService<AddDocuments>().AddFolderAsync(actor, Path.Combine(samples, "audits"), keepOriginals: true, progress, ct, shownAs: "samples/audits");
        await services.GetRequiredService<RunScreening>().RunAsync(actor, new RunRequest("manual"), progress, ct);
        await DemoShipment.LoadAsync(services, Path.Combine(samples, "shipments"), ct);
        await services.GetRequiredService<FeedSearchIndex>().CatchUpAsync(progress, ct);
        await services.GetRequiredService<DemoPeople>().MakeAsync(ct);
        await File.WriteAllTextAsync(DemoMode.MarkIn(folder), "The companies and people of this installation are invented. Started with --demo, it asks nobody to sign in.\n", ct);
    }

    // Beside the solution when run from a clone, beside the program when published.
    private static string Find()
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "samples", "suppliers.csv"))) return Path.Combine(folder.FullName, "samples");
        throw new UnusableInputException("The samples folder was not found; run the demo from a clone of the repository.");
    }
}
