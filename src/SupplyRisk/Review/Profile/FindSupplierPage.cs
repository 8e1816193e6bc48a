using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Profile;

/// <summary>A list that names are compared with now.</summary>
public sealed record ListInForce(string Name, DateTime RetrievedAt, int Entries);

/// <summary>Everything a supplier's page and its export show.</summary>
/// <param name="Lower">What would lower its band; null until it is screened.</param>
/// <param name="Lists">By name; empty if none is loaded.</param>
public sealed record SupplierPageFacts(
    SupplierProfile Profile, Counterfactual? Lower, SupplyNetwork Network, SupplierTrend Trend, Identity Identity, IReadOnlyList<ListInForce> Lists);

/// <summary>Reads one supplier with all that its page shows.</summary>
public sealed class FindSupplierPage(IDbContextFactory<SupplyRiskDb> databases, FindSupplier profiles, WhatWouldLower lower, FindSupplyNetwork networks, FindSupplierTrend trends)
{
    /// <returns>Null if there is no such supplier or the actor may not see it.</returns>
    public async Task<SupplierPageFacts?> HandleAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (await profiles.HandleAsync(actor, id, ct) is not { } profile) return null;
        id = profile.Supplier.Id; // of one that was merged, whom it counts for
        await using var db = await databases.CreateDbContextAsync(ct);
        var lists = await (from w in db.Watchlists
                           join s in db.Snapshots on w.CurrentSnapshotId equals s.Id
                           orderby w.Name
                           select new ListInForce(w.Name, s.RetrievedAt, s.Rows)).ToListAsync(ct);
        return new SupplierPageFacts(
            profile, await lower.HandleAsync(actor, id, ct), await networks.HandleAsync(actor, id, ct), await trends.HandleAsync(actor, id, ct), Identity.Of(profile.Version), lists);
    }
}
