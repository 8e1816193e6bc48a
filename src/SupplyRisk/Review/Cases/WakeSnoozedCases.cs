using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Brings back cases whose day has come. The day stands with the case, so a process that was not running then brings them back when it is.</summary>
public sealed class WakeSnoozedCases(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const int AtOnce = 500;

    /// <returns>How many came back.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var woken = 0;
        while (await SomeAsync(ct) is var some and > 0) woken += some;
        return woken;
    }

    private async Task<int> SomeAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var due = time.Instant();
        if (!await db.Cases.AnyAsync(c => c.SnoozedUntil <= due, ct)) return 0; // most of the time, without taking a turn
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, Actor.Schedule, time, audit);
        await record.BeginAsync(ct);
        var ids = await db.Cases.Where(c => c.SnoozedUntil <= due).OrderBy(c => c.SnoozedUntil).ThenBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var c in await record.HoldAsync(ids, ct))
        {
            var before = new { c.SnoozedAt, c.SnoozedUntil };
            (c.SnoozedAt, c.SnoozedUntil) = (null, null);
            await record.WriteAsync(c, CaseEventKind.Woken, ["The day it was put off to has come."], before, new { }, changes: true, ct);
        }
        await transaction.CommitAsync(ct);
        return ids.Count;
    }
}
