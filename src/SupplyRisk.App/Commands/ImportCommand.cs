using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk import FILE --source NAME</c>: takes a supplier list into the installation.</summary>
internal static class ImportCommand
{
    private const int IssuesShown = 50;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A supplier list: CSV, TSV, XLSX or XLS." };
        var source = new Option<string>("--source") { Description = "Name of the list source, e.g. erp-vendors; what is new and what is gone is judged within it.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and change nothing." };
        var map = new Option<string?>("--map") { Description = "Columns the product did not understand, e.g. \"Lieferant=name;Land=country;X=-\"." };
        var data = Options.Data();
        var command = new Command("import", "Take a supplier list in: new, changed, unchanged, no longer listed.") { file, source, dryRun, map, data };
        command.SetAction((parsed, ct) => RunAsync(
            new ImportRequest(parsed.GetRequiredValue(file), Path.GetFileName(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(source), parsed.GetValue(map)),
            parsed.GetValue(dryRun), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> RunAsync(ImportRequest request, bool dryRun, string? data, CancellationToken ct)
    {
        if (!File.Exists(request.Path)) throw new UnusableInputException($"There is no file {request.Path}.");
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var import = provider.GetRequiredService<ImportSuppliers>();
        Result<ImportReport> result;
        using (var progress = new ProgressLine())
        {
            result = dryRun
                ? await import.PreviewAsync(Actor.LocalAdministrator, request, progress, ct)
                : await import.ApplyNowAsync(Actor.LocalAdministrator, request, progress, ct);
        }
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => $"{request.Path}: {r.Message}")]);
        await WriteIssuesAsync(provider, result.Value.Import, ct);
        var i = result.Value.Import;
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync("effect,suppliers");
        foreach (var (effect, count) in ((string, int)[])[("new", i.New), ("changed", i.Changed), ("unchanged", i.Unchanged), ("no_longer_listed", i.NoLongerListed), ("rejected", i.RowsRejected)])
            await output.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{effect},{count}"));
        return i.RowsTaken == 0 ? CommandLine.Unusable : 0;
    }

    private static async Task WriteIssuesAsync(ServiceProvider provider, Import import, CancellationToken ct)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var issues = db.ImportIssues.Where(x => x.ImportId == import.Id && x.Severity != "note");
        foreach (var issue in await issues.OrderBy(x => x.Row).ThenBy(x => x.Id).Take(IssuesShown).ToListAsync(ct))
            await Console.Error.WriteLineAsync($"row {issue.Row}, {issue.Column}{(issue.Value is null ? "" : $" '{Words.Visible(issue.Value)}'")}: {issue.Message} {issue.Advice} ({issue.Severity})");
        var all = await issues.CountAsync(ct);
        if (all > IssuesShown) await Console.Error.WriteLineAsync($"… and {all - IssuesShown} more; the import's page lists them all.");
    }
}
