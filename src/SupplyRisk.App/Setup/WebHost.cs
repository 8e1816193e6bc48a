using System.Net;
using SupplyRisk.App.Api;
using SupplyRisk.App.Jobs;
using SupplyRisk.App.Pages;

namespace SupplyRisk.App.Setup;

/// <summary>The web application: product, pages, API, jobs.</summary>
internal static class WebHost
{
    public static WebApplication Build(InstallationOptions options, int port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name, // whatever process hosts it, its assets are its own
            ContentRootPath = AppContext.BaseDirectory,
        });
        // No sign-in yet, so this computer only. Any free port can be asked of one address, not of both loopbacks.
        builder.WebHost.ConfigureKestrel(k =>
        {
            if (port == 0) k.Listen(IPAddress.Loopback, port);
            else k.ListenLocalhost(port);
        });
        // What the product does, and what goes wrong underneath; not every request and query.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSupplyRisk(options);
        builder.AddSupplyRiskPages(Path.Combine(options.DataFolder, "keys"));
        builder.Services.AddSupplyRiskApi();
        builder.Services.AddSupplyRiskJobs(builder.Configuration);

        var app = builder.Build();
        app.UseSupplyRiskPages();
        app.UseSupplyRiskApiDocs();
        app.MapSupplyRiskPages();
        app.MapSupplyRiskApi();
        return app;
    }
}
