using SupplyRisk.Review.Notifications;

namespace SupplyRisk.App.Jobs;

/// <summary>Makes and sends notifications. Looks often, because it costs two small queries where nobody listens; instances may look at the same time.</summary>
internal sealed partial class NotifyLoop(MakeMessages make, SendMessages send, TimeProvider time, ILogger<NotifyLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private const int RoundsAnHour = 1_200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; !stoppingToken.IsCancellationRequested; round = (round + 1) % RoundsAnHour)
        {
            try
            {
                await make.RunAsync(stoppingToken);
                await send.RunAsync(stoppingToken);
                if (round == 0) await make.TidyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notifications could not be made or sent; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
