using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Tests.Api;

/// <summary>A form opened before a restart can be sent after it.</summary>
public sealed class RestartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_token_issued_before_a_restart_is_good_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-restart-").FullName;
        string cookie, token, kept;
        await using (var first = await StartAsync(folder))
        {
            using var http = Client(first);
            using var page = await http.GetAsync(new Uri("/sign-in", UriKind.Relative), Ct);
            cookie = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("csrf=", StringComparison.Ordinal)).Split(';')[0];
            token = Between(await page.Content.ReadAsStringAsync(Ct), "__RequestVerificationToken\" value=\"", "\"");
            kept = first.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("paper kettle");
            (await SendAsync(http, cookie, token)).ShouldNotBe(HttpStatusCode.BadRequest);
        }
        await using (var second = await StartAsync(folder))
        {
            using var http = Client(second);
            second.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(kept).ShouldBe("paper kettle");
            (await SendAsync(http, cookie, token)).ShouldNotBe(HttpStatusCode.BadRequest);
            (await SendAsync(http, cookie, token[..^4] + "AAAA")).ShouldBe(HttpStatusCode.BadRequest);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> StartAsync(string folder)
    {
        var app = WebHost.Build(new InstallationOptions { DataFolder = folder, RulesetFolder = InstallationOptions.ShippedRulesets }, new Listening(0));
        await app.Services.MigrateAsync(Ct);
        await app.StartAsync(Ct);
        return app;
    }

    private static HttpClient Client(WebApplication app) => new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };

    // Without a password the form is refused for that; a bad token is refused first, with 400.
    private static async Task<HttpStatusCode> SendAsync(HttpClient http, string cookie, string token)
    {
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("nobody@example.com"), "email" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = form };
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, "the page has a form with a token");
        start += before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
