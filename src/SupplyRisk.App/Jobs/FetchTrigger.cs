using Quartz;

namespace SupplyRisk.App.Jobs;

/// <summary>Fetches a list now because a person asked.</summary>
internal sealed class FetchTrigger(ISchedulerFactory schedulers)
{
    public async Task StartAsync(string list, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(FetchListJob.KeyOf(list), new JobDataMap(), ct);
    }
}
