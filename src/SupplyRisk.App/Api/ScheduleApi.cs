using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.App.Jobs;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Screening.Schedule;

namespace SupplyRisk.App.Api;

/// <summary>When the screening runs.</summary>
/// <param name="Cron">A Quartz cron expression: second, minute, hour, day, month, weekday.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="IsOn">False to screen only when something happens.</param>
internal sealed record ScheduleBody(string Cron, string TimeZone, bool IsOn);

/// <summary>When the screening runs, explained.</summary>
/// <param name="Words">In words; null for an unusual line.</param>
/// <param name="Next">The next five times in UTC; empty if it is off.</param>
internal sealed record ScheduleItem(string Cron, string TimeZone, bool IsOn, string? Words, IReadOnlyList<DateTime> Next);

internal static class ScheduleApi
{
    public static void MapSchedule(this RouteGroupBuilder api)
    {
        var schedule = api.MapGroup("/schedule").WithTags("Notifications").ProducesProblem(403);
        schedule.MapGet("", ReadAsync).WithName("ReadSchedule").WithSummary("When the screening runs, beside at once when something happens.");
        schedule.MapPut("", ChangeAsync).WithName("ChangeSchedule").WithSummary("Change it; every instance goes by it within seconds.").ProducesProblem(422);
    }

    private static async Task<Results<Ok<ScheduleItem>, ProblemHttpResult>> ReadAsync(ChangeSchedule schedule, IReadCron cron, TimeProvider time, HttpContext http, CancellationToken ct) =>
        http.Actor().Lacks(Right.ChangeSettings) is { } no ? ApiResults.Problem([no]) : TypedResults.Ok(Item(await schedule.ReadAsync(ct), cron, time));

    private static async Task<Results<Ok<ScheduleItem>, ProblemHttpResult>> ChangeAsync(ScheduleBody body, ChangeSchedule schedule, IReadCron cron, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var result = await schedule.ChangeAsync(http.Actor(), new RescreenSchedule(body.Cron, body.TimeZone, body.IsOn), ct);
        return result.Done ? TypedResults.Ok(Item(result.Value, cron, time)) : ApiResults.Problem(result.Refusals);
    }

    private static ScheduleItem Item(RescreenSchedule s, IReadCron cron, TimeProvider time) => new(
        s.Cron, s.TimeZone, s.IsOn, CronWords.Of(s.Cron), s.IsOn ? cron.Next(s.Cron, TimeZoneInfo.FindSystemTimeZoneById(s.TimeZone), time.GetUtcNow().UtcDateTime, 5) ?? [] : []);
}
