using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Says of one screened supplier what would lower its band: remedies, audits and documents to ask for, and what none of them moves.</summary>
public sealed class WhatWouldLower(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets)
{
    /// <returns>Null if there is no such screened supplier or the actor may not see it.</returns>
    public async Task<Counterfactual?> HandleAsync(Actor actor, Guid supplierId, CancellationToken ct) =>
        (await HandleAsync(actor, [supplierId], ct)).Values.FirstOrDefault(); // its survivor's, if it was merged

    /// <returns>By supplier; those are left out that are not screened, or that the actor may not see.</returns>
    public async Task<IReadOnlyDictionary<Guid, Counterfactual>> HandleAsync(Actor actor, IReadOnlyList<Guid> suppliers, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var seen = suppliers.Select(redirects.SurvivorOf).Distinct().Where(actor.Sees).ToList();
        var run = await db.Runs.AsNoTracking().Where(r => r.State == RunState.Completed).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (run is null || seen.Count == 0) return new Dictionary<Guid, Counterfactual>();
        var subjects = (await new SubjectReader(db, run.AsOf, run.KnownAt).ReadAsKeptAsync(seen, ct)).FindAll(s => s.Previous is not null);
        var listsLoaded = await db.ListEntryVersions.At(run.AsOf, run.KnownAt).AnyAsync(ct);
        var found = subjects.AsParallel().WithCancellation(ct).ToDictionary(s => s.Supplier.Id, s => Counterfactual.Of(rulesets.Current, s.Facts(run.AsOf, listsLoaded)));
        if (actor.SeesAll) return found;
        var hidden = await HiddenNames.InAsync(db, actor, found.Values.SelectMany(c => c.Stays.Select(s => s.Because).Concat(c.Changes.SelectMany(x => new[] { x.What, x.Provided }))), ct);
        return found.ToDictionary(f => f.Key, f => f.Value with
        {
            Changes = [.. f.Value.Changes.Select(x => x with { What = hidden.Mask(x.What), Provided = hidden.Mask(x.Provided) })],
            Stays = [.. f.Value.Stays.Select(s => s with { Because = hidden.Mask(s.Because) })],
        });
    }
}
