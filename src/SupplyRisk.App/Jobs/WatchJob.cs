using Quartz;
using SupplyRisk.Search.Saved;

namespace SupplyRisk.App.Jobs;

/// <summary>Reports finished runs to watches. Looks often because it costs two small queries where nothing waits.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchJob(CheckWatches watches) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await watches.HandleAsync(cancellationToken);
}
