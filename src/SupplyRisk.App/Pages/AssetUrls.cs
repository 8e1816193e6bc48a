using Microsoft.AspNetCore.StaticAssets.Infrastructure;

namespace SupplyRisk.App.Pages;

/// <summary>Fingerprinted addresses of our own css, js and icons, so that browsers keep them for a year.</summary>
/// <remarks>The framework's <c>Assets[…]</c> is empty in a RazorComponentResult, and its addresses are relative, so pages below a folder would miss them.</remarks>
public sealed class AssetUrls
{
    private Dictionary<string, string> urls = [];

    /// <param name="name">Path below wwwroot, e.g. <c>css/app.css</c>.</param>
    /// <exception cref="KeyNotFoundException">A typing error, or the assets were not built.</exception>
    public string this[string name] => urls.TryGetValue(name, out var url)
        ? url
        : throw new KeyNotFoundException($"No static asset '{name}': a typing error, or the page assets were not built.");

    internal void Load(IEndpointRouteBuilder routes)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var asset in StaticAssetsEndpointDataSourceHelper.ResolveStaticAssetDescriptors(routes, null))
        {
            if (asset.Properties.FirstOrDefault(p => p.Name == "label")?.Value is { } label)
                found[label] = "/" + asset.Route;
        }
        urls = found;
    }
}
