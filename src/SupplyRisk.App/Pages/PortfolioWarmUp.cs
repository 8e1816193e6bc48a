using SupplyRisk.Audit;
using SupplyRisk.Review;

namespace SupplyRisk.App.Pages;

/// <summary>Reads the portfolio once the program has started, so that the first visitor does not wait for it.</summary>
internal sealed partial class PortfolioWarmUp(Portfolio portfolio, ILogger<PortfolioWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var view = await portfolio.ReadAsync(Actor.LocalAdministrator, stoppingToken);
            _ = (view.Counts, view.ByScore);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e); // the first page reads it again, and says what is wrong
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The portfolio could not be read ahead")]
    private static partial void LogFailed(ILogger log, Exception e);
}
