using Microsoft.AspNetCore.Authentication;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Pages.SignIn;
using SupplyRisk.People;

namespace SupplyRisk.App.Pages.Account;

/// <summary>One's own account. Nobody else's: whose it is comes from the session, never from the address.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this RouteGroupBuilder pages)
    {
        var account = pages.MapGroup("/account").RequireRateLimiting(AuthServices.SignInLimit);
        account.MapGet("", (Delegate)ShowAsync);
        account.MapPost("/password", (Delegate)ChangePasswordAsync);
        account.MapGet("/second-factor", (Delegate)SecondFactorAsync);
        account.MapPost("/second-factor", (Delegate)SetUpAsync);
        account.MapPost("/second-factor/off", (Delegate)TakeOffAsync);
        account.MapPost("/recovery-codes", (Delegate)NewCodesAsync);
        account.MapPost("/sessions/{id:guid}/end", EndAsync);
        account.MapPost("/sessions/end-all", (Delegate)EndAllAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http) =>
        http.SignedIn() is { } me ? Render.Page<AccountPage, AccountModel>(await ModelAsync(http, me, Form.Fresh)) : NotAPerson();

    private static async Task<IResult> ChangePasswordAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var refusals = await http.RequestServices.GetRequiredService<SecondFactor>().ChangePasswordAsync(http, me, form["password"].ToString(), form["fresh"].ToString(), form["again"].ToString());
        return refusals.Count == 0 ? Render.GoTo(http, "/account?done=password") : await AgainAsync(http, me, SignInEndpoints.WithoutSecrets("password", form, refusals));
    }

    private static async Task<IResult> SecondFactorAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        return me.Person.TwoFactorEnabled ? Render.GoTo(http, "/account") : Render.Page<SecondFactorPage, SecondFactorModel>(await ToSetUpAsync(http, me, Form.Fresh));
    }

    private static async Task<IResult> SetUpAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (me.Person.TwoFactorEnabled) return Render.GoTo(http, "/account");
        var result = await http.RequestServices.GetRequiredService<SecondFactor>().SetUpAsync(http, me, form["code"].ToString());
        return result.Done
            ? Render.Page<RecoveryCodesPage, IReadOnlyList<string>>(result.Value)
            : Render.Page<SecondFactorPage, SecondFactorModel>(await ToSetUpAsync(http, me, SignInEndpoints.WithoutSecrets("code", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> TakeOffAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await http.RequestServices.GetRequiredService<SecondFactor>().TakeOffAsync(http, me, form["password"].ToString()) is { } refusal
            ? await AgainAsync(http, me, SignInEndpoints.WithoutSecrets("off", form, [refusal]))
            : Render.GoTo(http, "/account/second-factor");
    }

    private static async Task<IResult> NewCodesAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var result = await http.RequestServices.GetRequiredService<SecondFactor>().NewCodesAsync(http, me, form["password"].ToString());
        return result.Done ? Render.Page<RecoveryCodesPage, IReadOnlyList<string>>(result.Value) : await AgainAsync(http, me, SignInEndpoints.WithoutSecrets("codes", form, result.Refusals));
    }

    private static async Task<IResult> EndAsync(Guid id, Sessions sessions, HttpContext http, CancellationToken ct)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        return (await sessions.EndAsync(http.Actor(), me.Person.Id, id, ct)).Done ? Render.GoTo(http, "/account#sessions") : Results.NotFound();
    }

    private static async Task<IResult> EndAllAsync(HttpContext http)
    {
        if (http.SignedIn() is not { } me) return NotAPerson();
        await http.RequestServices.GetRequiredService<SecondFactor>().SignOutEverywhereAsync(http, me);
        await http.SignOutAsync(Schemes.Session);
        return Render.GoTo(http, "/sign-in");
    }

    // Fictional people of the demo have no account.
    private static IResult NotAPerson() => Results.NotFound();

    private static async Task<AccountModel> ModelAsync(HttpContext http, SignedIn me, Form form) => new(
        me, await http.RequestServices.GetRequiredService<Sessions>().ListAsync(me.Person.Id, http.RequestAborted),
        me.Person.TwoFactorEnabled ? await http.RequestServices.GetRequiredService<SecondFactor>().CodesLeftAsync(me) : 0, http.Request.Query["done"] == "password", form);

    private static async Task<IResult> AgainAsync(HttpContext http, SignedIn me, Form form) =>
        Render.Page<AccountPage, AccountModel>(await ModelAsync(http, me, form), RefusalStatus.Of(form.Refusals));

    private static async Task<SecondFactorModel> ToSetUpAsync(HttpContext http, SignedIn me, Form form)
    {
        var (key, _) = await http.RequestServices.GetRequiredService<SecondFactor>().KeyAsync(me);
        return new SecondFactorModel(SecondFactor.Spaced(key), SecondFactor.AddressOf(me.Person.Email ?? "", key), me.LacksSecondFactor, form);
    }
}

/// <summary>One's own account.</summary>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="PasswordChanged">True right after.</param>
public sealed record AccountModel(SignedIn Me, IReadOnlyList<Session> Sessions, int CodesLeft, bool PasswordChanged, Form Form);

/// <summary>A second factor to set up.</summary>
/// <param name="Key">As people type it.</param>
/// <param name="Address">As an authenticator reads it.</param>
/// <param name="Must">True where nothing else can be done before.</param>
public sealed record SecondFactorModel(string Key, string Address, bool Must, Form Form);
