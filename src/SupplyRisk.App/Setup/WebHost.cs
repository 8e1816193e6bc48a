using SupplyRisk.App.Api;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Jobs;
using SupplyRisk.App.Pages;

namespace SupplyRisk.App.Setup;

/// <summary>The web application: product, pages, API, jobs.</summary>
internal static class WebHost
{
    /// <param name="demo">Whether visitors act as fictional people.</param>
    public static WebApplication Build(InstallationOptions options, Listening listening, DemoMode? demo = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name, // whatever process hosts it, its assets are its own
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        listening.ApplyTo(builder);
        // What the product does, and what goes wrong underneath; not every request and query.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        // Half of the machine is left to the people who work while a run is under way.
        builder.Services.AddSupplyRisk(options with { Workers = Math.Max(1, Environment.ProcessorCount / 2) });
        builder.AddSupplyRiskPages(Path.Combine(options.DataFolder, "keys"));
        builder.AddSupplyRiskAuth(demo ?? DemoMode.Off);
        builder.Services.AddSupplyRiskApi();
        builder.Services.AddSupplyRiskJobs(builder.Configuration, options.Postgres, options.Fetching.Lists);

        var app = builder.Build();
        app.UseSupplyRiskPages();
        app.UseSupplyRiskApiDocs();
        app.MapSupplyRiskPages();
        app.MapSupplyRiskApi();
        return app;
    }
}
