using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.App.Jobs;

/// <summary>Keeps this instance's files small: under steady readers SQLite's write-ahead log would grow without end.</summary>
internal sealed partial class TidyLoop(IDbContextFactory<SupplyRiskDb> databases, ISearchIndex index, TimeProvider time, ILogger<TidyLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken);
            try
            {
                await using var db = await databases.CreateDbContextAsync(stoppingToken);
                if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", stoppingToken);
                await index.MaintainAsync(stoppingToken);
            }
            catch (SearchUnavailableException)
            {
                // The feeder says so.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files could not be tidied; it is tried again in a minute")]
    private static partial void LogFailed(ILogger log, Exception e);
}
