using SupplyRisk.Search;

namespace SupplyRisk.App.Jobs;

/// <summary>Keeps the search index level with the outbox. When the index fails the product goes on; the outbox waits.</summary>
internal sealed partial class FeedIndexLoop(FeedSearchIndex feed, TimeProvider time, ILogger<FeedIndexLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? unavailable = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.CatchUpAsync(null, stoppingToken);
                if (unavailable is not null) LogLevelAgain(log);
                unavailable = null;
            }
            catch (SearchUnavailableException e)
            {
                // Tried every other second for as long as it takes: said once.
                if (unavailable != e.Message) LogUnavailable(log, e.Message);
                unavailable = e.Message;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBehind(log, e);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Search is behind, everything else goes on. {Reason}")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Search has caught up")]
    private static partial void LogLevelAgain(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index could not be fed; it is tried again")]
    private static partial void LogBehind(ILogger log, Exception e);
}
