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
            from l in db.SupplyLinks.StillKnownNow().Where(l => l.BuyerKey != null && l.BuyerSupplierId == null)
            join s in db.Suppliers on l.SupplierId equals s.Id
            select new { Link = l, s.ListSourceId }).ToListAsync(ct);
        if (open.Count == 0) return;

        var wanted = open.Select(o => o.Link.BuyerKey!).Distinct(StringComparer.Ordinal).ToList(); // filtered above
        var byKey = new List<(string Key, Guid Source, Guid Id)>();
        foreach (var some in wanted.Chunk(500))
        {
            var ids = await db.Suppliers.Where(s => some.Contains(s.OwnId)).Select(s => new { s.OwnId, s.ListSourceId, s.Id }).ToListAsync(ct);
            byKey.AddRange(ids.Select(s => (s.OwnId, s.ListSourceId, s.Id)));
            var names = await (
                from v in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd && some.Contains(v.Name))
                join s in db.Suppliers on v.SupplierId equals s.Id
                select new { v.Name, s.ListSourceId, s.Id }).ToListAsync(ct);
            byKey.AddRange(names.Select(s => (s.Name, s.ListSourceId, s.Id)));
        }
        var lookup = byKey.Distinct().ToLookup(k => k.Key, StringComparer.Ordinal);
        var found = new List<Guid>();
        foreach (var o in open)
        {
            // Within the own list first; another list only if it names exactly one.
            var own = lookup[o.Link.BuyerKey!].Where(k => k.Source == o.ListSourceId).Select(k => k.Id).Distinct().ToList();
            var any = own.Count > 0 ? own : lookup[o.Link.BuyerKey!].Select(k => k.Id).Distinct().ToList();
            if (any.Count != 1 || any[0] == o.Link.SupplierId) continue;
            o.Link.BuyerSupplierId = any[0];
            found.Add(any[0]);
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        db.Imports.Attach(import);
        await db.AddWorkAsync(WorkKind.Score, found.Distinct(), "supply_link_found", now, ct);
    }

    // A shared number of a company in law is a question for a person, never a merge.
    private async Task ProposeLegalEntitiesAsync(Import import, CancellationToken ct)
    {
        string[] legal = [.. Enum.GetValues<IdentifierScheme>().Where(s => !new ExternalIdentifier(s, "").NamesASite).Select(ExternalIdentifier.SchemeName)];
        var fresh = db.SupplierVersions.StillKnownNow().Where(v => v.ImportId == import.Id && v.ValidTo == TwoTimes.OpenEnd).Select(v => v.SupplierId);
        var pairs = await (
            from mine in db.SupplierIdentifiers.Where(i => legal.Contains(i.Scheme) && fresh.Contains(i.SupplierId))
            join other in db.SupplierIdentifiers on new { mine.Scheme, mine.Value } equals new { other.Scheme, other.Value }
            join me in db.Suppliers on mine.SupplierId equals me.Id
            join it in db.Suppliers on other.SupplierId equals it.Id
            where mine.SupplierId != other.SupplierId && it.Id.CompareTo(me.Id) < 0 && it.LegalEntityId != me.LegalEntityId
            select new { me.Id, it.LegalEntityId, mine.Scheme, mine.Value }).Distinct().ToListAsync(ct);
        var known = (await db.LegalEntityProposals.Select(p => new { p.SupplierId, p.LegalEntityId }).ToListAsync(ct)).Select(p => (p.SupplierId, p.LegalEntityId)).ToHashSet();
        await db.BulkInsertAsync(pairs.Where(p => known.Add((p.Id, p.LegalEntityId))).Select(p => new LegalEntityProposal
        {
            Id = time.NewId(),
            SupplierId = p.Id,
            LegalEntityId = p.LegalEntityId,
            Identifier = $"{p.Scheme}:{p.Value}",
            State = ProposalState.Proposed,
            ImportId = import.Id,
        }), ct);
    }
}
