using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Commands;

/// <summary>Opens the installation for a command.</summary>
internal static class Installed
{
    public static async Task<ServiceProvider> OpenAsync(string? data, string? rulesets, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(new InstallationOptions { DataFolder = Options.DataFolder(data), RulesetFolder = Options.RulesetFolder(rulesets), Elasticsearch = SearchConfiguration.Read(SearchConfiguration.OfProgram()) });
        var provider = services.BuildServiceProvider();
        await provider.MigrateAsync(ct);
        return provider;
    }
}
