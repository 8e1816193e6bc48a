using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SupplyRisk.App.Pages;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>A program that sends <c>Authorization: Bearer sr_…</c>.</summary>
internal sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindActor find)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <returns>The key in the request's head, or null.</returns>
    public static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var value && value.StartsWith("Bearer " + ApiKey.Begin, StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key) return AuthenticateResult.NoResult();
        if (await find.OfKeyAsync(key, Context.RequestAborted) is not { } actor) return AuthenticateResult.Fail("The key is not known, was revoked or has expired.");
        Context.SetActor(actor);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Id)], Schemes.Key)), Schemes.Key));
    }
}
