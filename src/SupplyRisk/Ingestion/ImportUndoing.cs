using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Ingestion;

/// <summary>Puts the portfolio back to what was known before an import. Nothing is deleted: what the import said is closed, what it closed is said again.</summary>
internal sealed class ImportUndoing(SupplyRiskDb db, TimeProvider time, Import import)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.Instant();
        var touched = await db.SupplierVersions.Where(v => v.ImportId == import.Id || v.EndedByImportId == import.Id).Select(v => v.SupplierId).Distinct().ToListAsync(ct);
        var ended = await db.SupplierVersions.Where(v => v.EndedByImportId == import.Id && v.ImportId != import.Id).AsNoTracking().ToListAsync(ct);
        var saidLinks = await db.SupplyLinks.StillKnownNow().Where(l => l.ImportId == import.Id && l.BuyerSupplierId != null).Select(l => l.BuyerSupplierId!.Value).ToListAsync(ct); // filtered
        var endedLinks = await db.SupplyLinks.Where(l => l.EndedByImportId == import.Id && l.ImportId != import.Id).AsNoTracking().ToListAsync(ct);
        await db.SupplierVersions.StillKnownNow().Where(v => v.ImportId == import.Id).ExecuteUpdateAsync(u => u.SetProperty(v => v.KnownTo, now), ct);
        await db.SupplyLinks.StillKnownNow().Where(l => l.ImportId == import.Id).ExecuteUpdateAsync(u => u.SetProperty(l => l.KnownTo, now), ct);
        await db.BulkInsertAsync(ended.Select(v => Copies.Of(v, time.NewId(), v.ValidFrom, v.ValidTo, now, v.ImportId)), ct);
        await db.BulkInsertAsync(endedLinks.Select(l => Copies.Of(l, time.NewId(), l.ValidFrom, l.ValidTo, now, l.ImportId)), ct);
        var buyers = saidLinks.Concat(endedLinks.Select(l => l.BuyerSupplierId).OfType<Guid>()).Distinct().ToList();
        await db.AddWorkAsync(WorkKind.Score, buyers, "import_undone", now, ct);
        await LoseBuyersAsync(ct);
        await db.LegalEntityProposals.Where(p => p.ImportId == import.Id && p.State == Suppliers.ProposalState.Proposed).ExecuteDeleteAsync(ct);

        foreach (var some in touched.Chunk(500))
        {
            await db.SupplierIdentifiers.Where(i => some.Contains(i.SupplierId)).ExecuteDeleteAsync(ct);
            var known = await db.SupplierVersions.StillKnownNow().Where(v => some.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd && v.Identifiers != "")
                .Select(v => new { v.SupplierId, v.Identifiers }).ToListAsync(ct);
            await db.BulkInsertAsync(known.SelectMany(v => v.Identifiers.Split('|').Select(i => i.Split(':', 2)).Select(i =>
                new Suppliers.SupplierIdentifier { Id = time.NewId(), SupplierId = v.SupplierId, Scheme = i[0], Value = i[1] })), ct);
        }

        var listings = await db.ListingChanges.Where(c => c.ImportId == import.Id).Select(c => new { c.SupplierId, c.Before }).ToListAsync(ct);
        foreach (var group in listings.GroupBy(c => c.Before))
            foreach (var some in group.Select(c => c.SupplierId).Chunk(500))
                await db.Suppliers.Where(s => some.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.NotListedSince, group.Key), ct);

        var again = touched.Concat(listings.Select(c => c.SupplierId)).Distinct().ToList();
        await db.AddWorkAsync(WorkKind.Match, again, "import_undone", now, ct);
        await db.BulkInsertAsync(again.Select(id => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = id }), ct);
    }

    // Other lists may name a buyer that only this import knew. They still say so; whom they mean is open again.
    private async Task LoseBuyersAsync(CancellationToken ct)
    {
        var known = db.SupplierVersions.StillKnownNow();
        await db.SupplyLinks.StillKnownNow()
            .Where(l => l.BuyerSupplierId != null && l.BuyerKey != null && !known.Any(v => v.SupplierId == l.BuyerSupplierId))
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.BuyerSupplierId, (Guid?)null), ct);
    }
}
