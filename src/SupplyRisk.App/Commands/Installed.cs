using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Commands;

/// <summary>Opens the installation for a command.</summary>
internal static class Installed
{
    /// <summary>Where it lies.</summary>
    public static InstallationOptions At(string? data, string? rulesets = null) =>
        Configured.Installation(Options.DataFolder(data), Options.RulesetFolders(rulesets));

    public static async Task<ServiceProvider> OpenAsync(string? data, string? rulesets, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(At(data, rulesets));
        var provider = services.BuildServiceProvider();
        await provider.MigrateAsync(ct);
        return provider;
    }
}
