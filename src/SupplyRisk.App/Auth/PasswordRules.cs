using Microsoft.AspNetCore.Identity;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>
/// What makes a password, after NIST SP 800-63B: length counts, composition does not, nothing everybody uses and nothing that says whose it is.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    public const int Least = 12, Most = 200;

    /// <summary>Parts that are guessed first; one makes no password, and neither does one with a few letters more.</summary>
    private static readonly string[] Common =
        ["password", "passwort", "passw0rd", "p@ssword", "qwerty", "qwertz", "azerty", "letmein", "welcome", "administrator", "changeme", "iloveyou", "supplyrisk", "123456789", "987654321", "abcdefgh", "1q2w3e4r"];

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(Problem(user.Email, user.Name, password ?? "") is { } problem ? IdentityResult.Failed(new IdentityError { Code = "password_unusable", Description = problem }) : IdentityResult.Success);

    /// <returns>What is wrong with it and what to do; null if nothing is.</returns>
    internal static string? Problem(string? email, string? name, string password)
    {
        if (password.Length < Least) return $"Use at least {Least} characters: a few words in a row are easier to remember and harder to guess.";
        if (password.Length > Most) return $"Use at most {Most} characters.";
        if (password.Distinct().Count() < 5) return "It repeats itself: use more than four different characters.";
        var own = (email ?? "").Split('@', '.', '-', '_', '+').Concat((name ?? "").Split(' ')).Where(p => p.Length > 3);
        foreach (var part in Common.Concat(own))
            if (password.Contains(part, StringComparison.OrdinalIgnoreCase) && password.Length - part.Length < 8)
                return $"“{part}” is guessed first, and little else is in it. Choose something that has nothing to do with it.";
        return null;
    }
}
