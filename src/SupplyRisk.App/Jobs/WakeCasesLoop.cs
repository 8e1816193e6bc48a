using SupplyRisk.Review.Cases;

namespace SupplyRisk.App.Jobs;

/// <summary>Looks every half minute for cases whose day has come. The day stands in the database; this only looks.</summary>
internal sealed partial class WakeCasesLoop(WakeSnoozedCases wake, TimeProvider time, ILogger<WakeCasesLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken);
            try
            {
                await wake.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cases put off could not be brought back; it is tried again in half a minute")]
    private static partial void LogFailed(ILogger log, Exception e);
}
