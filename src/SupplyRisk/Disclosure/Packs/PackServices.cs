using Microsoft.Extensions.DependencyInjection;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>Registers evidence packs of detained shipments.</summary>
public static class PackServices
{
    public static IServiceCollection AddEvidencePacks(this IServiceCollection services) => services
        .AddSingleton<KeepShipment>()
        .AddSingleton<KeepFiles>()
        .AddSingleton<ImportChain>()
        .AddSingleton<SearchParties>()
        .AddSingleton<FindShipments>()
        .AddSingleton<ResponseTable>()
        .AddSingleton<MakePack>();
}
