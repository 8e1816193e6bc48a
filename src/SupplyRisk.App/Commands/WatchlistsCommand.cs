using System.CommandLine;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Review.Lists;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk watchlists list | sources | refresh [NAME] | import NAME FILE… | held | release ID | discard ID | diff NAME</c>.</summary>
internal static class WatchlistsCommand
{
    public static Command Create() => new("watchlists", "Enforcement lists: what is loaded and how old it is; fetch one, take one in, decide on a held download.")
    {
        CreateList(), CreateSources(), CreateRefresh(), CreateImport(), WatchlistsHeldCommand.CreateHeld(), WatchlistsHeldCommand.CreateRelease(), WatchlistsHeldCommand.CreateDiscard(), WatchlistsHeldCommand.CreateDiff(),
    };

    /// <summary>Rows of texts as CSV, with what a spreadsheet would run as a formula made harmless.</summary>
    internal static async Task WriteAsync(string[] header, IEnumerable<string?[]> rows)
    {
        await using var output = CommandOutput.Open(null);
        await using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var field in row) csv.WriteField(field is null ? "" : Words.Visible(field));
            await csv.NextRecordAsync();
        }
    }

    internal static string Instant(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static string Whole(int? n) => n?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static Command CreateList()
    {
        var data = Options.Data();
        var command = new Command("list", "Say which lists are loaded or configured, how many entries each has, how old it is and whether anything waits (CSV).") { data };
        command.SetAction((parsed, ct) => ListAsync(parsed.GetValue(data), ct));
        return command;
    }

    private static Command CreateSources()
    {
        var command = new Command("sources", "Say whose formats are read, and which files to hand over (CSV).");
        command.SetAction((_, _) => SourcesAsync());
        return command;
    }

    private static Command CreateRefresh()
    {
        var name = new Argument<string?>("name") { Description = "The list; none for all that are configured.", Arity = ArgumentArity.ZeroOrOne };
        var data = Options.Data();
        var command = new Command("refresh", "Fetch a list from its configured address now (Watchlists__Lists__NAME__Address).") { name, data };
        command.SetAction((parsed, ct) => RefreshAsync(parsed.GetValue(name), parsed.GetValue(data), ct));
        return command;
    }

    private static Command CreateImport()
    {
        var name = new Argument<string>("name") { Description = "Name of the list: a source such as uflpa, or a name of your own, e.g. own-exclusions." };
        var file = new Argument<string[]>("file") { Description = "The publisher's own file or files (see `watchlists sources`); of a list of your own a CSV or XLSX with the columns id, name, aliases, country and, if known, identifiers, address, listed_on, delisted_on, includes_subsidiaries, programme, source_url.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "Whose format it is. Default: the list's own, or the one its name names, else a list of your own." };
        var map = new Option<string?>("--map") { Description = "Of a list of your own: which of its columns is which, as \"Firma=name;Land=country\"." };
        var persons = new Option<bool>("--persons") { Description = "Take natural persons in, too; they are left out otherwise." };
        var published = new Option<string?>("--published") { Description = "The day the publisher published it, e.g. 2026-11-20, where the file does not say." };
        var data = Options.Data();
        var command = new Command("import", "Take a list in as a snapshot. A publisher's file that is damaged, has unknown shapes or shrank is held for a person; a list of your own with errors changes nothing.") { name, file, source, map, persons, published, data };
        command.SetAction((parsed, ct) =>
        {
            var files = parsed.GetRequiredValue(file);
            return ImportAsync(new WatchlistRequest(files[0], Path.GetFileName(files[0]), parsed.GetRequiredValue(name), Options.Date("--published", parsed.GetValue(published)))
            {
                Source = parsed.GetValue(source),
                More = [.. files.Skip(1).Select(f => new ListFile(f, Path.GetFileName(f)))],
                Reading = new ReadingOptions(parsed.GetValue(persons), parsed.GetValue(map)),
            }, parsed.GetValue(data), ct);
        });
        return command;
    }

    private static async Task<int> ListAsync(string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var lists = await provider.GetRequiredService<FindLists>().HandleAsync(ct);
        if (!lists.Any(l => l.RetrievedAt is not null && l.NamesCompanies)) await Console.Error.WriteLineAsync(Messages.NoListLoaded);
        await WriteAsync(
            ["name", "source", "entries", "published_on", "retrieved_at", "sha256", "checked_at", "age_days", "health", "held", "schedule"],
            lists.Select(l => new[]
            {
                l.Name, l.Source, Whole(l.Rows), Day(l.PublishedOn), Instant(l.RetrievedAt), l.Sha256, Instant(l.CheckedAt), Whole(l.AgeDays), Words.Snake(l.Health), l.HeldDelivery?.ToString(), l.Schedule,
            }));
        return 0;
    }

    private static async Task<int> SourcesAsync()
    {
        await WriteAsync(["source", "title", "publisher", "files", "page"], WatchlistSources.All.Select(s => new[] { s.Id, s.Title, s.Publisher, s.Files, s.Page }));
        return 0;
    }

    private static async Task<int> RefreshAsync(string? name, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var fetch = provider.GetRequiredService<FetchWatchlist>();
        IReadOnlyList<string> names = name is null ? [.. fetch.Options.Lists.Select(l => l.Name)] : [name];
        if (names.Count == 0) throw new UnusableInputException("No list is configured to be fetched: set Watchlists__Lists__uflpa__Address and the like, or hand files over with `watchlists import`.");
        var (rows, refused) = (new List<string?[]>(), new List<Refusal>());
        foreach (var each in names)
        {
            var result = await fetch.FetchAsync(Actor.LocalAdministrator, each, ct);
            if (!result.Done) refused.AddRange(result.Refusals);
            else rows.Add(Row(each, result.Value.Report?.Snapshot, result.Value.Report is not null));
        }
        await WriteAsync(["list", "entries", "added", "changed", "removed", "new_snapshot"], rows);
        foreach (var refusal in refused) await Console.Error.WriteLineAsync(Words.Visible(refusal.Message));
        return refused.Count == 0 ? 0 : refused.TrueForAll(r => r.Kind == RefusalKind.NotFound) ? CommandLine.Unusable : CommandLine.Failed;
    }

    private static async Task<int> ImportAsync(WatchlistRequest request, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var result = await provider.GetRequiredService<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, request, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        foreach (var remark in result.Value.Remarks) await Console.Error.WriteLineAsync(remark);
        await WriteAsync(["list", "entries", "added", "changed", "removed", "new_snapshot"], [Row(result.Value.List.Name, result.Value.Snapshot, result.Value.IsNew)]);
        return 0;
    }

    private static string?[] Row(string list, Snapshot? s, bool isNew) => [list, Whole(s?.Rows), Whole(s?.Added ?? 0), Whole(s?.Changed ?? 0), Whole(s?.Removed ?? 0), isNew ? "true" : "false"];
}
