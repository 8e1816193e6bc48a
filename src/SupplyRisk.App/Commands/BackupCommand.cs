using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Backup;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk backup FILE|DIR</c>: one archive of everything an installation must not lose, made while it runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "A new file, or a folder to put the backup in under a name with the time." };
        var data = Options.Data();
        var command = new Command("backup", "Copy the installation into one archive while it runs: database, uploaded originals, keys. It holds keys: keep it as safe as the installation.") { target, data };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(target), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> RunAsync(string target, string? data, CancellationToken ct)
    {
        var options = Installed.At(data);
        if (!Directory.Exists(options.DataFolder)) throw new UnusableInputException(BackupErrors.NothingToBackUp(options.DataFolder).Message);
        using var hold = FolderHold.Open(options.Data);
        Result<BackupMade> result;
        using (var progress = new ProgressLine())
            result = await new BackUpInstallation(options.Data, TimeProvider.System).RunAsync(target, progress, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        var (file, bytes, manifest) = result.Value;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{manifest.Rows.GetValueOrDefault("supplier"):N0} suppliers, {manifest.Rows.GetValueOrDefault("document"):N0} documents, {manifest.AuditLines:N0} audit lines; {bytes:N0} bytes. It holds the installation's keys: keep it safe."));
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync(file);
        return 0;
    }
}
