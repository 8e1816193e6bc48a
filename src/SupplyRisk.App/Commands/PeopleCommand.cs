using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.People;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk people</c>: the way in for whoever holds the data folder.</summary>
internal static class PeopleCommand
{
    public static Command Create() => new("people", "Who may sign in. Whoever can run this holds the data folder, and with it everything.") { Link(), Key() };

    private static Command Link()
    {
        var data = Options.Data();
        var who = new Option<string?>("--for") { Description = "E-mail address of somebody who is invited: their invitation anew, or a link to set a new password. Default: the first administrator, while there is none." };
        var address = new Option<string>("--address") { Description = "Where the installation answers.", DefaultValueFactory = _ => "http://localhost:5080" };
        var command = new Command("link", "Print a one-time link.") { who, address, data };
        command.SetAction((parsed, ct) => LinkAsync(parsed.GetValue(who), parsed.GetRequiredValue(address), parsed.GetValue(data), ct));
        return command;
    }

    private static Command Key()
    {
        var data = Options.Data();
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var rights = new Option<string[]>("--right") { Description = "What it may do besides looking, as start_runs; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var days = new Option<int>("--days") { Description = "How long it is good for.", DefaultValueFactory = _ => 90 };
        var command = new Command("key", "Print a new key for a program; it is shown once.") { name, rights, days, data };
        command.SetAction((parsed, ct) => KeyAsync(parsed.GetRequiredValue(name), parsed.GetValue(rights) ?? [], parsed.GetValue(days), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> LinkAsync(string? who, string address, string? data, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https")) throw new UnusableInputException($"--address '{address}' is no address; write it as https://supplyrisk.example.com.");
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var links = provider.GetRequiredService<OneTimeLinks>();
        IssuedLink link;
        if (who is not null)
        {
            var result = await links.ForPersonAsync(Actor.LocalAdministrator, who, ct);
            link = result.Done ? result.Value : throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        }
        else
        {
            link = await links.ForFirstAdministratorAsync(ct) ?? throw new UnusableInputException("There is an administrator already. Name somebody: --for ada@example.com.");
        }
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"It works once, until {link.ExpiresAt:yyyy-MM-dd HH:mm} UTC."));
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync(address.TrimEnd('/') + link.Path);
        return 0;
    }

    private static async Task<int> KeyAsync(string name, string[] words, int days, string? data, CancellationToken ct)
    {
        var rights = words.Select(w => Words.Parse<Right>(w) ?? throw new UnusableInputException($"--right {w} is none of {string.Join(", ", Enum.GetValues<Right>().Select(Words.Snake))}.")).ToList();
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var result = await provider.GetRequiredService<HandOutKeys>().HandOutAsync(Actor.LocalAdministrator, name, rights, days, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"It is good until {result.Value.Key.ExpiresAt:yyyy-MM-dd}. Send it as Authorization: Bearer …"));
        await using var output = CommandOutput.Open(null);
        await output.WriteLineAsync(result.Value.Secret);
        return 0;
    }
}
