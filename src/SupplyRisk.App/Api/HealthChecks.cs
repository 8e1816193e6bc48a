using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.App.Api;

/// <summary>Can the database be read?</summary>
internal sealed class DatabaseHealth(IDbContextFactory<SupplyRiskDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}

/// <summary>Is the index level? Behind is degraded, never unhealthy: the product goes on without it.</summary>
internal sealed class SearchHealth(FeedSearchIndex feed) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = await feed.StatusAsync(cancellationToken);
        return status.IsWell ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(status.ToString());
    }
}
