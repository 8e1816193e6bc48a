using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using SupplyRisk.Audit;
using SupplyRisk.People;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>Programs with a token of the configured authority.</summary>
public sealed class BearerTests(ProvidedApp app) : IClassFixture<ProvidedApp>
{
    private const string Look = "/api/v1/suppliers", Keys = "/settings/keys";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_may_only_read_reads_and_starts_nothing()
    {
        var token = app.Provider.Token();
        (await GetAsync(Look, token)).ShouldBe(HttpStatusCode.OK);
        (await PostRunAsync(token)).ShouldBe(HttpStatusCode.Forbidden);
    }

    public static TheoryData<string, object> Grants => new()
    {
        { "scope", "openid supplyrisk.start_runs" },
        { "scp", "supplyrisk.start_runs" },
        { "roles", new[] { "elsewhere.admin", "supplyrisk.start_runs" } },
    };

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task Rights_come_as_scopes_or_roles(string claim, object value)
    {
        var token = app.Provider.Token(new() { ["sub"] = "fictional-erp", [claim] = value });
        (await PostRunAsync(token)).ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("openid email")]
    [InlineData("start_runs")]
    [InlineData("supplyrisk.")]
    [InlineData("supplyrisk.whatever")]
    [InlineData("supplyrisk.manage_people")]
    public async Task A_token_that_grants_nothing_of_ours_does_not_come_in(string scope) =>
        (await GetAsync(Look, app.Provider.Token(new() { ["sub"] = "fictional-erp", ["scope"] = scope }))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_token_of_nobody_does_not_come_in() =>
        (await GetAsync(Look, app.Provider.Token(new() { ["scope"] = "supplyrisk.read" }))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_token_that_has_expired_or_is_for_or_from_somebody_else_does_not_come_in()
    {
        (await GetAsync(Look, app.Provider.Token(expires: TimeSpan.FromHours(-1)))).ShouldBe(HttpStatusCode.Unauthorized, "expired");
        (await GetAsync(Look, app.Provider.Token(audience: "https://other.example"))).ShouldBe(HttpStatusCode.Unauthorized, "for another installation");
        (await GetAsync(Look, app.Provider.Token(issuer: "https://other.example"))).ShouldBe(HttpStatusCode.Unauthorized, "of another authority");
    }

    [Fact]
    public async Task A_token_signed_with_another_key_or_none_does_not_come_in()
    {
        using var other = RSA.Create(2048);
        (await GetAsync(Look, app.Provider.Token(by: new SigningCredentials(new RsaSecurityKey(other) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256)))).ShouldBe(HttpStatusCode.Unauthorized, "another key of the same name");
        // The public key as if it were a shared secret.
        var known = new SymmetricSecurityKey(app.Provider.Key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "key-1" };
        (await GetAsync(Look, app.Provider.Token(by: new SigningCredentials(known, SecurityAlgorithms.HmacSha256)))).ShouldBe(HttpStatusCode.Unauthorized, "signed with what everybody knows");
        var parts = app.Provider.Token().Split('.');
        (await GetAsync(Look, $"{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("""{"alg":"none"}"""))}.{parts[1]}.")).ShouldBe(HttpStatusCode.Unauthorized, "not signed");
        (await GetAsync(Look, $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("supplyrisk.read", "supplyrisk.export", StringComparison.Ordinal))}.{parts[2]}")).ShouldBe(HttpStatusCode.Unauthorized, "changed after it was signed");
        (await GetAsync(Look, "no token at all")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_opens_no_page_and_a_key_still_opens_the_api()
    {
        (await GetAsync(Keys, app.Provider.Token())).ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.SeeOther);
        var key = await app.Services.GetRequiredService<HandOutKeys>().HandOutAsync(Actor.LocalAdministrator, "beside the tokens", [Right.StartRuns], 1, Ct);
        (await GetAsync(Look, key.Value!.Secret)).ShouldBe(HttpStatusCode.OK); // done
        (await GetAsync(Look, key.Value.Secret + "x")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpStatusCode> GetAsync(string path, string token)
    {
        using var http = Bringing(token);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> PostRunAsync(string token)
    {
        using var http = Bringing(token);
        using var answer = await http.PostAsync(new Uri("/api/v1/runs", UriKind.Relative), null, Ct);
        return answer.StatusCode;
    }

    private HttpClient Bringing(string token)
    {
        var http = app.Browser();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
