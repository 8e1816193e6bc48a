using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Writes the rows of one import in chunks, within one transaction.</summary>
/// <param name="db">In a transaction.</param>
/// <param name="time">For row ids.</param>
/// <param name="import">The import that says so.</param>
/// <param name="now">When we come to know it.</param>
/// <param name="today">From when a change is true.</param>
internal sealed class SupplierWriter(SupplyRiskDb db, TimeProvider time, Import import, DateTime now, DateOnly today)
{
    private const int Chunk = 5_000;

    private readonly List<Supplier> suppliers = [];
    private readonly List<LegalEntity> entities = [];
    private readonly List<SupplierVersion> versions = [];
    private readonly List<SupplierIdentifier> identifiers = [];
    private readonly List<SupplyLink> links = [];
    private readonly List<Guid> changed = [];
    private readonly List<Guid> relisted = [];
    private readonly List<Guid> toMatch = [];
    private readonly Dictionary<string, Guid> buyingEntities = new(StringComparer.Ordinal);

    public async Task AddAsync(string key, SupplierRecord record, string factsHash, CancellationToken ct)
    {
        var entity = new LegalEntity { Id = time.NewId(), Name = record.Name, Country = record.Country };
        var supplier = new Supplier { Id = time.NewId(), ListSourceId = import.ListSourceId, OwnId = key, LegalEntityId = entity.Id, FirstListedAt = now };
        entities.Add(entity);
        suppliers.Add(supplier);
        await AddVersionAsync(supplier.Id, TwoTimes.OpenStart, record, factsHash, ct);
        await FlushIfFullAsync(ct);
    }

    /// <summary>Closes what was known and adds what is now: the old facts ended today, the new ones since today.</summary>
    public async Task ChangeAsync(PortfolioDifference.Known supplier, SupplierRecord record, string factsHash, CancellationToken ct)
    {
        if (supplier.NotListedSince is not null) relisted.Add(supplier.SupplierId);
        if (supplier.FactsHash != factsHash)
        {
            changed.Add(supplier.SupplierId);
            await AddVersionAsync(supplier.SupplierId, supplier.FactsHash is null ? TwoTimes.OpenStart : today, record, factsHash, ct);
        }
        await FlushIfFullAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (changed.Count > 0) await CloseAsync(changed, ct);
        await db.BulkInsertAsync(entities, ct);
        await db.BulkInsertAsync(suppliers, ct);
        await db.BulkInsertAsync(versions, ct);
        await db.BulkInsertAsync(identifiers, ct);
        await db.BulkInsertAsync(links, ct);
        if (relisted.Count > 0) await RelistAsync(ct);
        await db.AddWorkAsync(WorkKind.Match, toMatch, "import_applied", now, ct);
        await db.BulkInsertAsync(toMatch.Select(id => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = id }), ct);
        entities.Clear();
        suppliers.Clear();
        versions.Clear();
        identifiers.Clear();
        links.Clear();
        changed.Clear();
        relisted.Clear();
        toMatch.Clear();
    }

    private Task FlushIfFullAsync(CancellationToken ct) => versions.Count + relisted.Count >= Chunk ? FlushAsync(ct) : Task.CompletedTask;

    private async Task AddVersionAsync(Guid supplierId, DateOnly validFrom, SupplierRecord record, string factsHash, CancellationToken ct)
    {
        var buyingEntity = await BuyingEntityAsync(record.BuyingEntity, ct);
        versions.Add(new SupplierVersion
        {
            Id = time.NewId(),
            SupplierId = supplierId,
            ValidFrom = validFrom,
            ValidTo = TwoTimes.OpenEnd,
            KnownFrom = now,
            KnownTo = TwoTimes.StillKnown,
            ImportId = import.Id,
            FactsHash = factsHash,
            Name = record.Name,
            NativeName = record.NativeName,
            Address = record.Address,
            City = record.City,
            Region = record.Region,
            Country = record.Country,
            PostalCode = record.PostalCode,
            Sector = record.Sector,
            Goods = record.Goods,
            HsCodes = string.Join('|', record.HsCodes),
            Identifiers = string.Join('|', record.Identifiers),
            ParentCompany = record.ParentCompany,
            Phone = record.Phone,
            Tier = record.Tier,
            Supplies = string.Join('|', record.Supplies),
            BuyingEntityId = buyingEntity,
            Workers = record.Workers,
            Spend = record.Spend,
            SpendCurrency = record.SpendCurrency,
        });
        foreach (var identifier in record.Identifiers)
            identifiers.Add(new SupplierIdentifier { Id = time.NewId(), SupplierId = supplierId, Scheme = ExternalIdentifier.SchemeName(identifier.Scheme), Value = identifier.Value });
        foreach (var buyer in record.Supplies)
            links.Add(Link(supplierId, validFrom, record.Tier, buyerKey: buyer, buyingEntity: null));
        if (buyingEntity is not null)
            links.Add(Link(supplierId, validFrom, record.Tier, buyerKey: null, buyingEntity));
        toMatch.Add(supplierId);
    }

    private SupplyLink Link(Guid supplierId, DateOnly validFrom, int? tier, string? buyerKey, Guid? buyingEntity) => new()
    {
        Id = time.NewId(),
        SupplierId = supplierId,
        BuyerKey = buyerKey,
        BuyingEntityId = buyingEntity,
        Tier = tier,
        ValidFrom = validFrom,
        ValidTo = TwoTimes.OpenEnd,
        KnownFrom = now,
        KnownTo = TwoTimes.StillKnown,
        ImportId = import.Id,
    };

    private async Task<Guid?> BuyingEntityAsync(string? name, CancellationToken ct)
    {
        if (name is null) return null;
        if (buyingEntities.TryGetValue(name, out var id)) return id;
        var existing = await db.BuyingEntities.AsNoTracking().FirstOrDefaultAsync(x => x.Name == name, ct);
        if (existing is null)
        {
            existing = new BuyingEntity { Id = time.NewId(), Name = name };
            await db.BulkInsertAsync([existing], ct);
        }
        return buyingEntities[name] = existing.Id;
    }

    // What was known is closed, never changed: it is put back as "ended today", unless it began today and is thereby corrected.
    private async Task CloseAsync(List<Guid> ids, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(500))
        {
            var oldVersions = await db.SupplierVersions.StillKnownNow().Where(v => some.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd).AsNoTracking().ToListAsync(ct);
            var oldLinks = await db.SupplyLinks.StillKnownNow().Where(v => some.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd).AsNoTracking().ToListAsync(ct);
            await db.SupplierVersions.StillKnownNow().Where(v => some.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
                .ExecuteUpdateAsync(u => u.SetProperty(v => v.KnownTo, now).SetProperty(v => v.EndedByImportId, import.Id), ct);
            await db.SupplyLinks.StillKnownNow().Where(v => some.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
                .ExecuteUpdateAsync(u => u.SetProperty(v => v.KnownTo, now).SetProperty(v => v.EndedByImportId, import.Id), ct);
            await db.SupplierIdentifiers.Where(x => some.Contains(x.SupplierId)).ExecuteDeleteAsync(ct);
            // Who was supplied by it may be no longer: what stood up that way has to go.
            await db.AddWorkAsync(WorkKind.Score, oldLinks.Select(l => l.BuyerSupplierId).OfType<Guid>().Distinct(), "supply_link_ended", now, ct);
            await db.BulkInsertAsync(oldVersions.Where(v => v.ValidFrom < today).Select(v => Copies.Of(v, time.NewId(), v.ValidFrom, today, now, import.Id)), ct);
            await db.BulkInsertAsync(oldLinks.Where(v => v.ValidFrom < today).Select(v => Copies.Of(v, time.NewId(), v.ValidFrom, today, now, import.Id)), ct);
            // A correction of the same day is true since the day the corrected facts were said to be.
            var corrected = oldVersions.Where(v => v.ValidFrom >= today).Select(v => v.SupplierId).ToHashSet();
            if (corrected.Count == 0) continue;
            for (var i = 0; i < versions.Count; i++)
                if (corrected.Contains(versions[i].SupplierId) && oldVersions.First(v => v.SupplierId == versions[i].SupplierId) is { } old)
                    versions[i] = Copies.Of(versions[i], versions[i].Id, old.ValidFrom, TwoTimes.OpenEnd, now, import.Id);
        }
    }

    private async Task RelistAsync(CancellationToken ct)
    {
        foreach (var some in relisted.Chunk(500))
        {
            var before = await db.Suppliers.Where(s => some.Contains(s.Id)).Select(s => new { s.Id, s.NotListedSince }).ToListAsync(ct);
            await db.BulkInsertAsync(before.Select(s => new ListingChange { Id = time.NewId(), ImportId = import.Id, SupplierId = s.Id, Before = s.NotListedSince }), ct);
            await db.Suppliers.Where(s => some.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.NotListedSince, (DateTime?)null), ct);
        }
        toMatch.AddRange(relisted.Except(changed).Except(toMatch));
    }
}
