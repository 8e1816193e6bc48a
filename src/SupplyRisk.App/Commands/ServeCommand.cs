using System.CommandLine;
using SupplyRisk.App.Setup;

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
            new Option<string?>("--urls") { Description = "Addresses to listen on instead, as http://0.0.0.0:8080. There is no sign-in yet: whoever reaches them may do everything." },
            new Option<bool>("--demo") { Description = "Load the samples into a fresh data folder and screen them first." },
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
        var folder = demo ? Demo.FreshFolder(data) : Options.DataFolder(data);
        // A demo is embedded, whatever is configured: it never mixes with a real portfolio.
        var options = demo
            ? Options.Embedded(folder, rulesets) with { RulesetsAsTheyStand = false }
            : Configured.Installation(folder, Options.RulesetFolders(rulesets));
        var app = WebHost.Build(options, listening);
        await app.Services.MigrateAsync(ct);
        if (demo) await Demo.LoadAsync(app.Services, ct);
        await app.StartAsync(ct);
        await Console.Error.WriteLineAsync($"SupplyRisk listens on {string.Join(" and ", app.Urls)}{(listening.Urls is null ? " (this computer only; there is no sign-in yet)" : "")}. Data: {folder}{(options.Postgres is null ? "" : " and PostgreSQL")}. Ctrl+C stops it.");
        if (listening.ReachesOthers) await Console.Error.WriteLineAsync(Listening.Warning);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
