using SupplyRisk.Search.Saved;

namespace SupplyRisk.App.Jobs;

/// <summary>Reports finished runs to watches. Looks often, because it costs two small queries where nothing waits; instances may look at the same time.</summary>
internal sealed partial class WatchLoop(CheckWatches watches, TimeProvider time, ILogger<WatchLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await watches.HandleAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watches could not be checked; they are tried again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
