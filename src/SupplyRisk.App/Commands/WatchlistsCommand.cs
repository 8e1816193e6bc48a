using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk watchlists list | import NAME FILE</c>.</summary>
internal static class WatchlistsCommand
{
    public static Command Create() => new("watchlists", "Enforcement lists: what is loaded and how old it is; take one in.") { CreateList(), CreateImport() };

    private static Command CreateList()
    {
        var data = Options.Data();
        var command = new Command("list", "Say which lists are loaded, how many entries each has and how old it is (CSV).") { data };
        command.SetAction((parsed, ct) => ListAsync(parsed.GetValue(data), ct));
        return command;
    }

    private static Command CreateImport()
    {
        var name = new Argument<string>("name") { Description = "Name of the list, e.g. own-exclusions." };
        var file = new Argument<string>("file") { Description = "CSV with the columns id, name, aliases, country and, if known, identifiers, address, listed_on, delisted_on, includes_subsidiaries, programme, source_url." };
        var published = new Option<string?>("--published") { Description = "The day the publisher published it, e.g. 2026-11-20." };
        var data = Options.Data();
        var command = new Command("import", "Take a list in as a snapshot. A file with errors changes nothing.") { name, file, published, data };
        command.SetAction((parsed, ct) => ImportAsync(
            new WatchlistRequest(parsed.GetRequiredValue(file), Path.GetFileName(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(name), Options.Date("--published", parsed.GetValue(published))),
            parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> ListAsync(string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        await using var db = await provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var lists = await (
            from w in db.Watchlists
            join s in db.Snapshots on w.CurrentSnapshotId equals s.Id
            orderby w.Name
            select new { w.Name, w.Source, s.Rows, s.PublishedOn, s.RetrievedAt, s.Sha256 }).ToListAsync(ct);
        if (lists.Count == 0) await Console.Error.WriteLineAsync(Messages.NoListLoaded);
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync("name,source,entries,published_on,retrieved_at,sha256");
        foreach (var l in lists.OrderBy(l => l.Name, StringComparer.Ordinal))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{l.Name},{l.Source},{l.Rows},{l.PublishedOn:yyyy-MM-dd},{l.RetrievedAt:yyyy-MM-ddTHH:mm:ssZ},{l.Sha256}"));
        return 0;
    }

    private static async Task<int> ImportAsync(WatchlistRequest request, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var result = await provider.GetRequiredService<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, request, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        foreach (var remark in result.Value.Remarks) await Console.Error.WriteLineAsync(remark);
        var s = result.Value.Snapshot;
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync("list,entries,added,changed,removed,new_snapshot");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Value.List.Name},{s.Rows},{s.Added},{s.Changed},{s.Removed},{(result.Value.IsNew ? "true" : "false")}"));
        return 0;
    }
}
