using System.CommandLine;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Setup;
using SupplyRisk.People;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk [serve]</c>: web application and API on one port.</summary>
internal static class ServeCommand
{
    private sealed record Parts(Option<int> Port, Option<string?> Urls, Option<bool> Demo, Option<string?> Data, Option<string?> Rulesets);

    public static Command Create()
    {
        var command = new Command("serve", "Start the web application and API (this is also what happens without a verb).");
        AddTo(command);
        return command;
    }

    public static void AddTo(Command command)
    {
        var parts = new Parts(
            new Option<int>("--port") { Description = "Port on the loopback address.", DefaultValueFactory = _ => 5080 },
            new Option<string?>("--urls") { Description = "Addresses to listen on instead, as http://0.0.0.0:8080. Put a proxy with TLS in front." },
            new Option<bool>("--demo") { Description = "Load the samples into a fresh data folder and screen them first; visitors of this computer act as fictional people, without sign-in. A folder loaded so before is shown again." },
            Options.Data(), Options.Rulesets());
        command.Options.Add(parts.Port);
        command.Options.Add(parts.Urls);
        command.Options.Add(parts.Demo);
        command.Options.Add(parts.Data);
        command.Options.Add(parts.Rulesets);
        command.SetAction((parsed, ct) => RunAsync(
            new Listening(parsed.GetValue(parts.Port), parsed.GetValue(parts.Urls)), parsed.GetValue(parts.Demo), parsed.GetValue(parts.Data), parsed.GetValue(parts.Rulesets), ct));
    }

    private static async Task<int> RunAsync(Listening listening, bool demo, string? data, string? rulesets, CancellationToken ct)
    {
        listening.Check();
        if (demo && listening.ReachesOthers) throw new UnusableInputException("--demo answers this computer only: nobody signs in there. Leave --urls out.");
        var folder = demo ? Demo.Folder(data) : Options.DataFolder(data);
        var loaded = File.Exists(DemoMode.MarkIn(folder));
        // A demo is embedded, whatever is configured: it never mixes with a real portfolio.
        var options = demo
            ? Options.Embedded(folder, rulesets) with { RulesetsAsTheyStand = false }
            : Configured.Installation(folder, Options.RulesetFolders(rulesets));
        var app = WebHost.Build(options, listening, new DemoMode(demo));
        await app.Services.MigrateAsync(ct);
        if (demo && !loaded) await Demo.LoadAsync(app.Services, folder, ct);
        await app.StartAsync(ct);
        await Console.Error.WriteLineAsync($"SupplyRisk listens on {string.Join(" and ", app.Urls)}{(listening.Urls is null ? " (this computer only)" : "")}. Data: {folder}{(options.Postgres is null ? "" : " and PostgreSQL")}. Ctrl+C stops it.");
        if (listening.ReachesOthers) await Console.Error.WriteLineAsync(Listening.Hint);
        if (demo) await Console.Error.WriteLineAsync("This is the demo: the companies are invented, and whoever opens it acts as a fictional person, chosen at the top of each page.");
        else await FirstLinkAsync(app, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task FirstLinkAsync(WebApplication app, CancellationToken ct)
    {
        if (await app.Services.GetRequiredService<OneTimeLinks>().ForFirstAdministratorAsync(ct) is not { } link) return;
        await Console.Error.WriteLineAsync($"""
            Nobody can sign in yet. Whoever opens this link becomes the administrator; it works once, until {link.ExpiresAt:yyyy-MM-dd HH:mm} UTC:
              {app.Urls.First().Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal)}{link.Path}
            """);
    }
}
