using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SupplyRisk.App.Auth;
using SupplyRisk.People;

namespace SupplyRisk.App.Pages.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder pages)
    {
        var open = pages.MapGroup("").AllowAnonymous().RequireRateLimiting(AuthServices.SignInLimit);
        open.MapGet("/sign-in", Show);
        open.MapPost("/sign-in", (Delegate)SignInAsync);
        open.MapGet("/sign-in/code", (Delegate)CodeAsync);
        open.MapPost("/sign-in/code", (Delegate)SecondFactorAsync);
        open.MapGet("/sign-in/provider", GoToProvider);
        open.MapGet("/sign-in/provided", (Delegate)ProvidedAsync);
        open.MapGet("/join/{secret}", JoinPageAsync);
        open.MapPost("/join/{secret}", JoinAsync);
        pages.MapPost("/sign-out", (Delegate)SignOutAsync);
        pages.MapPost("/demo/person", ActAsAsync);
    }

    private static IResult Show(HttpContext http, string? back, string? failed, SignInOptions options, DemoMode demo)
    {
        if (demo.IsOn || http.SignedIn() is not null) return Render.GoTo(http, Render.Local(back));
        return Render.Page<SignInPage, SignInModel>(new(Render.Local(back), options.Provider?.Name, failed == "provider", Form.Fresh));
    }

    private static async Task<IResult> SignInAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = Render.Local(form["back"]);
        return await http.RequestServices.GetRequiredService<SignInPerson>().ByPasswordAsync(http, form["email"].ToString(), form["password"].ToString()) switch
        {
            SignInStep.Done => Render.GoTo(http, back),
            SignInStep.HalfWay => Render.GoTo(http, $"/sign-in/code?back={Uri.EscapeDataString(back)}"),
            _ => Again(http, back, form, SignInPerson.WrongPassword()),
        };
    }

    private static async Task<IResult> CodeAsync(HttpContext http) =>
        await SignInPerson.IsHalfWayAsync(http)
            ? Render.Page<CodePage, CodeModel>(new(Render.Local(http.Request.Query["back"]), Form.Fresh))
            : Render.GoTo(http, "/sign-in");

    private static async Task<IResult> SecondFactorAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = Render.Local(form["back"]);
        if (!await SignInPerson.IsHalfWayAsync(http)) return Render.GoTo(http, "/sign-in");
        return await http.RequestServices.GetRequiredService<SignInPerson>().BySecondFactorAsync(http, form["code"].ToString()) == SignInStep.Done
            ? Render.GoTo(http, back)
            : Render.Page<CodePage, CodeModel>(new(back, Form.Of("code", form, [SignInPerson.WrongCode()])), StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult GoToProvider(string? back, SignInOptions options) => options.Provider is null
        ? Results.NotFound()
        : Results.Challenge(new AuthenticationProperties { RedirectUri = $"/sign-in/provided?back={Uri.EscapeDataString(Render.Local(back))}" }, [Schemes.Provider]);

    private static async Task<IResult> ProvidedAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<SignInOptions>();
        var provided = await http.AuthenticateAsync(Schemes.Provided);
        var back = Render.Local(http.Request.Query["back"]);
        if (options.Provider is not { } provider || provided.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } key) return Render.GoTo(http, "/sign-in");
        await http.SignOutAsync(Schemes.Provided);
        var refusal = await http.RequestServices.GetRequiredService<SignInPerson>().ByProviderAsync(http, key, provided.Principal.FindFirstValue(ClaimTypes.Email));
        return refusal is null
            ? Render.GoTo(http, back)
            : Render.Page<SignInPage, SignInModel>(new(back, provider.Name, false, new Form("sign-in", new Dictionary<string, string>(), [refusal])), StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> JoinPageAsync(string secret, OneTimeLinks links, DemoMode demo, CancellationToken ct) =>
        !demo.IsOn && await links.FindAsync(secret, ct) is { } found
            ? Render.Page<JoinPage, JoinModel>(new(found.Link, found.Person, Form.Fresh))
            : Render.Page<DeadLinkPage, string>("", StatusCodes.Status404NotFound);

    private static async Task<IResult> JoinAsync(string secret, JoinByLink join, SignInPerson signIn, OneTimeLinks links, DemoMode demo, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (demo.IsOn) return Results.NotFound();
        var result = await join.JoinAsync(http, new JoinRequest(secret, form["email"], form["name"], form["password"].ToString(), form["again"].ToString()));
        if (result.Done)
        {
            await signIn.BeginAsync(http, result.Value, byProvider: false);
            return Render.GoTo(http, "/account/second-factor");
        }
        return await links.FindAsync(secret, http.RequestAborted) is { } found
            ? Render.Page<JoinPage, JoinModel>(new(found.Link, found.Person, WithoutSecrets("join", form, result.Refusals)), RefusalStatus.Of(result.Refusals))
            : Render.Page<DeadLinkPage, string>("", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        if (http.SignedIn() is { } me) await http.RequestServices.GetRequiredService<Sessions>().EndAsync(http.Actor(), me.Person.Id, me.Session.Id, http.RequestAborted);
        await http.SignOutAsync(Schemes.Session);
        return Render.GoTo(http, "/sign-in");
    }

    /// <summary>In the demo: act as somebody else.</summary>
    private static async Task<IResult> ActAsAsync(DemoMode demo, DemoPeople people, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!demo.IsOn || (await people.ListAsync(ct)).FirstOrDefault(p => p.Id.ToString() == form["person"]) is not { } chosen) return Results.NotFound();
        http.Response.Cookies.Append(DemoScheme.Cookie, chosen.Id.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Render.GoTo(http, "/");
    }

    private static IResult Again(HttpContext http, string back, IFormCollection form, Refusal refusal) => Render.Page<SignInPage, SignInModel>(
        new(back, http.RequestServices.GetRequiredService<SignInOptions>().Provider?.Name, false, WithoutSecrets("sign-in", form, [refusal])), RefusalStatus.Of([refusal]));

    /// <summary>A form that comes back without what nobody else is to read.</summary>
    internal static Form WithoutSecrets(string id, IFormCollection form, IReadOnlyList<Refusal> refusals) =>
        Form.Of(id, form, refusals) is var came ? came with { Values = came.Values.Where(v => v.Key is not ("password" or "fresh" or "again" or "code")).ToDictionary(StringComparer.Ordinal) } : came;
}

/// <summary>The sign-in page.</summary>
/// <param name="Back">Where to go then.</param>
/// <param name="Provider">What single sign-on is called; null where there is none.</param>
/// <param name="ProviderFailed">True if the provider sent the person back without a word for them.</param>
public sealed record SignInModel(string Back, string? Provider, bool ProviderFailed, Form Form);

/// <summary>The page that asks for the second factor.</summary>
public sealed record CodeModel(string Back, Form Form);

/// <summary>The page of a one-time link.</summary>
/// <param name="Person">Whom it is for; null for the first administrator.</param>
public sealed record JoinModel(OneTimeLink Link, Person? Person, Form Form);
