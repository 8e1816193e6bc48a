using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.ResponseCompression;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Pages.Errors;

namespace SupplyRisk.App.Pages;

/// <summary>Everything the pages need, in three calls: services, middleware, endpoints.</summary>
public static class PageServices
{
    /// <param name="keysFolder">Where the keys that sign form tokens are kept; without a lasting place every restart would refuse open forms.</param>
    public static WebApplicationBuilder AddSupplyRiskPages(this WebApplicationBuilder builder, string keysFolder)
    {
        builder.WebHost.UseStaticWebAssets(); // own css and js are served from build output too, in any environment
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddSingleton<AssetUrls>();
        services.AddDataProtection().SetApplicationName("SupplyRisk").PersistKeysToFileSystem(new DirectoryInfo(keysFolder));
        services.AddAntiforgery(o =>
        {
            o.HeaderName = "X-CSRF";
            o.Cookie.Name = "csrf";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal); // Fastest comes out larger than gzip
        // A web site whose name is made to point at this computer must not be answered, least of all the demo, where nobody signs in.
        // Where it listens for others, AllowedHosts (names, ; between) says by what names they may ask for it.
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", .. (builder.Configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)]);
        services.AddPageQueries();
        return builder;
    }

    /// <summary>Middleware in its order: headers, compression, errors, routing, who it is, token.</summary>
    public static WebApplication UseSupplyRiskPages(this WebApplication app)
    {
        app.UseForwardedHeaders(); // from the proxies named, and from nobody else
        app.Use(PageSecurity.HeadersAsync);
        app.Use(PageSecurity.RefuseCrossSiteAsync);
        app.UseResponseCompression();
        app.UseErrorPages();
        app.UseRouting();
        app.UseSupplyRiskAuth();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Assets and pages. One group: the token is checked on every unsafe request, and nothing of it stands in the API's description.</summary>
    public static WebApplication MapSupplyRiskPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.Services.GetRequiredService<AssetUrls>().Load(app);
        app.MapGroup("").ExcludeFromDescription().AddEndpointFilter(PageSecurity.RequireTokenAsync).MapPages();
        ForSuppliers.ForSupplierEndpoints.MapForSuppliers(app);
        return app;
    }
}
