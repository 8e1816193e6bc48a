using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Finds whom a supplier supplies, and who may be the same company in law.</summary>
internal sealed class SupplyChainLinks(SupplyRiskDb db, TimeProvider time)
{
    public async Task ResolveAsync(Import import, DateTime now, CancellationToken ct)
    {
        await FindBuyersAsync(import, now, ct);
        await ProposeLegalEntitiesAsync(import, ct);
    }

    // A buyer may come with a later import, or from another list, so every open link is tried again.
    private async Task FindBuyersAsync(Import import, DateTime now, CancellationToken ct)
    {
        var open = await (
            from l in db.SupplyLinks.AsNoTracking().StillKnownNow().Where(l => l.BuyerKey != null && l.BuyerSupplierId == null)
            join s in db.Suppliers on l.SupplierId equals s.Id
            orderby l.Id
            select new { Link = l, s.ListSourceId }).ToListAsync(ct);
        if (open.Count == 0) return;

        var known = await SuppliersCalledAsync([.. open.Select(o => o.Link.BuyerKey!)], ct); // filtered above
        var found = new List<SupplyLink>();
        foreach (var o in open)
        {
            // Within the own list first; another list only if it names exactly one.
            var called = known[o.Link.BuyerKey!];
            var own = called.Where(k => k.Source == o.ListSourceId).Select(k => k.Id).Distinct().ToList();
            var any = own.Count > 0 ? own : called.Select(k => k.Id).Distinct().ToList();
            if (any.Count != 1 || any[0] == o.Link.SupplierId) continue;
            o.Link.BuyerSupplierId = any[0];
            found.Add(o.Link);
        }
        await db.BulkUpsertAsync(found, ct);
        await db.AddWorkAsync(WorkKind.Score, found.Select(l => l.BuyerSupplierId).OfType<Guid>().Distinct(), "supply_link_found", now, ct);
    }

    // In one pass over all that is known, however many are looked for: a list in which every other row names a buyer would else read all for every few of them.
    private async Task<ILookup<string, (Guid Source, Guid Id)>> SuppliersCalledAsync(HashSet<string> names, CancellationToken ct)
    {
        var called = new List<(string Name, Guid Source, Guid Id)>();
        // One whose import was undone is known no longer.
        var known =
            from v in db.SupplierVersions.AsNoTracking().StillKnownNow()
            join s in db.Suppliers on v.SupplierId equals s.Id
            select new { s.OwnId, v.Name, IsOpen = v.ValidTo == TwoTimes.OpenEnd, s.ListSourceId, s.Id };
        await foreach (var k in known.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (names.Contains(k.OwnId)) called.Add((k.OwnId, k.ListSourceId, k.Id));
            if (k.IsOpen && names.Contains(k.Name)) called.Add((k.Name, k.ListSourceId, k.Id));
        }
        return called.ToLookup(c => c.Name, c => (c.Source, c.Id), StringComparer.Ordinal);
    }

    // A shared number of a company in law is a question for a person, never a merge. Whoever was listed first is asked about, so that a
    // number half the list bears makes one question a supplier and not one a pair.
    private async Task ProposeLegalEntitiesAsync(Import import, CancellationToken ct)
    {
        string[] legal = [.. Enum.GetValues<IdentifierScheme>().Where(s => !new ExternalIdentifier(s, "").NamesASite).Select(ExternalIdentifier.SchemeName)];
        var fresh = db.SupplierVersions.StillKnownNow().Where(v => v.ImportId == import.Id && v.ValidTo == TwoTimes.OpenEnd).Select(v => v.SupplierId);
        var touched = db.SupplierIdentifiers.Where(i => legal.Contains(i.Scheme) && fresh.Contains(i.SupplierId));
        var bearers = await (
            from i in db.SupplierIdentifiers
            join s in db.Suppliers on i.SupplierId equals s.Id
            join l in db.ListSources on s.ListSourceId equals l.Id
            where touched.Any(t => t.Scheme == i.Scheme && t.Value == i.Value)
                && db.SupplierIdentifiers.Any(o => o.Scheme == i.Scheme && o.Value == i.Value && o.SupplierId != i.SupplierId)
            select new { i.Scheme, i.Value, s.Id, s.LegalEntityId, s.FirstListedAt, Source = l.Name, s.OwnId }).ToListAsync(ct);
        if (bearers.Count == 0) return;
        var known = (await db.LegalEntityProposals.Select(p => new { p.SupplierId, p.LegalEntityId }).ToListAsync(ct)).Select(p => (p.SupplierId, p.LegalEntityId)).ToHashSet();
        var proposals = new List<LegalEntityProposal>();
        foreach (var group in bearers.GroupBy(b => (b.Scheme, b.Value)).OrderBy(g => g.Key.Scheme, StringComparer.Ordinal).ThenBy(g => g.Key.Value, StringComparer.Ordinal))
        {
            var inOrder = group.OrderBy(b => b.FirstListedAt).ThenBy(b => b.Source, StringComparer.Ordinal).ThenBy(b => b.OwnId, StringComparer.Ordinal).ToList();
            foreach (var later in inOrder.Skip(1).Where(b => b.LegalEntityId != inOrder[0].LegalEntityId && known.Add((b.Id, inOrder[0].LegalEntityId))))
                proposals.Add(new LegalEntityProposal
                {
                    Id = time.NewId(),
                    SupplierId = later.Id,
                    LegalEntityId = inOrder[0].LegalEntityId,
                    Identifier = $"{group.Key.Scheme}:{group.Key.Value}",
                    State = ProposalState.Proposed,
                    ImportId = import.Id,
                });
        }
        await db.BulkInsertAsync(proposals, ct);
    }
}
