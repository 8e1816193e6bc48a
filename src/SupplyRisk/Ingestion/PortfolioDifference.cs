using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>What a row of a list would do to the portfolio.</summary>
public enum RowEffect
{
    New,
    Changed,
    Unchanged,
}

/// <summary>Compares the rows of a list, one by one, with what its list source is known to hold. Holds some 60 bytes a known supplier, none a row.</summary>
public sealed class PortfolioDifference
{
    private readonly Dictionary<string, Known> known;
    private readonly HashSet<Guid> seen = [];

    private PortfolioDifference(Dictionary<string, Known> known) => this.known = known;

    /// <summary>A supplier of the source as now known.</summary>
    public sealed record Known(Guid SupplierId, string? FactsHash, DateTime? NotListedSince);

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    /// <summary>Listed suppliers of the source that no row has named so far.</summary>
    public IEnumerable<Known> Unseen => known.Values.Where(k => k.NotListedSince is null && k.FactsHash is not null && !seen.Contains(k.SupplierId));

    /// <param name="db">Read only.</param>
    /// <param name="listSourceId">Null for a source that does not exist yet: everything is new.</param>
    public static async Task<PortfolioDifference> AgainstAsync(SupplyRiskDb db, Guid? listSourceId, CancellationToken ct)
    {
        if (listSourceId is not { } source) return new PortfolioDifference([]);
        var current = db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd);
        var rows = await (
            from s in db.Suppliers.Where(s => s.ListSourceId == source)
            join v in current on s.Id equals v.SupplierId into versions
            from v in versions.DefaultIfEmpty()
            select new { s.OwnId, s.Id, FactsHash = v == null ? null : v.FactsHash, s.NotListedSince }).AsNoTracking().ToListAsync(ct);
        return new PortfolioDifference(rows.ToDictionary(r => r.OwnId, r => new Known(r.Id, r.FactsHash, r.NotListedSince), StringComparer.Ordinal));
    }

    /// <summary>Says what the row would do and counts it.</summary>
    /// <param name="key">The supplier's key within the source.</param>
    /// <param name="factsHash"><see cref="FactsHash"/> of the row.</param>
    /// <returns>The effect, and the supplier as known; null if it is new.</returns>
    public (RowEffect Effect, Known? Supplier) Take(string key, string factsHash)
    {
        if (!known.TryGetValue(key, out var supplier))
        {
            New++;
            return (RowEffect.New, null);
        }
        seen.Add(supplier.SupplierId);
        if (supplier.FactsHash == factsHash && supplier.NotListedSince is null)
        {
            Unchanged++;
            return (RowEffect.Unchanged, supplier);
        }
        if (supplier.FactsHash is null) New++;
        else Changed++;
        return (RowEffect.Changed, supplier);
    }

    /// <summary>SHA-256 over every fact of a record, first 32 hex digits. Equal hash, equal facts.</summary>
    public static string FactsHash(SupplierRecord record)
    {
        var text = string.Join('\u001f',
            record.Name, record.NativeName, record.Address, record.City, record.Region, record.Country, record.PostalCode, record.Sector,
            record.Goods, string.Join('|', record.HsCodes), string.Join('|', record.Identifiers), record.ParentCompany, record.Tier,
            string.Join('|', record.Supplies), record.BuyingEntity, record.Workers,
            record.Spend?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture), record.SpendCurrency);
        if (record.Phone is not null) text += '\u001f' + record.Phone; // hashes written before there were numbers stay as they are
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
