using Quartz;
using SupplyRisk.Data;

namespace SupplyRisk.App.Jobs;

/// <summary>Starts the screening job as soon as something happened.</summary>
internal sealed class WakeOnSignal(ISchedulerFactory schedulers, IWorkSignal signal) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            await scheduler.TriggerJob(ScreeningJob.Key, stoppingToken);
        }
    }
}
