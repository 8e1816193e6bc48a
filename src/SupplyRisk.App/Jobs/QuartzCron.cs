using Quartz;
using SupplyRisk.Screening.Schedule;

namespace SupplyRisk.App.Jobs;

/// <summary>Cron lines as the scheduler reads them.</summary>
internal sealed class QuartzCron : IReadCron
{
    public IReadOnlyList<DateTime>? Next(string cron, TimeZoneInfo zone, DateTime after, int count)
    {
        if (!CronExpression.TryParse(cron, out _)) return null;
        var expression = new CronExpression(cron, zone);
        var times = new List<DateTime>(count);
        var at = new DateTimeOffset(after, TimeSpan.Zero);
        while (times.Count < count && expression.GetNextValidTimeAfter(at) is { } next)
        {
            times.Add(next.UtcDateTime);
            at = next;
        }
        return times;
    }
}
