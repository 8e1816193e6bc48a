using System.Text;
using Microsoft.AspNetCore.Identity;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>What a person changes of their own way in: password, second factor, recovery codes. Every change ends the other sessions.</summary>
internal sealed class SecondFactor(UserManager<Person> users, SupplyRiskDb db, SignInPerson signIn, Sessions sessions, AuditTrail audit)
{
    public const int RecoveryCodes = 10;

    public static Refusal WrongPassword() => new(RefusalKind.Invalid, "password_wrong", "That is not your password.", "password");

    /// <returns>The key to be set up, made where there is none; and how many recovery codes are left.</returns>
    public async Task<(string Key, int CodesLeft)> KeyAsync(SignedIn me)
    {
        var person = await PersonAsync(me);
        var key = await users.GetAuthenticatorKeyAsync(person);
        if (key is null)
        {
            await users.ResetAuthenticatorKeyAsync(person);
            await sessions.KeepOnlyAsync(me.Session.Id, CancellationToken.None);
            key = await users.GetAuthenticatorKeyAsync(person);
        }
        return (key!, await users.CountRecoveryCodesAsync(person)); // just made
    }

    public async Task<int> CodesLeftAsync(SignedIn me) => await users.CountRecoveryCodesAsync(await PersonAsync(me));

    /// <summary>What an authenticator reads from the picture.</summary>
    public static string AddressOf(string email, string key) =>
        $"otpauth://totp/SupplyRisk:{Uri.EscapeDataString(email)}?secret={key}&issuer=SupplyRisk&digits=6";

    /// <returns>The recovery codes, shown once.</returns>
    public async Task<Result<List<string>>> SetUpAsync(HttpContext http, SignedIn me, string code)
    {
        var person = await PersonAsync(me);
        if (await users.IsLockedOutAsync(person) || !await signIn.IsCodeAsync(person, code))
        {
            await users.AccessFailedAsync(person);
            return SignInPerson.WrongCode();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        await users.SetTwoFactorEnabledAsync(person, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? [];
        await DoneAsync(http, me, "second_factor.set_up", new { recovery_codes = RecoveryCodes });
        await transaction.CommitAsync(http.RequestAborted);
        await sessions.KeepOnlyAsync(me.Session.Id, http.RequestAborted);
        return codes.ToList();
    }

    public async Task<Result<List<string>>> NewCodesAsync(HttpContext http, SignedIn me, string password)
    {
        var person = await PersonAsync(me);
        if (!await IsPasswordAsync(person, password)) return WrongPassword();
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? [];
        await DoneAsync(http, me, "recovery_codes.renewed", new { recovery_codes = RecoveryCodes });
        await transaction.CommitAsync(http.RequestAborted);
        return codes.ToList();
    }

    /// <summary>Takes the second factor off, to set up another; who hands out rights must then do so at once.</summary>
    public async Task<Refusal?> TakeOffAsync(HttpContext http, SignedIn me, string password)
    {
        var person = await PersonAsync(me);
        if (!await IsPasswordAsync(person, password)) return WrongPassword();
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        await users.SetTwoFactorEnabledAsync(person, false);
        await users.ResetAuthenticatorKeyAsync(person);
        await DoneAsync(http, me, "second_factor.taken_off", new { });
        await transaction.CommitAsync(http.RequestAborted);
        await sessions.KeepOnlyAsync(me.Session.Id, http.RequestAborted);
        return null;
    }

    public async Task<IReadOnlyList<Refusal>> ChangePasswordAsync(HttpContext http, SignedIn me, string password, string fresh, string again)
    {
        var person = await PersonAsync(me);
        if (!await IsPasswordAsync(person, password)) return [WrongPassword()];
        if (PasswordRules.Problem(person.Email, person.Name, fresh) is { } weak) return [new(RefusalKind.Invalid, "password_unusable", weak, "fresh")];
        if (fresh != again) return [new(RefusalKind.Invalid, "password_differs", "The two passwords differ.", "again")];
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        var changed = await users.ChangePasswordAsync(person, password, fresh);
        if (!changed.Succeeded) return [.. changed.Errors.Select(e => new Refusal(RefusalKind.Invalid, "password_unusable", e.Description, "fresh"))];
        await DoneAsync(http, me, "password.changed", new { });
        await transaction.CommitAsync(http.RequestAborted);
        await sessions.KeepOnlyAsync(me.Session.Id, http.RequestAborted);
        return [];
    }

    /// <summary>Ends every session, here too: with a new security stamp no cookie opens anything any more.</summary>
    public async Task SignOutEverywhereAsync(HttpContext http, SignedIn me)
    {
        await users.UpdateSecurityStampAsync(await PersonAsync(me));
        await sessions.EndAllAsync(http.Actor(), me.Person.Id, http.RequestAborted);
    }

    // Whoever sits down at an open session tries the password here, too: the same lock-out holds.
    private async Task<bool> IsPasswordAsync(Person person, string password)
    {
        if (await users.IsLockedOutAsync(person)) return false;
        if (await users.CheckPasswordAsync(person, password)) return true;
        await users.AccessFailedAsync(person);
        return false;
    }

    private async Task<Person> PersonAsync(SignedIn me) => await users.FindByIdAsync(me.Person.Id.ToString()) ?? throw new InvalidOperationException("Signed in, and gone.");

    private Task DoneAsync(HttpContext http, SignedIn me, string action, object what) => audit.AppendAsync(db, http.Actor(), action, $"person:{me.Person.Id}", what, http.RequestAborted);

    /// <summary>In groups of four, as people type it.</summary>
    public static string Spaced(string key)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < key.Length; i++) spaced.Append(i > 0 && i % 4 == 0 ? " " : "").Append(char.ToLowerInvariant(key[i]));
        return spaced.ToString();
    }
}
