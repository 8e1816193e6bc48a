using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Duplicates;

namespace SupplyRisk.App.Jobs;

/// <summary>Compares suppliers with each other after every import, and previewed imports with the portfolio. Between imports it costs one small query.</summary>
internal sealed partial class CompareLoop(
    IDbContextFactory<SupplyRiskDb> databases, CompareSuppliers suppliers, CompareImports imports, TimeProvider time, ILogger<CompareLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (DateTime?, DateTime?, DateTime?) done = default;
        for (var first = true; !stoppingToken.IsCancellationRequested; await Task.Delay(Pause, time, stoppingToken))
        {
            try
            {
                var mark = await MarkAsync(stoppingToken);
                if (!first && mark == done) continue;
                await imports.RunAsync(stoppingToken); // somebody looks at it
                await suppliers.RunAsync(stoppingToken);
                (done, first) = (mark, false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
        }
    }

    private async Task<(DateTime?, DateTime?, DateTime?)> MarkAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var marks = await db.Imports.GroupBy(_ => 1).Select(g => new { Created = (DateTime?)g.Max(i => i.CreatedAt), Applied = g.Max(i => i.AppliedAt), Undone = g.Max(i => i.UndoneAt) }).SingleOrDefaultAsync(ct);
        return (marks?.Created, marks?.Applied, marks?.Undone);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Suppliers could not be compared with each other; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
