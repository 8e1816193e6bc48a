using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Screening;

/// <summary>Says of one screened supplier what would lower its band: remedies, audits and documents to ask for, and what none of them moves.</summary>
public sealed class WhatWouldLower(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets)
{
    /// <returns>Null if there is no such screened supplier or the actor may not see it.</returns>
    public async Task<Counterfactual?> HandleAsync(Actor actor, Guid supplierId, CancellationToken ct)
    {
        if (!actor.Sees(supplierId)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await db.Runs.AsNoTracking().Where(r => r.State == RunState.Completed).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (run is null || await new SubjectReader(db, run.AsOf, run.KnownAt).ReadOneAsync(supplierId, ct) is not { Previous: not null } subject) return null;
        var listsLoaded = await db.ListEntryVersions.At(run.AsOf, run.KnownAt).AnyAsync(ct);
        return Counterfactual.Of(rulesets.Current, subject.Facts(run.AsOf, listsLoaded));
    }
}
