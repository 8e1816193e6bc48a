using System.CommandLine;
using Newtonsoft.Json;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk pack</c>: evidence packs of detained shipments.</summary>
internal static class PackCommand
{
    public static Command Create() => new("pack", "Evidence packs of detained shipments: what would not stand up, and the pack itself.") { List(), Check(), Write() };

    private static Command List()
    {
        var data = Options.Data();
        var command = new Command("list", "Detained shipments as CSV, the nearest end of the clock first.") { data };
        command.SetAction(async (parsed, ct) =>
        {
            await using var provider = await Installed.OpenAsync(parsed.GetValue(data), null, ct);
            var rows = await provider.GetRequiredService<FindShipments>().AllAsync(Actor.LocalAdministrator, ct);
            await using var output = Console.OpenStandardOutput();
            await TableFile.WriteAsync(output, TableFormat.Csv, "Shipments", ["shipment_id", "entry_number", "supplier", "state", "detained_on", "days_left", "blocking", "warnings"],
                rows.Select(r => (IReadOnlyList<object?>)[r.Shipment.Id.ToString(), r.Shipment.EntryNumber, r.Supplier, Words.Snake(r.Shipment.State), r.Shipment.DetainedOn, r.DaysLeft, r.Blocking, r.Warnings]).ToAsyncEnumerable(), ct);
            return 0;
        });
        return command;
    }

    private static Command Check()
    {
        var (id, data, format) = (Shipment(), Options.Data(), Options.Format("table", "table", "json"));
        var command = new Command("check", "Say everything that would not stand up; exit code 1 while something keeps the final pack back.") { id, format, data };
        command.SetAction(async (parsed, ct) =>
        {
            await using var provider = await Installed.OpenAsync(parsed.GetValue(data), null, ct);
            var whole = await WholeAsync(provider, parsed.GetRequiredValue(id), ct);
            await using var output = CommandOutput.Open(null);
            if (parsed.GetValue(format) == "json") await output.WriteLineAsync(JsonConvert.SerializeObject(whole.Faults, Formatting.Indented, CommandOutput.Json));
            else
                foreach (var f in whole.Faults) await output.WriteLineAsync($"{(f.Blocks ? "blocks" : "look at")}\t{Words.Snake(f.Kind)}\t{Words.Visible(f.Message)} {Words.Visible(f.Advice)}");
            return whole.Blocking.Count > 0 ? CommandLine.Failed : 0;
        });
        return command;
    }

    private static Command Write()
    {
        var (id, data) = (Shipment(), Options.Data());
        var draft = new Option<bool>("--draft") { Description = "Also where faults stand; its first page names them." };
        var to = new Option<string?>("--output") { Description = "File to write to. Default: the pack's own name in this folder." };
        var command = new Command("write", "Write the evidence pack as ZIP; refused while something keeps it back.") { id, draft, to, data };
        command.SetAction(async (parsed, ct) =>
        {
            await using var provider = await Installed.OpenAsync(parsed.GetValue(data), null, ct);
            var whole = await WholeAsync(provider, parsed.GetRequiredValue(id), ct);
            var pack = await provider.GetRequiredService<MakePack>().HandleAsync(Actor.LocalAdministrator, whole.Shipment.Id, parsed.GetValue(draft), ct);
            if (!pack.Done) throw new UnusableInputException([.. pack.Refusals.Select(r => r.Message)]);
            var file = parsed.GetValue(to) ?? pack.Value.FileName;
            await File.WriteAllBytesAsync(file, pack.Value.Zip, ct);
            await using var output = CommandOutput.Open(null);
            await output.WriteLineAsync($"{pack.Value.Sha256}  {file}");
            return 0;
        });
        return command;
    }

    private static Argument<string> Shipment() => new("shipment") { Description = "The customs entry's number, or the shipment's id." };

    private static async Task<ShipmentWhole> WholeAsync(ServiceProvider provider, string named, CancellationToken ct)
    {
        var find = provider.GetRequiredService<FindShipments>();
        var rows = await find.AllAsync(Actor.LocalAdministrator, ct);
        var fits = rows.Where(r => r.Shipment.EntryNumber == named || r.Shipment.Id.ToString() == named).ToList();
        if (fits.Count != 1) throw new UnusableInputException(fits.Count == 0 ? $"There is no shipment {named}; `supplyrisk pack list` names them." : $"{fits.Count} shipments have the entry number {named}; give the id.");
        return await find.OneAsync(Actor.LocalAdministrator, fits[0].Shipment.Id, ct) ?? throw new UnusableInputException($"There is no shipment {named}.");
    }
}
