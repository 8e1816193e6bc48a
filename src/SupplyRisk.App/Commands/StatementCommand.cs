using System.CommandLine;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk statement …</c>: disclosure statements from what was really done.</summary>
internal static class StatementCommand
{
    public static Command Create() => new("statement", "Disclosure statements: which laws are known, what they ask for, and statements for them.") { CreateLint(), StatementCheckCommand.Create() };

    private static Command CreateLint()
    {
        var folder = new Argument<string?>("folder") { Description = "Your own folder, whose `frameworks` are laid over those shipped. Default: SUPPLYRISK_RULESETS, else the ones shipped.", DefaultValueFactory = _ => null };
        var command = new Command("lint-frameworks", "Check the files of laws: every problem with file, line, column and a suggestion.") { folder };
        command.SetAction((parsed, _) => LintAsync(Options.RulesetFolders(parsed.GetValue(folder))));
        return command;
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
}
