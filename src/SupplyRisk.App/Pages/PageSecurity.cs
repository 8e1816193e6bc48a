using Microsoft.AspNetCore.Antiforgery;
using SupplyRisk.App.Api;
using SupplyRisk.Audit;

namespace SupplyRisk.App.Pages;

/// <summary>What every answer carries and what every unsafe request must bring.</summary>
internal static class PageSecurity
{
    /// <summary>Nothing from another host, nothing inline. <c>data:</c> images are the check marks and chevrons in Tabler's css.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; manifest-src 'self'";

    public static Task HeadersAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(http);
    }

    /// <summary>Refuses what another web site makes the visitor's browser send. This stands for the demo's API too, where nobody signs in and calls carry no token.</summary>
    public static Task RefuseCrossSiteAsync(HttpContext http, RequestDelegate next)
    {
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (IsSafe(http.Request.Method) || site is "" or "same-origin" or "none") return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Checks the token of every unsafe request. The framework's own middleware only notes a missing token, and lets handlers run that read no form.</summary>
    public static async ValueTask<object?> RequireTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsSafe(http.Request.Method)
            && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return await next(context);
    }

    /// <summary>The API takes a session's cookie too; whoever changes something by it brings the page's token, as a form does. A key or token of its own needs none.</summary>
    public static async ValueTask<object?> RequireTokenBySessionAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.SignedIn() is not null && !IsSafe(http.Request.Method) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return ApiResults.Problem([new Refusal(RefusalKind.Forbidden, "token_missing", "A session may look here; to change something send the page's token in X-CSRF, or use a key.")]);
        return await next(context);
    }

    /// <summary>Refuses early, before a file is taken or a page is read, whoever lacks the right; the handler asks for it again, and is what holds.</summary>
    /// <param name="or">A second right that lets in as well.</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Right right, Right? or = null) => route.AddEndpointFilter(async (context, next) =>
        context.HttpContext.Actor() is var actor && (actor.May(right) || (or is { } other && actor.May(other))) ? await next(context) : Results.StatusCode(StatusCodes.Status403Forbidden));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
