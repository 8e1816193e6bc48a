using System.CommandLine;
using SupplyRisk.Search;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk index rebuild</c>: the index is never the system of record, so this loses nothing.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var data = Options.Data();
        var rebuild = new Command("rebuild", "Build the search index anew from the database, while searches go on, then swap.") { data };
        rebuild.SetAction((parsed, ct) => RebuildAsync(parsed.GetValue(data), ct));
        return new Command("index", "The search index.") { rebuild };
    }

    private static async Task<int> RebuildAsync(string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        using var progress = new ProgressLine();
        if (await provider.GetRequiredService<FeedSearchIndex>().RebuildAsync(progress, ct)) return 0;
        await Console.Error.WriteLineAsync("Another rebuild of this index is under way.");
        return CommandLine.Failed;
    }
}
