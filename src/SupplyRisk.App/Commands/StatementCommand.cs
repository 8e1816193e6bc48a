using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Writing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk statement FRAMEWORK …</c>: disclosure statements from what was really done.</summary>
internal static class StatementCommand
{
    public static Command Create()
    {
        var law = new Argument<string>("framework") { Description = "A law by its id, several joined by + (uk-msa-54+au-msa-2018), or a joint statement (joint-uk-au-ca). `statement list` names them." };
        var entity = new Option<string>("--entity") { Description = "Name of the reporting entity. One that the installation does not know gets a draft with its name alone.", Required = true };
        var period = new Option<string>("--period") { Description = "What it is about: 2025, or 2025-07-01..2026-06-30.", Required = true };
        var format = new Option<StatementFormat>("--format") { Description = "html, docx, pdf (by Chromium), json (every figure with its receipt), or fields (what registers ask for, CSV).", DefaultValueFactory = _ => StatementFormat.Html };
        var output = Options.Output();
        var data = Options.Data();
        var rulesets = Options.Rulesets();
        var command = new Command("statement", "The statement of an entity for a law and a period, as it stands; where none was begun, a draft of suggested wording that is kept nowhere.")
        {
            law, entity, period, format, output, data, rulesets, CreateList(), CreateLint(), StatementCheckCommand.Create(), CreateVerify(),
        };
        command.SetAction((parsed, ct) => WriteAsync(
            parsed.GetRequiredValue(law), parsed.GetRequiredValue(entity), Period(parsed.GetRequiredValue(period)), parsed.GetValue(format), parsed.GetValue(output), parsed.GetValue(data), parsed.GetValue(rulesets), ct));
        return command;
    }

    private static Command CreateList()
    {
        var rulesets = Options.Rulesets();
        var command = new Command("list", "The laws that are known: id, status, when last checked.") { rulesets };
        command.SetAction((parsed, _) => ListAsync(Options.RulesetFolders(parsed.GetValue(rulesets))));
        return command;
    }

    private static Command CreateLint()
    {
        var folder = new Argument<string?>("folder") { Description = "Your own folder, whose `frameworks` are laid over those shipped. Default: SUPPLYRISK_RULESETS, else the ones shipped.", DefaultValueFactory = _ => null };
        var command = new Command("lint-frameworks", "Check the files of laws: every problem with file, line, column and a suggestion.") { folder };
        command.SetAction((parsed, _) => LintAsync(Options.RulesetFolders(parsed.GetValue(folder))));
        return command;
    }

    private static Command CreateVerify()
    {
        var file = new Argument<string>("file") { Description = "A statement as `--format json` writes it." };
        var command = new Command("verify", "Count every figure of a statement again from its receipt, without a database; say match, or where it differs.") { file };
        command.SetAction((parsed, _) => VerifyAsync(parsed.GetRequiredValue(file)));
        return command;
    }

    private static async Task<int> WriteAsync(string ids, string entity, (DateOnly From, DateOnly To) period, StatementFormat format, string? file, string? data, string? rulesets, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, rulesets, ct);
        var files = provider.GetRequiredService<FrameworkFiles>();
        var shelf = files.Current;
        if (ids.Split('+').SelectMany(shelf.IssuesOf).ToList() is { Count: > 0 } problems) throw new UnusableInputException([.. problems.Select(files.PathOf)]);
        if (shelf.Named(ids) is not { } laws) throw new UnusableInputException($"There is no law {ids}. Known are {string.Join(", ", shelf.Joint.Select(j => j.Id).Concat(shelf.Frameworks.Where(f => f.IsStatement).Select(f => f.Id)))}.");
        if (DraftStatement.Check(shelf, [.. laws.Select(l => l.Id)], period.From, period.To) is { Count: > 0 } wrong) throw new UnusableInputException([.. wrong.Select(w => w.Message)]);
        var find = provider.GetRequiredService<FindStatements>();
        var actor = Actor.LocalAdministrator;
        var known = (await find.EntitiesAsync(actor, ct)).FirstOrDefault(e => string.Equals(e.Entity.Name, entity, StringComparison.OrdinalIgnoreCase));
        var wanted = laws.Select(l => l.Id).Order(StringComparer.Ordinal).ToList();
        var kept = (await find.ListAsync(actor, ct)).Where(s => s.Statement.EntityId == known?.Entity.Id && s.Statement.PeriodFrom == period.From && s.Statement.PeriodTo == period.To && Packed.Split(s.Statement.Laws).Order(StringComparer.Ordinal).SequenceEqual(wanted))
            .MaxBy(s => s.Statement.Edition);
        await Console.Error.WriteLineAsync(kept is { } s ? $"The statement as it stands: {Words.Snake(s.Statement.State)}, edition {s.Statement.Edition}." : $"No statement was begun{(known is null ? $", and {Words.Visible(entity)} is not known here" : "")}: a draft of suggested wording, kept nowhere.");
        var export = provider.GetRequiredService<ExportStatement>();
        var written = kept is not null ? await export.ExportAsync(actor, kept.Statement.Id, format, ct)
            : await export.WriteAsync(await find.PreviewAsync(actor, known?.Entity.Id, known?.Entity.Name ?? entity, known?.Facts ?? EntityFacts.None, laws, period.From, period.To, ct), format, ct);
        if (!written.Done)
        {
            foreach (var refusal in written.Refusals) await Console.Error.WriteLineAsync(refusal.Message);
            return CommandLine.Failed;
        }

        await using var to = file is null ? Console.OpenStandardOutput() : File.Create(file);
        await to.WriteAsync(written.Value.Content, ct);
        return 0;
    }

    private static async Task<int> ListAsync(RulesetFolders folders)
    {
        var files = new FrameworkFiles(folders);
        var shelf = files.Current;
        foreach (var issue in shelf.Issues) await Console.Error.WriteLineAsync($"left out: {files.PathOf(issue)}");
        await using var output = CommandOutput.Open(null);
        foreach (var joint in shelf.Joint) await output.WriteLineAsync($"{joint.Id,-20} statement   {joint.Name} ({string.Join(", ", joint.Laws)})");
        foreach (var law in shelf.Frameworks)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{law.Id,-20} {Words.Snake(law.Kind),-11} {law.Name}; {Words.Snake(law.Status).Replace('_', ' ')}, last checked {law.LastChecked:yyyy-MM-dd} ({Words.Snake(law.Confidence).Replace('_', ' ')})"));
        return 0;
    }

    private static async Task<int> LintAsync(RulesetFolders folders)
    {
        var files = new FrameworkFiles(folders);
        var shelf = files.Current;
        await using var output = CommandOutput.Open(null);
        foreach (var issue in shelf.Issues) await output.WriteLineAsync(files.PathOf(issue));
        var marked = shelf.Frameworks.SelectMany(f => f.Items).Count(i => i.Confidence != Confidence.Checked);
        await Console.Error.WriteLineAsync($"{shelf.Frameworks.Count} laws with {shelf.Frameworks.Sum(f => f.Items.Count)} items, {marked} of them not compared with their source; {shelf.Issues.Count} problems.");
        return shelf.Issues.Count == 0 ? 0 : CommandLine.Failed;
    }

    private static async Task<int> VerifyAsync(string file)
    {
        if (!File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
        try
        {
            await using var json = File.OpenRead(file);
            var (figures, differences) = ExportStatement.Verify(json);
            await using var output = CommandOutput.Open(null);
            await output.WriteLineAsync(differences.Count == 0 ? $"match: {figures} figures" : "differs");
            foreach (var difference in differences) await output.WriteLineAsync($"  {Words.Visible(difference)}");
            return differences.Count == 0 ? 0 : CommandLine.Failed;
        }
        catch (InvalidDataException e)
        {
            throw new UnusableInputException($"{file}: {e.Message}");
        }
    }

    private static (DateOnly From, DateOnly To) Period(string text)
    {
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 9999) return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (text.Split("..") is [var from, var to]) return (Options.Date("--period", from)!.Value, Options.Date("--period", to)!.Value); // a given text is a date or refused
        throw new UnusableInputException($"--period '{text}' is none; write it as 2025 or 2025-07-01..2026-06-30.");
    }
}
