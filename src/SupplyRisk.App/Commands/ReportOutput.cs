using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary>Writes screened suppliers in the format asked for, row by row.</summary>
internal static class ReportOutput
{
    public static async Task WriteAsync(IServiceProvider services, string format, string? file, CancellationToken ct)
    {
        var rows = services.GetRequiredService<ScreeningReport>().RowsAsync(Actor.LocalAdministrator, ct);
        await using var output = CommandOutput.Open(file);
        await (format switch
        {
            "json" => JsonAsync(rows, output),
            "csv" => CsvAsync(rows, output),
            "html" => ReportPage.WriteAsync(services, output, ct),
            _ => TableAsync(rows, output),
        });
    }

    private static async Task JsonAsync(IAsyncEnumerable<ReportRow> rows, TextWriter output)
    {
        var serializer = JsonSerializer.Create(CommandOutput.Json);
        await using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        await json.WriteStartArrayAsync();
        await foreach (var row in rows)
            serializer.Serialize(json, row);
        await json.WriteEndArrayAsync();
        await output.WriteLineAsync();
    }

    private static async Task CsvAsync(IAsyncEnumerable<ReportRow> rows, TextWriter output)
    {
        // A supplier's name must not become a formula in somebody's spreadsheet.
        await using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        foreach (var header in (string[])["supplier_id", "name", "country", "risk_score", "band", "coverage", "inherent", "evidence", "controls", "flagged", "flags", "reasons"])
            csv.WriteField(header);
        await csv.NextRecordAsync();
        await foreach (var row in rows)
        {
            csv.WriteField(row.SupplierId);
            csv.WriteField(row.Name);
            csv.WriteField(row.Country);
            csv.WriteField(row.RiskScore);
            csv.WriteField(row.Band);
            csv.WriteField(row.Coverage);
            csv.WriteField(row.Inherent);
            csv.WriteField(row.Evidence);
            csv.WriteField(row.Controls);
            csv.WriteField(row.Flagged ? "true" : "false");
            csv.WriteField(string.Join('|', row.Flags));
            csv.WriteField(string.Join(" | ", row.Contributions.Select(c => c.Because)));
            await csv.NextRecordAsync();
        }
    }

    private static async Task TableAsync(IAsyncEnumerable<ReportRow> rows, TextWriter output)
    {
        await output.WriteLineAsync($"{"SCORE",5}  {"BAND",-11}  {"KNOWN",5}  {"SUPPLIER",-16}  {"NAME",-40}  {"LAND",-4}  WHY");
        var (all, flagged) = (0, 0);
        await foreach (var row in rows)
        {
            all++;
            if (row.Flagged) flagged++;
            var why = row.Contributions.Where(c => c.Points > 0).OrderByDescending(c => c.Points).Select(c => c.Because).FirstOrDefault() ?? "";
            var flags = row.Flags.Count == 0 ? "" : $"[{string.Join(' ', row.Flags)}] ";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{row.RiskScore,5}  {row.Band,-11}  {row.Coverage,5:0.00}  {Cut(row.SupplierId, 16),-16}  {Cut(row.Name, 40),-40}  {row.Country ?? "?",-4}  {flags}{Cut(why, 120)}"));
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{all:N0} suppliers, {flagged:N0} flagged for review. A flag is a reason to look, never a verdict."));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
