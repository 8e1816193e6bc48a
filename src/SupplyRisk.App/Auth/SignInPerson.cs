using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>How far somebody came who signs in.</summary>
internal enum SignInStep
{
    Refused,

    /// <summary>The password is right; the second factor is asked for.</summary>
    HalfWay,

    Done,
}

/// <summary>Signs people in: password, second factor, lock-out. One answer for every failure, so that nobody learns who has an account; the record has the reason.</summary>
internal sealed class SignInPerson(UserManager<Person> users, SupplyRiskDb db, Sessions sessions, FindActor find, AuditTrail audit, TimeProvider time)
{
    /// <summary>A wrong password takes as long for an address nobody has.</summary>
    private static readonly Lazy<string> HashOfNobody = new(() => new PasswordHasher<Person>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = AuthServices.HashIterations })).HashPassword(null!, "nobody")); // the hasher looks at no person

    public static Refusal WrongPassword() => new(RefusalKind.Invalid, "sign_in_refused", $"The e-mail address or the password is wrong. After {AuthServices.Attempts} wrong attempts an account rests for {AuthServices.Rest.TotalMinutes:0} minutes.", "email");

    public static Refusal WrongCode() => new(RefusalKind.Invalid, "code_refused", "The code is wrong or was used already. Wait for the next one, or use a recovery code.", "code");

    public async Task<SignInStep> ByPasswordAsync(HttpContext http, string email, string password)
    {
        var person = email.Length is > 0 and < 255 ? await users.FindByEmailAsync(email.Trim()) : null;
        if (person?.PasswordHash is null || person.Fictional || password.Length > PasswordRules.Most)
        {
            users.PasswordHasher.VerifyHashedPassword(null!, HashOfNobody.Value, "somebody"); // looks at no person
            return await RefuseAsync(http, person, "unknown");
        }
        var right = await users.CheckPasswordAsync(person, password);
        if (person.DeactivatedAt is not null) return await RefuseAsync(http, person, "deactivated");
        if (await users.IsLockedOutAsync(person)) return await RefuseAsync(http, person, "locked_out");
        if (!right)
        {
            await users.AccessFailedAsync(person);
            return await RefuseAsync(http, person, await users.IsLockedOutAsync(person) ? "password_now_locked_out" : "password");
        }
        if (person.TwoFactorEnabled)
        {
            await http.SignInAsync(Schemes.HalfWay, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim("stamp", person.SecurityStamp ?? "")], Schemes.HalfWay)));
            return SignInStep.HalfWay;
        }
        await users.ResetAccessFailedCountAsync(person);
        await BeginAsync(http, person, byProvider: false);
        return SignInStep.Done;
    }

    /// <summary>True where a right password stands behind the request.</summary>
    public static async Task<bool> IsHalfWayAsync(HttpContext http) => (await http.AuthenticateAsync(Schemes.HalfWay)).Succeeded;

    public async Task<SignInStep> BySecondFactorAsync(HttpContext http, string code)
    {
        var half = await http.AuthenticateAsync(Schemes.HalfWay);
        if (half.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || await users.FindByIdAsync(id) is not { DeactivatedAt: null } person || person.SecurityStamp != half.Principal.FindFirstValue("stamp"))
            return await RefuseAsync(http, null, "half_way");
        if (await users.IsLockedOutAsync(person)) return await RefuseAsync(http, person, "locked_out");
        if (!await IsCodeAsync(person, code))
        {
            await users.AccessFailedAsync(person);
            return await RefuseAsync(http, person, "second_factor");
        }
        await users.ResetAccessFailedCountAsync(person);
        await http.SignOutAsync(Schemes.HalfWay);
        await BeginAsync(http, person, byProvider: false);
        return SignInStep.Done;
    }

    /// <summary>Single sign-on: only who was invited gets in, by the account linked before, or else by the address the provider has confirmed.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<Refusal?> ByProviderAsync(HttpContext http, string key, string? email)
    {
        var person = await users.FindByLoginAsync(Schemes.Provider, key);
        var known = person is not null;
        if (person is null && email is not null) person = await users.FindByEmailAsync(email);
        if (person is null or { DeactivatedAt: not null } or { Fictional: true })
        {
            await RefuseAsync(http, person, person is null ? "provider_not_invited" : "deactivated");
            if (person is not null) return new Refusal(RefusalKind.Forbidden, "account_closed", "Your account here is closed. Ask an administrator to open it again.");
            return new Refusal(RefusalKind.Forbidden, "not_invited", email is null
                ? "Your provider did not confirm an e-mail address, so we cannot tell whether you were invited."
                : $"{email} was not invited here. Ask an administrator to invite this address.");
        }
        await using (var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted))
        {
            if (!known)
            {
                await users.AddLoginAsync(person, new UserLoginInfo(Schemes.Provider, key, null));
                await audit.AppendAsync(db, Self(http, person), "person.linked", $"person:{person.Id}", new { provider = Schemes.Provider }, http.RequestAborted);
            }
            if (person.JoinedAt is null)
            {
                person.JoinedAt = time.Instant();
                await users.UpdateAsync(person);
                await audit.AppendAsync(db, Self(http, person), "person.joined", $"person:{person.Id}", new { by = "provider" }, http.RequestAborted);
            }
            await transaction.CommitAsync(http.RequestAborted);
        }
        await BeginAsync(http, person, byProvider: true);
        return null;
    }

    public async Task BeginAsync(HttpContext http, Person person, bool byProvider)
    {
        var actor = await find.OfPersonAsync(person.Id, http.RequestAborted) ?? throw new InvalidOperationException("Signed in, and gone.");
        var session = await sessions.BeginAsync(actor with { From = http.Nobody().From }, person.Id, http.Request.Headers.UserAgent.ToString(), http.Address(), byProvider, http.RequestAborted);
        await http.SignInAsync(Schemes.Session, SessionEvents.PrincipalOf(session));
    }

    /// <summary>A code of the authenticator, once; or a recovery code, which is then used up.</summary>
    public async Task<bool> IsCodeAsync(Person person, string code)
    {
        const string Last = "last_code";
        var digits = code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit))
            return code.Length is > 0 and < 40 && (await users.RedeemTwoFactorRecoveryCodeAsync(person, code.Trim())).Succeeded;
        if (!await users.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, digits)) return false;
        if (await users.GetAuthenticationTokenAsync(person, Schemes.Session, Last) == digits) return false; // read over a shoulder, it must not work again
        await users.SetAuthenticationTokenAsync(person, Schemes.Session, Last, digits);
        return true;
    }

    private async Task<SignInStep> RefuseAsync(HttpContext http, Person? person, string because)
    {
        // What was typed is not kept: people type passwords into the wrong field.
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        await audit.AppendAsync(db, http.Nobody(), "sign_in.refused", person is null ? "person:unknown" : $"person:{person.Id}", new { because }, http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        return SignInStep.Refused;
    }

    private static Actor Self(HttpContext http, Person person) => new(person.Id.ToString(), person.Name) { From = http.Nobody().From };
}
