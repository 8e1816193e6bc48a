using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SupplyRisk.App.Pages;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>In the demo everybody who reaches it acts as a fictional person, the one chosen last, or else the one who may do everything.</summary>
internal sealed class DemoScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindActor find, DemoPeople people)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Cookie = "demo-person";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var all = await people.ListAsync(Context.RequestAborted);
        var chosen = all.FirstOrDefault(p => Request.Cookies.TryGetValue(Cookie, out var id) && id == p.Id.ToString()) ?? (all.Count > 0 ? all[0] : null);
        if (chosen is null || await find.OfPersonAsync(chosen.Id, Context.RequestAborted) is not { } actor) return AuthenticateResult.Fail("There are no people in this demo.");
        Context.SetActor(actor);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Id)], Schemes.Demo)), Schemes.Demo));
    }
}
