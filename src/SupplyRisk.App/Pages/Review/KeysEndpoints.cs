namespace SupplyRisk.App.Pages.Review;

/// <summary>Which keys there are, and the switch for single letters (WCAG 2.1.4).</summary>
internal static class KeysEndpoints
{
    /// <summary>True if single letters do something for this visitor.</summary>
    public static bool LettersOn(this HttpContext http) => http.Request.Cookies["keys"] != "off";

    public static void MapKeys(this RouteGroupBuilder pages)
    {
        pages.MapGet("/keys", Show);
        pages.MapPost("/keys", (Delegate)SwitchAsync);
    }

    private static IResult Show(HttpContext http) =>
        Render.IsHtmx(http.Request) ? Render.Page<KeysSheet, bool>(http.LettersOn()) : Render.Page<KeysPage, bool>(http.LettersOn());

    private static async Task<IResult> SwitchAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        http.Response.Cookies.Append("keys", form["keys"] == "off" ? "off" : "on", new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Render.GoTo(http, "/keys");
    }
}
