using System.CommandLine;
using Newtonsoft.Json;
using SupplyRisk.App.Setup;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Testing;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk rules lint | test | explain | diff</c>.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "The open rulesets: check them, run their cases, explain a rule.") { CreateLint(), CreateTest(), CreateExplain(), RulesDiffCommand.Create(), CreateCoverage(), CreateCases(), CreateSchema() };

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

    private static Command CreateCoverage()
    {
        var rulesets = Options.Rulesets();
        var format = Options.Format("table", "table", "json", "csv");
        var command = new Command("coverage", "Say for each indicator in which languages documents are read for it, and whether it counts there.") { rulesets, format };
        command.SetAction((parsed, _) => CoverageAsync(Options.RulesetFolders(parsed.GetValue(rulesets)), parsed.GetRequiredValue(format)));
        return command;
    }

    private static Command CreateCases()
    {
        var folder = Folder();
        var command = new Command("cases", "Propose a case, in the plainest wording, for each line of patterns that no case needs yet: to read, and keep what is right.") { folder };
        command.SetAction(async (parsed, _) =>
        {
            var folders = Options.RulesetFolders(parsed.GetValue(folder));
            var proposals = CaseProposals.For(Installation.LoadRulesets(folders).Current, folders.Own is null ? null : r => r.IsOwn);
            await using var output = CommandOutput.Open(null);
            await output.WriteLineAsync(
                "about: >-\n  One case for a line of patterns that no other case needs, in its plainest wording: no line can be lost or broken unnoticed.\n"
                + "  That a line reads real voices rightly is shown by the cases beside the rules. Proposed by `supplyrisk rules cases`.\ncases:");
            foreach (var rule in proposals.GroupBy(p => p.Rule))
            {
                await output.WriteLineAsync($"  {rule.Key}:");
                foreach (var p in rule) await output.WriteLineAsync($"    - {{lang: {p.Language}, expect: {p.Expect}, text: {JsonConvert.ToString(p.Text)}}}");
            }
            await Console.Error.WriteLineAsync($"{proposals.Count} cases proposed. Read them, and keep what is right as a file in a folder `cases`.");
        });
        return command;
    }

    private static Command CreateSchema()
    {
        var rulesets = Options.Rulesets();
        var command = new Command("schema", "Write the JSON schema of a rule file, for editors.") { rulesets };
        command.SetAction(async (parsed, _) =>
        {
            await using var output = CommandOutput.Open(null);
            await output.WriteAsync(RuleFileSchema.Write(Installation.LoadRulesets(Options.RulesetFolders(parsed.GetValue(rulesets))).Current));
        });
        return command;
    }

    private static async Task<int> CoverageAsync(RulesetFolders folders, string format)
    {
        var cells = LanguageCoverage.Of(Installation.LoadRulesets(folders).Current);
        await using var output = CommandOutput.Open(null);
        if (format == "json") await output.WriteLineAsync(JsonConvert.SerializeObject(cells, Formatting.Indented, CommandOutput.Json));
        else if (format == "csv")
        {
            await output.WriteLineAsync("indicator,language,live,shadow,patterns,cases");
            foreach (var c in cells) await output.WriteLineAsync($"{Words.Snake(c.Indicator)},{c.Language},{c.Live},{c.Shadow},{c.Patterns},{c.Cases}");
        }
        else
        {
            var languages = cells.Select(c => c.Language).Distinct().ToList();
            await output.WriteLineAsync($"{"",-42}{string.Concat(languages.Select(l => $"{l,-12}"))}");
            foreach (var row in cells.GroupBy(c => c.Indicator))
                await output.WriteLineAsync($"{Words.Snake(row.Key),-42}{string.Concat(row.Select(c => $"{Cell(c),-12}"))}".TrimEnd());
        }
        return 0;

        static string Cell(LanguageCoverage c) => (c.Live, c.Shadow) switch { (0, 0) => "–", (_, 0) => $"{c.Live} live", (0, _) => $"{c.Shadow} shadow", _ => $"{c.Live}+{c.Shadow} shadow" };
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
        var survivors = MutationCheck.Run(bundle, folders.Own is null ? null : r => r.IsOwn); // the shipped ones are held before they are shipped
        foreach (var survivor in survivors)
            await output.WriteLineAsync(survivor.ToString());
        var failed = results.Count(r => !r.Passed);
        await output.WriteLineAsync($"{(folders.Own is null ? "" : $"{bundle.Rules.Count(r => r.IsOwn)} rules of your own. ")}{results.Count - failed} passed, {failed} failed, {survivors.Count} changes unnoticed");
        return failed + survivors.Count == 0 ? 0 : CommandLine.Failed;
    }

    private static async Task<int> ExplainAsync(string id, RulesetFolders folders)
    {
        RulesetBundle bundle = Installation.LoadRulesets(folders).Current;
        if (RuleExplanation.OfStep(bundle, id) is { } step)
        {
            await using var said = CommandOutput.Open(null);
            await said.WriteAsync(step);
            return 0;
        }

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
