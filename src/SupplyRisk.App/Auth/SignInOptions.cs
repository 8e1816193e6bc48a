using System.Net;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Auth;

/// <summary>Single sign-on at a provider that speaks OAuth 2 and has an address that says who somebody is.</summary>
/// <param name="Name">As on the button.</param>
/// <param name="TrustEmail">True where every address of the provider is known to be right, though it does not say so.</param>
internal sealed record ProviderOptions(string Name, string Authorization, string Token, string UserInfo, string ClientId, string ClientSecret, IReadOnlyList<string> Scopes, bool TrustEmail);

/// <summary>What the configuration says of signing in.</summary>
/// <param name="Provider">Null where there is no single sign-on.</param>
/// <param name="Authority">Whose tokens programs may bring; null for none.</param>
/// <param name="Audience">What those tokens must be for.</param>
/// <param name="Proxies">Addresses and networks whose word on a caller's address and scheme is taken.</param>
/// <param name="ApiRequestsAMinute">Of one key, token or person.</param>
internal sealed record SignInOptions(ProviderOptions? Provider, string? Authority, string? Audience, IReadOnlyList<IPNetwork> Proxies, int ApiRequestsAMinute)
{
    private const int DefaultApiRequests = 30_000;

    /// <exception cref="UnusableInputException">A value is missing or cannot be used; no secret is part of the message.</exception>
    public static SignInOptions Read(IConfiguration configuration)
    {
        var bearer = configuration.GetSection("SignIn:Bearer");
        var (authority, audience) = (bearer["Authority"], bearer["Audience"]);
        if (authority is not null && (!IsHttps(authority) || string.IsNullOrWhiteSpace(audience)))
            throw new UnusableInputException("SignIn:Bearer needs an Authority, as https://login.example.com, and the Audience that tokens for this installation name.");
        var requests = configuration["Api:RequestsAMinute"] is { } text
            ? int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw new UnusableInputException($"Api:RequestsAMinute '{text}' is not a number above 0.")
            : DefaultApiRequests;
        return new SignInOptions(ProviderOf(configuration.GetSection("SignIn:Provider")), authority, audience, ProxiesOf(configuration["Proxies"]), requests);
    }

    private static ProviderOptions? ProviderOf(IConfigurationSection s)
    {
        if (!s.GetChildren().Any()) return null;
        var missing = new[] { "Authorization", "Token", "UserInfo", "ClientId", "ClientSecretFile" }.Where(k => string.IsNullOrWhiteSpace(s[k])).ToList();
        if (missing.Count > 0) throw new UnusableInputException($"SignIn:Provider lacks {string.Join(", ", missing)}.");
        foreach (var address in new[] { "Authorization", "Token", "UserInfo" })
            if (!IsHttps(s[address]!)) throw new UnusableInputException($"SignIn:Provider:{address} is not an address with https."); // not missing, see above
        return new ProviderOptions(
            s["Name"] ?? "single sign-on", s["Authorization"]!, s["Token"]!, s["UserInfo"]!, s["ClientId"]!, Secret(s["ClientSecretFile"]!), // none is missing, see above
            (s["Scopes"] ?? "openid email profile").Split(' ', StringSplitOptions.RemoveEmptyEntries), string.Equals(s["TrustEmail"], "true", StringComparison.OrdinalIgnoreCase));
    }

    // http only on this computer, for trying out.
    private static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static string Secret(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"SignIn:Provider:ClientSecretFile {file} cannot be read: {e.Message}");
        }
    }

    private static List<IPNetwork> ProxiesOf(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (text ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(part, out var one)) networks.Add(new IPNetwork(one, one.GetAddressBytes().Length * 8));
            else throw new UnusableInputException($"Proxies: '{part}' is no address or network; write 10.0.0.7 or 10.0.0.0/24.");
        }
        return networks;
    }
}
