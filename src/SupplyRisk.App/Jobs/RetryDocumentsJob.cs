using Quartz;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.App.Jobs;

/// <summary>Reads again what could not be read, in case the cause is gone (a tool was installed, a limit raised).</summary>
[DisallowConcurrentExecution]
internal sealed class RetryDocumentsJob(AddDocuments documents) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await documents.RetryUnreadableAsync(Actor.Schedule, null, cancellationToken);
}
