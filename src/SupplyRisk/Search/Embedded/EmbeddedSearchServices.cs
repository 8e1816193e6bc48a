using Microsoft.Extensions.DependencyInjection;

namespace SupplyRisk.Search.Embedded;

public static class EmbeddedSearchServices
{
    /// <summary>Search without any configuration: files beside the data.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="folder">The data folder; made if it is not there.</param>
    public static IServiceCollection AddEmbeddedSearch(this IServiceCollection services, string folder) =>
        services.AddSingleton<ISearchIndex>(provider => ActivatorUtilities.CreateInstance<EmbeddedSearchIndex>(provider, folder));
}
