using Microsoft.Extensions.DependencyInjection;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Registers what compares, merges and splits suppliers.</summary>
public static class DuplicateServices
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services)
    {
        services.AddSingleton<CompareSuppliers>();
        services.AddSingleton<CompareImports>();
        services.AddSingleton<FindDuplicates>();
        services.AddSingleton<FindDuplicate>();
        services.AddSingleton<FindImportDuplicates>();
        services.AddSingleton<MergeSuppliers>();
        services.AddSingleton<DecideDuplicate>();
        return services;
    }
}
