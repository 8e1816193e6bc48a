using System.CommandLine;
using SupplyRisk.App.Setup;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk rules lint | test | explain | diff</c>.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "The open rulesets: check them, run their cases, explain a rule.") { CreateLint(), CreateTest(), CreateExplain(), RulesDiffCommand.Create() };

    private static Argument<string?> Folder() => new("folder") { Description = "Your own folder, laid over the rulesets shipped; a copy of the shipped folder stands by itself. Default: SUPPLYRISK_RULESETS, else the ones shipped.", DefaultValueFactory = _ => null };

    private static Command CreateLint()
    {
        var folder = Folder();
        var command = new Command("lint", "Check rulesets: every problem with file, line, column and a suggestion.") { folder };
        command.SetAction((parsed, _) => LintAsync(Options.RulesetFolders(parsed.GetValue(folder))));
        return command;
    }

    private static Command CreateTest()
    {
        var folder = Folder();
        var command = new Command("test", "Run every rule's cases; say what was expected, what came, and why.") { folder };
        command.SetAction((parsed, _) => TestAsync(Options.RulesetFolders(parsed.GetValue(folder))));
        return command;
    }

    private static Command CreateExplain()
    {
        var id = new Argument<string>("id") { Description = "Id of a rule." };
        var rulesets = Options.Rulesets();
        var command = new Command("explain", "Explain a rule: what it looks for, why, on whose word, with its cases.") { id, rulesets };
        command.SetAction((parsed, _) => ExplainAsync(parsed.GetRequiredValue(id), Options.RulesetFolders(parsed.GetValue(rulesets))));
        return command;
    }

    private static async Task<int> LintAsync(RulesetFolders folders)
    {
        var load = RulesetLoader.Load(Installation.RulesetFiles(folders));
        await using var output = CommandOutput.Open(null);
        foreach (var issue in load.Issues)
            await output.WriteLineAsync(folders.PathOf(issue.ToString()));
        await Console.Error.WriteLineAsync(load.Bundle is { } bundle ? $"{bundle.Rules.Count} rules, no problems. Ruleset {bundle.Hash[..12]}." : $"{load.Issues.Count} problems.");
        return load.Bundle is null ? CommandLine.Failed : 0;
    }

    private static async Task<int> TestAsync(RulesetFolders folders)
    {
        var bundle = Installation.LoadRulesets(folders).Current;
        var results = RulesetTester.Run(bundle);
        await using var output = CommandOutput.Open(null);
        foreach (var failure in results.Where(r => !r.Passed))
            await output.WriteLineAsync($"{folders.PathOf(failure.File)}({failure.Line}): {failure.Rule}, case {failure.Case}: expected {failure.Expected}, got {failure.Got}. {failure.Why}");
        // A change that no case notices is a condition nobody holds.
        var survivors = MutationCheck.Run(bundle);
        foreach (var survivor in survivors)
            await output.WriteLineAsync(survivor.ToString());
        var failed = results.Count(r => !r.Passed);
        await output.WriteLineAsync($"{results.Count - failed} passed, {failed} failed, {survivors.Count} changes unnoticed");
        return failed + survivors.Count == 0 ? 0 : CommandLine.Failed;
    }

    private static async Task<int> ExplainAsync(string id, RulesetFolders folders)
    {
        RulesetBundle bundle = Installation.LoadRulesets(folders).Current;
        if (RuleExplanation.Of(bundle, id) is not { } explanation)
        {
            var near = bundle.Rules.Where(r => r.Id.Contains(id, StringComparison.OrdinalIgnoreCase)).Select(r => r.Id).Take(10).ToList();
            throw new UnusableInputException($"There is no rule {id}." + (near.Count > 0 ? $" Rules like it: {string.Join(", ", near)}." : ""));
        }
        await using var output = CommandOutput.Open(null);
        await output.WriteAsync(explanation.ToText());
        return 0;
    }
}
