using SupplyRisk.App.Jobs;
using SupplyRisk.Audit;
using SupplyRisk.Screening.Schedule;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Pages.Settings;

internal static class ScheduleEndpoints
{
    public static void MapSchedule(this RouteGroupBuilder pages)
    {
        pages.MapGet("/settings/schedule", ShowAsync).Needs(Right.ChangeSettings);
        pages.MapPost("/settings/schedule", ChangeAsync).Needs(Right.ChangeSettings);
    }

    /// <summary>With a line in the address it is explained, not set.</summary>
    private static async Task<IResult> ShowAsync(string? cron, string? time_zone, ChangeSchedule schedule, IReadCron reads, FetchOptions fetching, TimeProvider time, CancellationToken ct)
    {
        var set = await schedule.ReadAsync(ct);
        if (cron is null) return Page(set, null, reads, fetching, time, Form.Fresh);
        var tried = new RescreenSchedule(cron.Trim(), time_zone?.Trim() ?? set.TimeZone, set.IsOn);
        var form = new Form("schedule", new Dictionary<string, string> { ["cron"] = tried.Cron, ["time_zone"] = tried.TimeZone, ["on"] = set.IsOn ? "yes" : "" }, schedule.Wrong(tried));
        return Page(set, form.Refusals.Count == 0 ? tried : null, reads, fetching, time, form);
    }

    private static async Task<IResult> ChangeAsync(ChangeSchedule schedule, IReadCron reads, FetchOptions fetching, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form["only"] == "show") return Render.GoTo(http, $"/settings/schedule{QueryString.Create("cron", form["cron"].ToString()).Add("time_zone", form["time_zone"].ToString())}");
        var result = await schedule.ChangeAsync(http.Actor(), new RescreenSchedule(form["cron"].ToString(), form["time_zone"].ToString(), form["on"] == "yes"), ct);
        return result.Done ? Render.GoTo(http, "/settings/schedule") : Page(await schedule.ReadAsync(ct), null, reads, fetching, time, Form.Of("schedule", form, result.Refusals));
    }

    private static IResult Page(RescreenSchedule set, RescreenSchedule? tried, IReadCron reads, FetchOptions fetching, TimeProvider time, Form form)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Render.Page<SchedulePage, ScheduleModel>(
            new(set, tried, Explain(tried ?? set), [.. fetching.Lists.Select(l => new FetchTime(l.Name, l.Schedule, CronWords.Of(l.Schedule), reads.Next(l.Schedule, TimeZoneInfo.Utc, now, 1) is [var next] ? next : null))], form),
            form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : 200);
        ExplainedSchedule Explain(RescreenSchedule s)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(s.TimeZone);
            return new(CronWords.Of(s.Cron), [.. (reads.Next(s.Cron, zone, now, 5) ?? []).Select(at => (at, TimeZoneInfo.ConvertTimeFromUtc(at, zone)))]);
        }
    }
}

/// <summary>When the screening runs and lists are fetched.</summary>
/// <param name="Tried">A line that is explained and not set; or null.</param>
/// <param name="Explained">Of the line tried, else of the one set.</param>
public sealed record ScheduleModel(RescreenSchedule Set, RescreenSchedule? Tried, ExplainedSchedule Explained, IReadOnlyList<FetchTime> Lists, Form Form);

/// <summary>A cron line for people.</summary>
/// <param name="Words">Null for an unusual line.</param>
/// <param name="Next">In UTC and in its time zone.</param>
public sealed record ExplainedSchedule(string? Words, IReadOnlyList<(DateTime Utc, DateTime Local)> Next);

/// <summary>When a list is fetched, UTC.</summary>
public sealed record FetchTime(string List, string Cron, string? Words, DateTime? Next);
