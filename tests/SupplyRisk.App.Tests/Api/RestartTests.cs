using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using SupplyRisk.App.Jobs;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Screening.Schedule;

namespace SupplyRisk.App.Tests.Api;

/// <summary>What was there before a restart holds after it.</summary>
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

    [Fact]
    public async Task A_schedule_set_on_the_page_holds_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-restart-").FullName;
        var wanted = new RescreenSchedule("0 45 3 ? * TUE", "Asia/Tokyo", IsOn: true);
        await using (var first = await StartAsync(folder))
            (await first.Services.GetRequiredService<ChangeSchedule>().ChangeAsync(Actor.LocalAdministrator, wanted, Ct)).Done.ShouldBeTrue();
        await using (var second = await StartAsync(folder))
        {
            (await second.Services.GetRequiredService<ChangeSchedule>().ReadAsync(Ct)).ShouldBe(wanted);
            await second.Services.GetServices<IHostedService>().OfType<ApplySchedule>().Single().ApplyAsync(Ct);
            var scheduler = await second.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
            var trigger = (await scheduler.GetTrigger(new TriggerKey("nightly"), Ct)).ShouldBeAssignableTo<ICronTrigger>()!; // asserted
            (trigger.CronExpressionString, trigger.TimeZone.Id).ShouldBe((wanted.Cron, wanted.TimeZone));
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
