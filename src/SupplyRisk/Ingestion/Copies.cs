using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>The same facts at other times. Rows of two times are never changed, only closed and written again.</summary>
internal static class Copies
{
    public static SupplierVersion Of(SupplierVersion v, Guid id, DateOnly validFrom, DateOnly validTo, DateTime knownFrom, Guid importId) => new()
    {
        Id = id,
        SupplierId = v.SupplierId,
        ValidFrom = validFrom,
        ValidTo = validTo,
        KnownFrom = knownFrom,
        KnownTo = TwoTimes.StillKnown,
        ImportId = importId,
        FactsHash = v.FactsHash,
        Name = v.Name,
        NativeName = v.NativeName,
        Address = v.Address,
        City = v.City,
        Region = v.Region,
        Country = v.Country,
        PostalCode = v.PostalCode,
        Sector = v.Sector,
        Goods = v.Goods,
        HsCodes = v.HsCodes,
        Identifiers = v.Identifiers,
        ParentCompany = v.ParentCompany,
        Phone = v.Phone,
        Tier = v.Tier,
        Supplies = v.Supplies,
        BuyingEntityId = v.BuyingEntityId,
        Workers = v.Workers,
        Spend = v.Spend,
        SpendCurrency = v.SpendCurrency,
    };

    public static SupplyLink Of(SupplyLink l, Guid id, DateOnly validFrom, DateOnly validTo, DateTime knownFrom, Guid importId) => new()
    {
        Id = id,
        SupplierId = l.SupplierId,
        BuyerSupplierId = l.BuyerSupplierId,
        BuyerKey = l.BuyerKey,
        BuyingEntityId = l.BuyingEntityId,
        Tier = l.Tier,
        ValidFrom = validFrom,
        ValidTo = validTo,
        KnownFrom = knownFrom,
        KnownTo = TwoTimes.StillKnown,
        ImportId = importId,
    };
}
