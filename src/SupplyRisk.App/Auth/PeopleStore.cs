using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>Identity's own store over our database. What it would keep in the clear is sealed (the second factor's key) or digested (recovery codes).</summary>
internal sealed class PeopleStore(SupplyRiskDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserOnlyStore<Person, SupplyRiskDb, Guid, IdentityUserClaim<Guid>, PersonLogin, PersonToken>(db, errors)
{
    private readonly IDataProtector seal = protection.CreateProtector("people.tokens");

    public override Task SetTokenAsync(Person user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : seal.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Person user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } kept ? seal.Unprotect(kept) : null;

    public override Task ReplaceCodesAsync(Person user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(DigestOf), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, DigestOf(code), cancellationToken);

    // The base writes what is left of the digests back by ReplaceCodesAsync: a digest stays as it is.
    private static string DigestOf(string code) => code.StartsWith(Digested, StringComparison.Ordinal)
        ? code : Digested + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));

    private const string Digested = "sha256:";
}
