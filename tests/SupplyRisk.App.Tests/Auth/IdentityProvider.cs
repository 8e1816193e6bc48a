using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>A provider of identities on a free loopback port: authorize, token and userinfo as OAuth 2 with PKCE has them, and signing keys for tokens of programs.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string Client = "supplyrisk", Secret = "a fictional secret", Audience = "https://supplyrisk.example";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Back)> codes = new();
    private readonly ConcurrentDictionary<string, bool> accessTokens = new();
    private WebApplication? app;

    public string Address { get; private set; } = "";

    /// <summary>Who is signed in there, as the userinfo address says it.</summary>
    public JsonObject Who { get; set; } = [];

    /// <summary>What userinfo answers; 200 unless a test says otherwise.</summary>
    public HttpStatusCode UserInfoStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>How a code was exchanged, last.</summary>
    public string? LastExchange { get; private set; }

    public RsaSecurityKey Key => new(rsa) { KeyId = "key-1" };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", (Delegate)ExchangeAsync);
        app.MapGet("/userinfo", (HttpRequest request) => !accessTokens.ContainsKey(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)) ? Results.StatusCode(401)
            : UserInfoStatus == HttpStatusCode.OK ? Results.Text(Who.ToJsonString(), "application/json") : Results.StatusCode((int)UserInfoStatus));
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = Address, jwks_uri = $"{Address}/jwks" });
        app.MapGet("/jwks", () =>
        {
            var key = rsa.ExportParameters(false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "key-1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } };
        });
        await app.StartAsync();
        Address = app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        rsa.Dispose();
    }

    /// <summary>A token for a program; what is not said is right.</summary>
    public string Token(Dictionary<string, object>? claims = null, string? issuer = null, string audience = Audience, TimeSpan? expires = null, SigningCredentials? by = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2),
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime + (expires ?? TimeSpan.FromMinutes(30)),
            Claims = claims ?? new Dictionary<string, object> { ["client_id"] = "fictional-erp", ["scope"] = "supplyrisk.read" },
            SigningCredentials = by ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });

    private IResult Authorize(HttpRequest request)
    {
        var q = request.Query;
        if (q["client_id"] != Client || q["response_type"] != "code" || q["code_challenge_method"] != "S256" || q["code_challenge"].ToString() is not { Length: 43 } challenge || q["state"].Count != 1)
            return Results.BadRequest();
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        codes[code] = (challenge, q["redirect_uri"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(q["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = q["state"] }));
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        LastExchange = !codes.TryRemove(form["code"].ToString(), out var code) ? "code unknown or used"
            : code.Challenge != challenge ? "verifier does not fit"
            : code.Back != form["redirect_uri"] ? "another way back"
            : form["client_id"] != Client || form["client_secret"] != Secret ? "another client" : "good";
        if (LastExchange != "good") return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        accessTokens[token] = true;
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 300 });
    }
}
