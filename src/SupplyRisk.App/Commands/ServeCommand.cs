using System.CommandLine;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk [serve]</c>: web application and API on one port.</summary>
internal static class ServeCommand
{
    private sealed record Parts(Option<int> Port, Option<bool> Demo, Option<string?> Data, Option<string?> Rulesets);

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
            new Option<bool>("--demo") { Description = "Load the samples into a fresh data folder and screen them first." },
            Options.Data(), Options.Rulesets());
        command.Options.Add(parts.Port);
        command.Options.Add(parts.Demo);
        command.Options.Add(parts.Data);
        command.Options.Add(parts.Rulesets);
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(parts.Port), parsed.GetValue(parts.Demo), parsed.GetValue(parts.Data), parsed.GetValue(parts.Rulesets), ct));
    }

    private static async Task<int> RunAsync(int port, bool demo, string? data, string? rulesets, CancellationToken ct)
    {
        if (port is < 0 or > 65535) throw new UnusableInputException($"--port {port} is not a port; it lies between 0 (any free one) and 65535.");
        var folder = demo ? Demo.FreshFolder(data) : Options.DataFolder(data);
        var app = WebHost.Build(new InstallationOptions
        {
            DataFolder = folder,
            RulesetFolder = Options.RulesetFolder(rulesets),
            Elasticsearch = demo ? null : SearchConfiguration.Read(SearchConfiguration.OfProgram()), // invented suppliers stay out of the company's search engine
        }, port);
        await app.Services.MigrateAsync(ct);
        if (demo) await Demo.LoadAsync(app.Services, ct);
        await app.StartAsync(ct);
        await Console.Error.WriteLineAsync($"SupplyRisk listens on {app.Urls.First()} (this computer only; there is no sign-in yet). Data: {folder}. Ctrl+C stops it.");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
