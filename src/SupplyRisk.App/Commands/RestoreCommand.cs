using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Backup;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk restore FILE [--replace]</c>: a backup becomes the installation, wholly or not at all.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "An archive that `supplyrisk backup` made." };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of an installation that is not empty." };
        var data = Options.Data();
        var command = new Command("restore", "Put a backup in the place of the installation, once every file in it has been checked. The service must be stopped.") { file, replace, data };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(replace), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, bool replace, string? data, CancellationToken ct)
    {
        var options = Installed.At(data);
        Result<BackupManifest> result;
        using (var progress = new ProgressLine())
            result = await new RestoreInstallation(options.Data, TimeProvider.System).RunAsync(file, replace, progress, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        var manifest = result.Value;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Restored into {options.DataFolder} as of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Rows.GetValueOrDefault("supplier"):N0} suppliers, {manifest.Rows.GetValueOrDefault("document"):N0} documents. The search index is built anew at the next start."));
        return 0;
    }
}
