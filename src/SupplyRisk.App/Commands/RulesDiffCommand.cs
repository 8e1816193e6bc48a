using System.CommandLine;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Newtonsoft.Json;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk rules diff --candidate DIR</c>: what would move if other rules were in force. Writes nothing but its answer.</summary>
internal static class RulesDiffCommand
{
    private sealed record Job(
        string Candidate, IReadOnlyList<string> Lists, string? Documents, string? Watchlists, string? Rulesets, string? Data, string Format, string? Output);

    public static Command Create()
    {
        var candidate = new Option<string>("--candidate") { Description = "Folder of the other rules: your own folder, laid over the ones shipped, or a copy of the shipped folder.", Required = true };
        var lists = new Argument<string[]>("list") { Description = "Supplier lists to score instead of an installation's portfolio.", Arity = ArgumentArity.ZeroOrMore };
        var documents = new Option<string?>("--documents") { Description = "Folder of audit documents for the lists given." };
        var watchlists = new Option<string?>("--watchlists") { Description = "Folder of enforcement lists for the lists given." };
        var (rulesets, data, output) = (Options.Rulesets(), Options.Data(), Options.Output());
        rulesets.Description = "Rules to compare with. Default: those in force.";
        var format = Options.Format("table", "table", "json", "csv");
        var command = new Command("diff", "Score the portfolio under the rules in force and under others: who moves, by which rule, who enters and leaves a queue.") { candidate, lists, documents, watchlists, rulesets, data, format, output };
        command.SetAction((parsed, ct) => RunAsync(new Job(
            parsed.GetRequiredValue(candidate), parsed.GetValue(lists) ?? [], parsed.GetValue(documents), parsed.GetValue(watchlists),
            parsed.GetValue(rulesets), parsed.GetValue(data), parsed.GetRequiredValue(format), parsed.GetValue(output)), ct));
        return command;
    }

    private static async Task<int> RunAsync(Job job, CancellationToken ct)
    {
        if (job.Lists.Count == 0 && (job.Documents ?? job.Watchlists) is not null) throw new UnusableInputException("--documents and --watchlists go with supplier lists; without any the installation's own are used.");
        var candidate = Installation.LoadRulesets(Options.RulesetFolders(job.Candidate)).Current;
        if (job.Lists.Count > 0)
        {
            await WriteAsync(job, await ScreenCommand.WithScreenedAsync(
                job.Lists, job.Documents, job.Watchlists, job.Rulesets, (provider, progress) => CompareAsync(provider, candidate, progress, ct), ct));
            return 0;
        }
        var folder = Options.DataFolder(job.Data);
        if (!Directory.Exists(folder)) throw new UnusableInputException($"There is no installation in {folder} (--data). Give supplier lists, or the folder of one.");
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        // Opened without an own folder nothing can be published by looking.
        var options = Installed.At(folder, job.Rulesets);
        services.AddSupplyRisk(job.Rulesets is null ? options with { OwnRulesets = null } : options with { RulesetsAsTheyStand = true });
        await using var installation = services.BuildServiceProvider();
        await installation.MigrateAsync(ct);
        RulesetComparison comparison;
        using (var progress = new ProgressLine()) comparison = await CompareAsync(installation, candidate, progress, ct);
        await WriteAsync(job, comparison);
        return 0;
    }

    private static Task<RulesetComparison> CompareAsync(IServiceProvider services, RulesetBundle candidate, ProgressLine progress, CancellationToken ct) =>
        services.GetRequiredService<CompareRulesets>().CompareAsync(Actor.LocalAdministrator, candidate, progress, ct);

    private static async Task WriteAsync(Job job, RulesetComparison comparison)
    {
        await using var output = CommandOutput.Open(job.Output);
        if (job.Format == "json") await output.WriteLineAsync(JsonConvert.SerializeObject(comparison, Formatting.Indented, CommandOutput.Json));
        else if (job.Format == "csv") await WriteCsvAsync(output, comparison);
        else await WriteTableAsync(output, comparison);
    }

    private static async Task WriteCsvAsync(TextWriter output, RulesetComparison comparison)
    {
        await using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        foreach (var name in (string[])["supplier_id", "name", "country", "from_score", "to_score", "from_band", "to_band", "enters", "leaves", "rule", "from_points", "to_points", "closed_cases"]) csv.WriteField(name);
        await csv.NextRecordAsync();
        foreach (var move in comparison.Moves)
        {
            var most = move.By.Count > 0 ? move.By[0] : null;
            string?[] fields =
            [
                move.SupplierId, move.Name, move.Country, Number(move.FromScore), Number(move.ToScore), Words.Snake(move.FromBand), Words.Snake(move.ToBand),
                string.Join('|', move.Enters.Select(l => Words.Snake(l))), string.Join('|', move.Leaves.Select(l => Words.Snake(l))),
                most?.Rule, most is null ? null : Points(most.From), most is null ? null : Points(most.To),
                string.Join('|', move.ClosedCases.Select(c => $"{Words.Snake(c.Lane)}:{Words.Snake(c.Effect)}")),
            ];
            foreach (var field in fields) csv.WriteField(field);
            await csv.NextRecordAsync();
        }
    }

    private static async Task WriteTableAsync(TextWriter output, RulesetComparison comparison)
    {
        const int most = 50;
        foreach (var edit in comparison.Rules) await output.WriteLineAsync($"{edit.Change,-8} {edit.Id}: {edit.What}");
        if (comparison.Rules.Count == 0) await output.WriteLineAsync(comparison.ActiveHash == comparison.CandidateHash ? "The rules are the same." : "No rule differs; weights, tables or lists do.");
        await output.WriteLineAsync();
        foreach (var move in comparison.Moves.Take(most))
        {
            var bands = move.FromBand == move.ToBand ? Words.Snake(move.ToBand) : $"{Words.Snake(move.FromBand)} → {Words.Snake(move.ToBand)}";
            var queue = string.Concat(move.Enters.Select(l => $", enters {Words.Snake(l)}").Concat(move.Leaves.Select(l => $", leaves {Words.Snake(l)}"))
                .Concat(move.ClosedCases.Select(c => c.Effect == ClosedCaseEffect.Reopens ? ", reopens a closed case" : ", a closed case loses its flag")));
            var by = string.Join(", ", move.By.Take(3).Select(b => $"{b.Rule} {Points(b.From)} → {Points(b.To)}"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{move.FromScore,3} → {move.ToScore,3}  {bands}{queue}  {Words.Visible(move.Name)} ({Words.Visible(move.SupplierId)})"));
            if (by.Length > 0) await output.WriteLineAsync($"           by {by}");
        }
        if (comparison.Moves.Count > most) await output.WriteLineAsync($"… and {comparison.Moves.Count - most} more; --format csv has all of them.");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.Suppliers:N0} suppliers, {comparison.Moves.Count:N0} differ: {comparison.MoveBand:N0} move band, {comparison.EnterQueue:N0} enter a queue, {comparison.LeaveQueue:N0} leave one, {comparison.Reopen:N0} closed cases reopen. {comparison.DocumentsRead:N0} documents were read again. Nothing was written."));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Points(int hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
