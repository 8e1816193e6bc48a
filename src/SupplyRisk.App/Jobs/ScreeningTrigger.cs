using Quartz;

namespace SupplyRisk.App.Jobs;

/// <summary>Starts the screening job because a person asked.</summary>
internal sealed class ScreeningTrigger(ISchedulerFactory schedulers)
{
    public async Task StartAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(ScreeningJob.Key, new JobDataMap { [ScreeningJob.Trigger] = "manual" }, ct);
    }
}
