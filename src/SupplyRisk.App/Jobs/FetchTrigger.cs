using Quartz;
using SupplyRisk.Audit;

namespace SupplyRisk.App.Jobs;

/// <summary>Fetches a list now because a person asked.</summary>
internal sealed class FetchTrigger(ISchedulerFactory schedulers)
{
    /// <returns>Why not, or null.</returns>
    public async Task<Refusal?> StartAsync(Actor actor, string list, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageLists) is { } no) return no;
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(FetchListJob.KeyOf(list), new JobDataMap(), ct);
        return null;
    }
}
