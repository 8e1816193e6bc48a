using Quartz;
using SupplyRisk.Audit;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Jobs;

/// <summary>Fetches one list on its schedule. What it changes wakes the screening by itself.</summary>
[DisallowConcurrentExecution]
internal sealed partial class FetchListJob(FetchWatchlist fetch, ILogger<FetchListJob> log) : IJob
{
    public static JobKey KeyOf(string list) => new(list, "fetch-list");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (fetch.Options.Find(name) is null)
        {
            await context.Scheduler.DeleteJob(context.JobDetail.Key, cancellationToken); // stored when it was still configured
            return;
        }
        var result = await fetch.FetchAsync(Actor.Schedule, name, cancellationToken);
        if (!result.Done) LogNotTaken(log, name, result.Refusals[0].Message);
        else if (result.Value.Report is { } report) LogTaken(log, name, report.Snapshot.Rows, report.Snapshot.Added, report.Snapshot.Changed, report.Snapshot.Removed);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "List {List}: {Reason}")]
    private static partial void LogNotTaken(ILogger log, string list, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "List {List}: {Rows} entries, {Added} new, {Changed} changed, {Removed} gone")]
    private static partial void LogTaken(ILogger log, string list, int rows, int added, int changed, int removed);
}
