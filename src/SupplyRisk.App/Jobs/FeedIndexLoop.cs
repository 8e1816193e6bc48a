using SupplyRisk.Search;

namespace SupplyRisk.App.Jobs;

/// <summary>Keeps the search index level with the outbox. When the index fails the product goes on; the outbox waits.</summary>
internal sealed partial class FeedIndexLoop(FeedSearchIndex feed, TimeProvider time, ILogger<FeedIndexLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.CatchUpAsync(null, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBehind(log, e);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index could not be fed; it is tried again")]
    private static partial void LogBehind(ILogger log, Exception e);
}
