using SupplyRisk.Audit;

namespace SupplyRisk.App.Pages;

/// <summary>Who a request acts as. There is no sign-in yet: whoever reaches this computer's loopback address is its administrator.</summary>
internal static class CurrentActor
{
    public static Actor Actor(this HttpContext http)
    {
        // People and roles will be read from it.
        return Audit.Actor.LocalAdministrator with { From = $"{(http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? "api" : "page")} {http.Connection.RemoteIpAddress}".TrimEnd() };
    }
}
