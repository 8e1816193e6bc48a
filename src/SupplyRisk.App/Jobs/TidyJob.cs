using Microsoft.EntityFrameworkCore;
using Quartz;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.App.Jobs;

/// <summary>Keeps files small: under steady readers SQLite's write-ahead log would grow without end.</summary>
[DisallowConcurrentExecution]
internal sealed class TidyJob(IDbContextFactory<SupplyRiskDb> databases, ISearchIndex index) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await index.MaintainAsync(cancellationToken);
        }
        catch (SearchUnavailableException)
        {
            // The feeder says so; the database is tidied all the same.
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }
}
