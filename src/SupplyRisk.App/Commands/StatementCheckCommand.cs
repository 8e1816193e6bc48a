using System.CommandLine;
using Newtonsoft.Json;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Checking;
using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk statement check FILE --framework F</c>: which items of a law a finished text speaks to.</summary>
internal static class StatementCheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "A finished statement: PDF, DOCX, HTML or TXT; several are checked one after the other.", Arity = ArgumentArity.OneOrMore };
        var law = new Option<string>("--framework") { Description = "Id of the law, e.g. uk-msa-54.", Required = true };
        var format = Options.Format("table", "table", "json", "csv");
        var (rulesets, output) = (Options.Rulesets(), Options.Output());
        var command = new Command("check", "Say which items of a law a finished text speaks to, with the passage, and which it does not; its period, approval and signature.") { files, law, format, rulesets, output };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(files), parsed.GetRequiredValue(law), parsed.GetRequiredValue(format), parsed.GetValue(rulesets), parsed.GetValue(output), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, string law, string format, string? rulesets, string? output, CancellationToken ct)
    {
        var folders = Options.RulesetFolders(rulesets);
        var check = new CheckStatement(new FrameworkFiles(folders));
        var all = new List<CheckedStatement>();
        foreach (var file in files)
        {
            if (!File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
            var result = await check.HandleAsync(Actor.LocalAdministrator, file, Path.GetFileName(file), law, ct);
            if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => $"{file}: {r.Message}")]);
            foreach (var part in result.Value.Unreadable) await Console.Error.WriteLineAsync($"{file}: {Words.Visible(part)}");
            all.Add(result.Value);
        }
        if (format == "csv")
        {
            await using var to = output is null ? Console.OpenStandardOutput() : File.Create(output);
            await TableFile.WriteAsync(to, TableFormat.Csv, "Check", ["file", "framework", "item", "level", "support", "page", "start", "end", "passage", "sign"], all.SelectMany(Rows).ToAsyncEnumerable(), ct);
            return 0;
        }
        await using var text = CommandOutput.Open(output);
        if (format == "json") await text.WriteLineAsync(JsonConvert.SerializeObject(all.Count == 1 ? all[0] : all, Formatting.Indented, CommandOutput.Json));
        else
            foreach (var one in all) await WriteAsync(text, one);
        return 0;
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(CheckedStatement s) => s.Items.Select(i => i.Passages.Count > 0 ? i.Passages[0] : null).Zip(s.Items, (p, i) =>
        (IReadOnlyList<object?>)[s.FileName, s.Framework, i.Item.Id, Words.Snake(i.Item.Level), Words.Snake(i.Support), p?.Page, p?.Start, p?.End, p?.Quote, p?.Sign]);

    private static async Task WriteAsync(TextWriter to, CheckedStatement s)
    {
        await to.WriteLineAsync($"{Words.Visible(s.FileName)} against {s.FrameworkName}{(s.TooLittle ? ": too little text to say what is missing" : "")}");
        foreach (var i in s.Items)
        {
            await to.WriteLineAsync($"{Words.Snake(i.Support),-11} {i.Item.Id} ({Words.Snake(i.Item.Level)}): {i.Item.Text}");
            foreach (var p in i.Passages) await to.WriteLineAsync($"            {(p.Page is { } page ? $"page {page}: " : "")}\"{Words.Visible(p.Quote)}\"");
        }
        await to.WriteLineAsync($"period:    {(s.Period is { } period ? $"\"{Words.Visible(period.Passage.Quote)}\"" : "not said")}");
        await to.WriteLineAsync($"approval:  {(s.Approval is { } approval ? $"\"{Words.Visible(approval.Quote)}\"" : "not said")}");
        await to.WriteLineAsync($"signature: {(s.Signature is { } signature ? $"\"{Words.Visible(signature.Quote)}\"" : "none found")}");
    }
}
