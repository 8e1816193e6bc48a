using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Reads what a page of pairs shows: a fixed number of queries, whatever its length.</summary>
internal sealed class DuplicateRows(SupplyRiskDb db, Redirects redirects)
{
    public async Task<IReadOnlyList<DuplicateRow>> OfPairsAsync(IReadOnlyList<(Guid Left, Guid Right)> shown, CancellationToken ct)
    {
        var (sides, pairs, decisions) = await ReadAsync(shown, ct);
        return [.. from at in shown
                   where sides.ContainsKey(at.Left) && sides.ContainsKey(at.Right) && pairs.ContainsKey(at)
                   select Row(sides[at.Left], sides[at.Right], pairs[at], decisions.GetValueOrDefault(at))];
    }

    public async Task<IReadOnlyList<DuplicateRow>> OfDecisionsAsync(IReadOnlyList<DuplicateDecision> shown, CancellationToken ct)
    {
        var (sides, pairs, _) = await ReadAsync([.. shown.Select(d => (d.LeftId, d.RightId))], ct);
        return [.. from d in shown
                   where sides.ContainsKey(d.LeftId) && sides.ContainsKey(d.RightId)
                   select Row(sides[d.LeftId], sides[d.RightId], pairs.GetValueOrDefault((d.LeftId, d.RightId)), d)];
    }

    /// <summary>The merged one stands left, whichever was listed first.</summary>
    public async Task<IReadOnlyList<DuplicateRow>> OfMergesAsync(IReadOnlyList<SupplierMerge> shown, CancellationToken ct)
    {
        var (sides, pairs, decisions) = await ReadAsync([.. shown.Select(m => Twins.InOrder(m.SupplierId, m.SurvivorId, id => id))], ct);
        return [.. from m in shown
                   where sides.ContainsKey(m.SupplierId) && sides.ContainsKey(m.SurvivorId)
                   let at = Twins.InOrder(m.SupplierId, m.SurvivorId, id => id)
                   select Row(sides[m.SupplierId], sides[m.SurvivorId], pairs.GetValueOrDefault(at), decisions.GetValueOrDefault(at)) with { Merge = m }];
    }

    private static DuplicateRow Row(DuplicateSide left, DuplicateSide right, DuplicatePair? pair, DuplicateDecision? decision) => new(
        left, right, pair?.Score, pair?.Because ?? "Nothing speaks for it any more: the two are no longer alike.", decision,
        decision is { Verdict: not DuplicateVerdict.TakenBack } && pair is not null && decision.FactsKey != pair.FactsKey, null);

    private async Task<(Dictionary<Guid, DuplicateSide> Sides, Dictionary<(Guid, Guid), DuplicatePair> Pairs, Dictionary<(Guid, Guid), DuplicateDecision> Decisions)> ReadAsync(
        IReadOnlyList<(Guid Left, Guid Right)> shown, CancellationToken ct)
    {
        var left = shown.Select(s => s.Left).Distinct().ToList();
        var ids = left.Concat(shown.Select(s => s.Right)).Distinct().ToList();
        var sides = await SidesAsync(ids, ct);
        var pairs = await db.DuplicatePairs.Where(p => left.Contains(p.LeftId)).ToListAsync(ct);
        var decisions = await db.DuplicateDecisions.Where(d => left.Contains(d.LeftId)).OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync(ct);
        return (
            sides, pairs.ToDictionary(p => (p.LeftId, p.RightId)),
            decisions.GroupBy(d => (d.LeftId, d.RightId)).ToDictionary(g => g.Key, g => g.Last()));
    }

    /// <summary>What lists say of these suppliers now; those of which they say nothing are absent.</summary>
    public async Task<Dictionary<Guid, DuplicateSide>> SidesAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var sides = await (
            from v in db.SupplierVersions.Now().Where(v => ids.Contains(v.SupplierId))
            join s in db.Suppliers on v.SupplierId equals s.Id
            join l in db.ListSources on s.ListSourceId equals l.Id
            select new { s.Id, s.OwnId, Source = l.Name, v.Name, v.NativeName, v.Address, v.City, v.Country }).ToListAsync(ct);
        return sides.ToDictionary(s => s.Id, s => new DuplicateSide(s.Id, s.OwnId, s.Source, s.Name, s.NativeName, s.Address, s.City, s.Country, redirects.SurvivorOf(s.Id)));
    }
}
