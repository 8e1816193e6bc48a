using Microsoft.AspNetCore.Identity;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <param name="Email">Of the first administrator; others have one already.</param>
/// <param name="Name">Of the first administrator.</param>
internal sealed record JoinRequest(string Secret, string? Email, string? Name, string Password, string Again);

/// <summary>Uses a one-time link: the first administrator's account, an invitation, a new password.</summary>
internal sealed class JoinByLink(OneTimeLinks links, UserManager<Person> users, SupplyRiskDb db, AuditTrail audit, TimeProvider time)
{
    public async Task<Result<Person>> JoinAsync(HttpContext http, JoinRequest request)
    {
        var ct = http.RequestAborted;
        if (await links.FindAsync(request.Secret, ct) is not { } found) return Dead();
        var (email, name) = (found.Person?.Email ?? request.Email?.Trim() ?? "", found.Person?.Name ?? Words.WithoutHidden(request.Name ?? "").Trim());
        var problems = new List<Refusal>();
        if (name.Length is 0 or > 100) problems.Add(new(RefusalKind.Invalid, "name_missing", "Give your name, as others shall see it.", "name"));
        if (!InvitePerson.IsEmail(email)) problems.Add(new(RefusalKind.Invalid, "email_unusable", "Give your e-mail address, as ada@example.com.", "email"));
        if (PasswordRules.Problem(email, name, request.Password) is { } weak) problems.Add(new(RefusalKind.Invalid, "password_unusable", weak, "password"));
        else if (request.Password != request.Again) problems.Add(new(RefusalKind.Invalid, "password_differs", "The two passwords differ.", "again"));
        if (problems.Count > 0) return Result<Person>.Refused(problems);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await links.TakeAsync(db, found.Link, ct)) return Dead();
        var person = found.Person is { } known ? await users.FindByIdAsync(known.Id.ToString()) : InvitePerson.New(email, name, [Role.Administrator], time);
        if (person is null) return Dead();
        var before = person.JoinedAt;
        person.JoinedAt ??= time.Instant();
        if (await SetPasswordAsync(person, found.Link.Purpose, request.Password) is { Succeeded: false } failed)
            return Result<Person>.Refused([.. failed.Errors.Select(e => new Refusal(RefusalKind.Invalid, Words.Snake(RefusalKind.Invalid), e.Description, "email"))]);
        await audit.AppendAsync(db, new Actor(person.Id.ToString(), person.Name) { From = http.Nobody().From }, before is null ? "person.joined" : "password.reset", $"person:{person.Id}", new { found.Link.Purpose, roles = person.RolesText }, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    private async Task<IdentityResult> SetPasswordAsync(Person person, LinkPurpose purpose, string password)
    {
        if (purpose == LinkPurpose.FirstAdministrator) return await users.CreateAsync(person, password);
        if (purpose == LinkPurpose.Reset)
        {
            // Whoever lost the password may have lost the telephone, too; an administrator has vouched for the person.
            (person.TwoFactorEnabled, person.LockoutEnd, person.AccessFailedCount) = (false, null, 0);
            await users.ResetAuthenticatorKeyAsync(person);
        }
        if (await users.HasPasswordAsync(person)) await users.RemovePasswordAsync(person);
        return await users.AddPasswordAsync(person, password); // with a new security stamp: sessions that were open end
    }

    private static Refusal Dead() => new(RefusalKind.NotFound, "link_dead", "This link was used already, has expired or never was. Ask whoever sent it for a new one.");
}
