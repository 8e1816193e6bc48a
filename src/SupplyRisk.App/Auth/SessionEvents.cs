using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SupplyRisk.App.Pages;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>The cookie names a session; who acts in it, with which roles and suppliers, is read with each request, so that a change or a deactivation holds at once.</summary>
internal sealed class SessionEvents(Sessions sessions) : CookieAuthenticationEvents
{
    private const string Claim = "session";

    public static ClaimsPrincipal PrincipalOf(Session session) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.PersonId.ToString()), new Claim(Claim, session.Id.ToString())], Schemes.Session));

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (Guid.TryParse(context.Principal?.FindFirstValue(Claim), out var id) && await sessions.ReadAsync(id, http.RequestAborted) is { } person)
        {
            http.SetSignedIn(person);
            return;
        }
        context.RejectPrincipal();
        await http.SignOutAsync(Schemes.Session);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (request, response) = (context.Request, context.Response);
        if (IsForPrograms(request.Path))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        }
        if (Render.IsHtmx(request))
        {
            // A part of a page cannot show a sign-in; the whole page goes there and comes back.
            var page = Uri.TryCreate(request.Headers["HX-Current-URL"].ToString(), UriKind.Absolute, out var at) ? at.PathAndQuery : "/";
            response.Headers["HX-Redirect"] = SignInAddress(page);
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        response.Redirect(SignInAddress(HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/"));
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>True where an answer is read by a program: no page is of use there.</summary>
    internal static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    private static string SignInAddress(string back) => back is "/" or "" ? "/sign-in" : $"/sign-in?back={Uri.EscapeDataString(back)}";
}
