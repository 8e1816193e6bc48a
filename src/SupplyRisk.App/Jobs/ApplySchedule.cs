using Quartz;
using SupplyRisk.Screening.Schedule;

namespace SupplyRisk.App.Jobs;

/// <summary>Brings the scheduler's trigger to what is set, here and, through the shared store, for every instance. A change by another one is seen within seconds.</summary>
internal sealed partial class ApplySchedule(ISchedulerFactory schedulers, ChangeSchedule schedule, TimeProvider time, ILogger<ApplySchedule> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TriggerKey Nightly = new("nightly");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ApplyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    internal async Task ApplyAsync(CancellationToken ct)
    {
        var wanted = await schedule.ReadAsync(ct);
        var scheduler = await schedulers.GetScheduler(ct);
        var there = await scheduler.GetTrigger(Nightly, ct) as ICronTrigger;
        if (!wanted.IsOn)
        {
            if (there is not null) await scheduler.UnscheduleJob(Nightly, ct);
            return;
        }
        if (there is not null && there.CronExpressionString == CronExpression.Parse(wanted.Cron).CronExpressionString && there.TimeZone.Id == wanted.TimeZone) return;
        var trigger = TriggerBuilder.Create().ForJob(ScreeningJob.Key).WithIdentity(Nightly).UsingJobData(ScreeningJob.Trigger, "schedule")
            .WithCronSchedule(wanted.Cron, c => c.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(wanted.TimeZone))).Build();
        try
        {
            if (there is null) await scheduler.ScheduleJob(trigger, cancellationToken: ct);
            else await scheduler.RescheduleJob(Nightly, trigger, ct);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another instance was first; the next look compares again.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The screening's schedule could not be brought up to date; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
