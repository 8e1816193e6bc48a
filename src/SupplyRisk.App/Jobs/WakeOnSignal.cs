using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Jobs;

/// <summary>Works pending screening off as soon as something happened, and takes part in runs that other instances began.</summary>
internal sealed partial class WakeOnSignal(RunScreening screening, IWorkSignal signal, TimeProvider time, ILogger<WakeOnSignal> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            if (await RunAsync(stoppingToken)) continue;
            await Task.Delay(Pause, time, stoppingToken);
            signal.Set(); // what waits, waits still
        }
    }

    private async Task<bool> RunAsync(CancellationToken ct)
    {
        try
        {
            var result = await screening.RunAsync(Actor.Schedule, new RunRequest("event"), null, ct);
            ScreeningLog.Say(log, result);
            return result.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Screening failed; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
