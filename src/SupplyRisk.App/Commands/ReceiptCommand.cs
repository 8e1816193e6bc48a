using System.CommandLine;
using SupplyRisk.App.Setup;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk receipt verify FILE</c>: a score computed again from its receipt and the rulesets alone.</summary>
internal static class ReceiptCommand
{
    public static Command Create() => new("receipt", "Receipts of scores, as `screen --receipts DIR` writes them.") { CreateVerify() };

    private static Command CreateVerify()
    {
        var file = new Argument<string>("file") { Description = "A receipt." };
        var rulesets = Options.Rulesets();
        var command = new Command("verify", "Compute the score again from the receipt and the rulesets, without a database; say match, or where it differs.") { file, rulesets };
        command.SetAction((parsed, _) => VerifyAsync(parsed.GetRequiredValue(file), Options.RulesetFolders(parsed.GetValue(rulesets))));
        return command;
    }

    private static async Task<int> VerifyAsync(string file, RulesetFolders folders)
    {
        if (!File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
        var (receipt, digests) = Read(file);
        var differences = VerifyReceipt.Run(receipt, digests, Installation.LoadRulesets(folders).Current);
        await using var output = CommandOutput.Open(null);
        if (differences.Count == 0)
        {
            await output.WriteLineAsync($"match: {Words.Visible(receipt.Supplier.SupplierId)}, risk score {receipt.Result.RiskScore}, {Words.Snake(receipt.Result.Band)}, ruleset {receipt.Pinned.Ruleset.Hash[..Math.Min(12, receipt.Pinned.Ruleset.Hash.Length)]}");
            return 0;
        }

        await output.WriteLineAsync($"differs: {Words.Visible(receipt.Supplier.SupplierId)}");
        foreach (var difference in differences) await output.WriteLineAsync($"  {Words.Visible(difference)}");
        return CommandLine.Failed;
    }

    private static (Receipt Receipt, IReadOnlyDictionary<string, string> Digests) Read(string file)
    {
        try
        {
            return ReceiptFile.Read(file);
        }
        catch (InvalidDataException e)
        {
            throw new UnusableInputException(e.Message);
        }
    }
}
