using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Finds rows that come twice in one file, keeping 40 bytes a row and nothing of the rows themselves.</summary>
internal sealed class SeenRows
{
    private readonly Dictionary<UInt128, (int Row, UInt128 Content)> _byKey = [];

    /// <summary>The issue a repeated row has, or null for a new one.</summary>
    public RowIssue? Add(int row, SupplierRecord supplier, SupplierKey key)
    {
        var content = Hash(Content(supplier));
        if (_byKey.TryAdd(Hash(key.Value), (row, content)))
            return null;
        var (earlier, before) = _byKey[Hash(key.Value)];
        if (content == before)
            return new(row, "", null, IssueSeverity.Warning, $"the same as row {earlier}: taken once", "delete one of the two rows");
        return key.IsContentHash && supplier.OwnId is null
            ? new(row, "", supplier.Name, IssueSeverity.Warning, $"the same name, country and address as row {earlier}: taken once, and what this row says besides is left out", "put both rows into one, or give each site its own id or address")
            : new(row, "", supplier.OwnId, IssueSeverity.Error, $"the id '{supplier.OwnId}' stands in row {earlier} already, with other details", "put both rows into one, or give each supplier its own id");
    }

    private static UInt128 Hash(string text) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Content(SupplierRecord s) => string.Join('\u001f',
        s.OwnId, SupplierKey.Normalised(s.Name), s.NativeName, SupplierKey.Normalised(s.Address ?? ""), s.City, s.Region, s.Country, s.PostalCode, s.Sector, s.Goods, string.Join('\u001e', s.HsCodes),
        string.Join('\u001e', s.Identifiers), s.ParentCompany, s.Tier?.ToString(CultureInfo.InvariantCulture), string.Join('\u001e', s.Supplies), s.BuyingEntity,
        s.Workers?.ToString(CultureInfo.InvariantCulture), s.Spend?.ToString("0.############", CultureInfo.InvariantCulture), s.SpendCurrency, s.Phone);
}
