using System.CommandLine;
using SupplyRisk.App.Setup;
using SupplyRisk.Screening.Reference;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk reference import NAME FILE</c>: tables whose data are not shipped.</summary>
internal static class ReferenceCommand
{
    public static Command Create() => new("reference", "Reference tables of the rules.") { CreateImport() };

    private static Command CreateImport()
    {
        var name = new Argument<string>("name") { Description = $"One of {string.Join(", ", ReferenceTables.Names)}." };
        var file = new Argument<string>("file") { Description = "The publisher's file: CSV, XLSX or XLS; for dol-goods also the Sweat & Toil app's XML." };
        var edition = new Option<string>("--edition") { Description = "The edition as the publisher calls it, e.g. \"2024 edition\"; rules say it in their sentences.", Required = true };
        var rulesets = new Option<string?>("--rulesets") { Description = "Your own folder of rulesets, which the table is written to. Default: SUPPLYRISK_RULESETS." };
        var command = new Command("import", "Take a publisher's file in as a table of your own folder, in place of the shipped one. Publish the folder to put it in force.") { name, file, edition, rulesets };
        command.SetAction((parsed, _) => ImportAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(file), parsed.GetRequiredValue(edition), parsed.GetValue(rulesets)));
        return command;
    }

    private static async Task<int> ImportAsync(string name, string file, string edition, string? rulesets)
    {
        if (!File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
        if ((rulesets ?? Environment.GetEnvironmentVariable("SUPPLYRISK_RULESETS")) is not { Length: > 0 } own) throw new UnusableInputException("Say which folder of your own the table goes to: --rulesets DIR, or SUPPLYRISK_RULESETS.");
        if (SupplyRisk.Screening.RulesetFolder.IsWhole(own)) throw new UnusableInputException($"{own} stands by itself like the shipped rulesets; give a folder of your own.");
        ReferenceData data;
        try
        {
            data = ImportReference.Run(name, file, edition, InstallationOptions.ShippedRulesets, own);
        }
        catch (InvalidDataException e)
        {
            throw new UnusableInputException(e.Message);
        }

        foreach (var note in data.Notes) await Console.Error.WriteLineAsync(note);
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync("table,rows,left_out,folder");
        await output.WriteLineAsync($"{data.Name},{data.Rows.Count},{data.Notes.Count},{own}");
        return 0;
    }
}
