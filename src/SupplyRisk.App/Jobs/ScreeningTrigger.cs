using Quartz;
using SupplyRisk.Audit;

namespace SupplyRisk.App.Jobs;

/// <summary>Starts the screening job because a person asked.</summary>
internal sealed class ScreeningTrigger(ISchedulerFactory schedulers)
{
    /// <returns>Why not, or null.</returns>
    public async Task<Refusal?> StartAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(Right.StartRuns) is { } no) return no;
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(ScreeningJob.Key, new JobDataMap { [ScreeningJob.Trigger] = "manual" }, ct);
        return null;
    }
}
