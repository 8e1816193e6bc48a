using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using SupplyRisk.App.Jobs;

namespace SupplyRisk.App.Tests.Api;

/// <summary>Notifications and the schedule at the API.</summary>
public sealed class NotificationApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_s_secret_is_in_the_answer_that_made_it_and_in_no_other()
    {
        var body = new { name = "Fictional desk", kind = "webhook", target = "https://hooks.example.com/in", news = new[] { "opened", "closed" }, lanes = new[] { "risk" }, bands = new[] { "high", "critical" }, pace = "weekly", digest_day = "friday", digest_time = "16:30", time_zone = "Europe/Berlin", is_on = false };
        var made = await app.PostAsync($"{V1}/notifications/channels", body, HttpStatusCode.Created);
        made["secret"]!.GetValue<string>().ShouldStartWith("whsec_");
        var listed = (await app.GetAsync($"{V1}/notifications/channels")).AsArray().ShouldHaveSingleItem()!;
        listed["secret"].ShouldBeNull();
        (listed["digest_day"]!.GetValue<string>(), listed["digest_time"]!.GetValue<string>(), listed["pace"]!.GetValue<string>()).ShouldBe(("friday", "16:30", "weekly"));
        (await app.PostAsync($"{V1}/notifications/channels", body, HttpStatusCode.Conflict))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("name_taken");
        using var gone = await app.Http.DeleteAsync(new Uri($"{V1}/notifications/channels/{made["id"]}", UriKind.Relative), Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_schedule_takes_effect_without_a_restart_and_says_its_next_times()
    {
        var set = await PutAsync(new { cron = "0 0 6 ? * MON-FRI", time_zone = "Europe/Berlin", is_on = true }, HttpStatusCode.OK);
        set["words"]!.GetValue<string>().ShouldBe("On Monday to Friday at 06:00");
        set["next"]!.AsArray().Count.ShouldBe(5);
        await app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ApplySchedule>().Single().ApplyAsync(Ct);
        var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
        (await scheduler.GetTrigger(new TriggerKey("nightly"), Ct)).ShouldBeAssignableTo<ICronTrigger>()!.TimeZone.Id.ShouldBe("Europe/Berlin");
        await PutAsync(new { cron = "0 0 6 ? * MON-FRI", time_zone = "Europe/Berlin", is_on = false }, HttpStatusCode.OK);
        await app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ApplySchedule>().Single().ApplyAsync(Ct);
        (await scheduler.GetTrigger(new TriggerKey("nightly"), Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData("tomorrow", "UTC", "cron_unreadable")]
    [InlineData("* * * * * ?", "UTC", "cron_too_often")]
    [InlineData("0 0 6 * * ? 2020", "UTC", "cron_never")]
    [InlineData("0 0 6 * * ?", "Mars/Olympus", "time_zone_unknown")]
    public async Task A_schedule_that_cannot_be_is_refused_with_the_reason(string cron, string zone, string code) =>
        (await PutAsync(new { cron, time_zone = zone, is_on = true }, HttpStatusCode.UnprocessableEntity))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe(code);

    [Theory]
    [InlineData("0 30 2 * * ?", "Every day at 02:30")]
    [InlineData("0 0 6 ? * 2,4", "On Monday, Wednesday at 06:00")]
    [InlineData("0 15 0/6 * * ?", "Every day, every 6 hours from 00:15")]
    [InlineData("0 0 8,18 * * ?", "Every day at 08:00 and 18:00")]
    [InlineData("0 5 * * * ?", "Every day, every hour at 5 minutes past")]
    [InlineData("0 0/20 * * * ?", "Every day, every 20 minutes")]
    [InlineData("0 0 4 1 * ?", "On day 1 of each month at 04:00")]
    [InlineData("0 0 4 ? * 6#3", null)]
    public void A_cron_line_is_said_in_words(string cron, string? words) => CronWords.Of(cron).ShouldBe(words);

    private async Task<JsonNode> PutAsync(object body, HttpStatusCode expected)
    {
        using var answer = await app.Http.PutAsJsonAsync(new Uri($"{V1}/schedule", UriKind.Relative), body, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!; // no answer of ours is the word null
    }
}
