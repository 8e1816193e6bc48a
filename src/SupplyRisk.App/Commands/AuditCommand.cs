using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Review.Record;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk audit verify | export</c>: proves the record of who did what, and takes it out.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The record of who did what.") { CreateVerify(), CreateExport() };

    private static Command CreateVerify()
    {
        var head = new Option<string?>("--head") { Description = "A head noted earlier (LINE:HASH); proves that nothing up to it was changed or cut off since." };
        var data = Options.Data();
        var command = new Command("verify", "Walk the whole record: every line follows from the one before, every payload is the one that was written. Prints the head to note.") { head, data };
        command.SetAction((parsed, ct) => VerifyAsync(parsed.GetValue(head), parsed.GetValue(data), ct));
        return command;
    }

    private static Command CreateExport()
    {
        var from = new Option<string?>("--from") { Description = "First day, YYYY-MM-DD (UTC). Default: from the beginning." };
        var until = new Option<string?>("--until") { Description = "Last day, likewise. Default: to the end." };
        var all = new Option<bool>("--all") { Description = "What the schedule did by itself, too; default is what people did." };
        var format = new Option<RecordFormat>("--format") { Description = "csv, xlsx or html (one page to print).", DefaultValueFactory = _ => RecordFormat.Csv };
        var output = Options.Output();
        var data = Options.Data();
        var command = new Command("export", "Who decided what, when and why.") { from, until, all, format, output, data };
        command.SetAction((parsed, ct) => ExportAsync(
            new RecordQuery(Day("--from", parsed.GetValue(from)), Day("--until", parsed.GetValue(until))?.AddDays(1), PeopleOnly: !parsed.GetValue(all)),
            parsed.GetValue(format), parsed.GetValue(output), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> VerifyAsync(string? head, string? data, CancellationToken ct)
    {
        var noted = head is null ? null : AuditHead.Parse(head) ?? throw new UnusableInputException($"--head '{head}' is none; it is LINE:HASH as an earlier `audit verify` printed it.");
        await using var provider = await Installed.OpenAsync(data, null, ct);
        AuditVerdict verdict;
        using (var progress = new ProgressLine()) verdict = await provider.GetRequiredService<VerifyAudit>().RunAsync(noted, progress, ct);
        await using var output = CommandOutput.Open(null);
        foreach (var problem in verdict.Problems) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {problem.Seq}: {problem.Message}"));
        if (verdict.Problems.Count > 0)
        {
            await output.WriteLineAsync("broken");
            return CommandLine.Failed;
        }

        await output.WriteLineAsync(verdict.Head is null ? "whole: no line yet"
            : string.Create(CultureInfo.InvariantCulture, $"whole: {verdict.Lines} lines, {verdict.Erased} of them with something erased, head {verdict.Head}"));
        return 0;
    }

    private static async Task<int> ExportAsync(RecordQuery query, RecordFormat format, string? file, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var entries = provider.GetRequiredService<FindRecord>().Export(Actor.LocalAdministrator, query, ct);
        if (!entries.Done) throw new UnusableInputException([.. entries.Refusals.Select(r => r.Message)]);
        await using var to = file is null ? Console.OpenStandardOutput() : File.Create(file);
        await RecordOutput.WriteAsync(to, format, entries.Value, ct);
        return 0;
    }

    private static DateTime? Day(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        : throw new UnusableInputException($"{option} '{text}' is not a day; write it as 2026-03-31.");
}
