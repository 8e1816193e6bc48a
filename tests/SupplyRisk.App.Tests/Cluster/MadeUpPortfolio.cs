using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Tests.Cluster;

/// <summary>A portfolio large enough that a run of it takes a few seconds: names and sentences put together, the same each time.</summary>
internal static class MadeUpPortfolio
{
    public const int Suppliers = 4_000;

    private const int Documents = 160, Listed = 400;

    private static readonly string[] First = ["Glass", "Paper", "Walking", "Velvet", "Copper", "Silent", "Marble", "Wooden", "Silver", "Thunder", "Amber", "Cobalt"];
    private static readonly string[] Second = ["Whale", "Lantern", "Teapot", "Otter", "Umbrella", "Kettle", "Sparrow", "Anchor", "Candle", "Walnut", "Compass", "Ladder", "Pepper"];
    private static readonly string[] Trade = ["Mills", "Garments", "Spinning", "Foundry", "Packaging", "Footwear", "Toys", "Electronics"];
    private static readonly string[] Countries = ["VN", "IN", "BD", "TR", "CN", "MX", "TH"];

    /// <summary>Takes it in through the product's own handlers and leaves it unscreened.</summary>
    public static async Task TakeInAsync(IServiceProvider services, string folder, CancellationToken ct)
    {
        var (actor, list, watchlist) = (Actor.LocalAdministrator, Path.Combine(folder, "suppliers.csv"), Path.Combine(folder, "listed.csv"));
        await File.WriteAllTextAsync(list, SupplierList(), ct);
        await File.WriteAllTextAsync(watchlist, ListedEntries(), ct);
        var audits = Directory.CreateDirectory(Path.Combine(folder, "audits")).FullName;
        for (var i = 0; i < Documents; i++) await File.WriteAllTextAsync(Path.Combine(audits, $"S-{i * 25:00000} audit.txt"), Audit(i), ct);
        (await services.GetRequiredService<ImportWatchlist>().ImportAsync(actor, new WatchlistRequest(watchlist, "listed.csv", "made-up"), ct)).Done.ShouldBeTrue();
        (await services.GetRequiredService<ImportSuppliers>().ApplyNowAsync(actor, new ImportRequest(list, "suppliers.csv", "erp"), null, ct)).Done.ShouldBeTrue();
        (await services.GetRequiredService<AddDocuments>().AddFolderAsync(actor, audits, keepOriginals: false, null, ct)).Added.ShouldBe(Documents);
    }

    public static InstallationOptions At(string folder, string? postgres) =>
        new() { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets, Postgres = postgres };

    public static ServiceProvider Open(InstallationOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyRisk(options);
        return services.BuildServiceProvider();
    }

    private static string Name(int i) => $"{First[i % First.Length]} {Second[i / First.Length % Second.Length]} {Trade[i % Trade.Length]} {i / 97} Ltd";

    // One in three supplies another one, so that what stands at one has to reach others; the bearers of a listed number among them.
    private static string SupplierList()
    {
        var csv = new StringBuilder("Supplier ID,Name,City,Country,Products,Supplies,LEI\n");
        for (var i = 0; i < Suppliers; i++)
            csv.Append(CultureInfo.InvariantCulture, $"S-{i:00000},{Name(i)},Nowhere,{Countries[i % Countries.Length]},{(i % 4 == 0 ? "cotton yarn" : "kettles")},{(i % 3 == 1 ? $"S-{i / 2:00000}" : "")},{(i == Suppliers - 3 ? Api.RunningApp.Listed : "")}\n");
        return csv.ToString();
    }

    private static string ListedEntries()
    {
        var csv = new StringBuilder("id,name,country,identifiers\n");
        csv.Append(CultureInfo.InvariantCulture, $"e-0,Unlike Anything Ginning,CN,lei:{Api.RunningApp.Listed}\n");
        for (var i = 1; i < Listed; i++) csv.Append(CultureInfo.InvariantCulture, $"e-{i},{Name(i * 9).ToUpperInvariant()},{Countries[i % Countries.Length]},\n");
        return csv.ToString();
    }

    private static string Audit(int i)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"SMETA Audit Report\n\nDate of audit: {1 + (i % 28)} March 2026\n\nSupplier No.: S-{i * 25:00000}\n\n");
        for (var p = 0; p < 60; p++) text.Append(CultureInfo.InvariantCulture, $"Time records of month {p % 12} were compared with gate logs. Workers keep their own passports and are free to leave the site after their shift.\n\n");
        if (i % 2 == 0) text.Append(CultureInfo.InvariantCulture, $"Workers paid recruitment fees of NPR {90 + i},000 to an agent in Kathmandu.\n\n");
        if (i % 5 == 0) text.Append("Eleven of fifteen migrant workers said that their passports were kept by the HR manager.\n");
        return text.ToString();
    }
}
