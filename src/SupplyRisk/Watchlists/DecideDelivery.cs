using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Watchlists;

/// <summary>What a person decides of a held delivery.</summary>
/// <param name="Delivery">Which.</param>
/// <param name="Release">True to take it in nevertheless, with the entries that can be read; false to put it away.</param>
/// <param name="Because">Why; required, and part of the audit record.</param>
public sealed record DeliveryDecision(Guid Delivery, bool Release, string Because);

/// <summary>Releases or discards what was held.</summary>
public sealed class DecideDelivery(IDbContextFactory<SupplyRiskDb> databases, TakeDelivery deliveries, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    private const int LongestReason = 4_000;

    public async Task<Result<ListDelivery>> DecideAsync(Actor actor, DeliveryDecision decision, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageLists) is { } no) return no;
        if (string.IsNullOrWhiteSpace(decision.Because)) return WatchlistErrors.ReasonMissing();
        if (decision.Because.Length > LongestReason) return WatchlistErrors.ReasonTooLong(LongestReason);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Watchlists, ct);
        if (await db.ListDeliveries.FirstOrDefaultAsync(d => d.Id == decision.Delivery, ct) is not { } delivery) return WatchlistErrors.NoSuchDelivery(decision.Delivery);
        if (delivery.State != DeliveryState.Held) return WatchlistErrors.NotHeld(delivery);
        if (decision.Release && !delivery.IsReleasable) return WatchlistErrors.NotReleasable(delivery);
        var list = await db.Watchlists.SingleAsync(w => w.Id == delivery.WatchlistId, ct);
        if (decision.Release)
        {
            var taken = await deliveries.ReleaseAsync(db, actor, list, delivery, ct);
            if (!taken.Done) return Result<ListDelivery>.Refused(taken.Refusals);
        }
        delivery.State = decision.Release ? DeliveryState.Released : DeliveryState.Discarded;
        (delivery.DecidedAt, delivery.DecidedBy, delivery.DecidedBecause) = (time.Instant(), actor.Id, Words.WithoutHidden(decision.Because).Trim());
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, decision.Release ? "watchlist.released" : "watchlist.discarded", $"watchlist:{list.Id}",
            new { list.Name, delivery.Id, Cause = delivery.Cause?.ToString(), delivery.Sha256, delivery.DecidedBecause }, ct);
        await transaction.CommitAsync(ct);
        deliveries.Forget(delivery.Id);
        if (decision.Release) signal.Set();
        return delivery;
    }
}
