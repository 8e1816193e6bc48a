using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Ingestion;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Suppliers as they are compared with each other.</summary>
internal static class Twins
{
    public static IQueryable<TwinFacts> Facts(this IQueryable<SupplierVersion> versions) => versions.Select(v => new TwinFacts
    {
        Id = v.SupplierId,
        Name = v.Name,
        NativeName = v.NativeName,
        Address = v.Address,
        City = v.City,
        Region = v.Region,
        PostalCode = v.PostalCode,
        Country = v.Country,
        Phone = v.Phone,
        Identifiers = Packed.Split(v.Identifiers),
    });

    public static TwinFacts Facts(this SupplierVersion version) => new[] { version }.AsQueryable().Facts().Single();

    public static TwinFacts Facts(NewRow row, Guid id) => new()
    {
        Id = id,
        Name = row.Record.Name,
        NativeName = row.Record.NativeName,
        Address = row.Record.Address,
        City = row.Record.City,
        Region = row.Record.Region,
        PostalCode = row.Record.PostalCode,
        Country = row.Record.Country,
        Phone = row.Record.Phone,
        Identifiers = [.. row.Record.Identifiers.Select(i => i.ToString())],
    };

    /// <summary>The one that an earlier import brought stands left, so that a pair is one pair whoever asks.</summary>
    public static (T Left, T Right) InOrder<T>(T a, T b, Func<T, Guid> id) => id(a).CompareTo(id(b)) <= 0 ? (a, b) : (b, a);

    /// <summary>What a decision on a pair rests on: everything that is compared of both. SHA-256, first 32 hex digits.</summary>
    public static string FactsKey(TwinFacts left, TwinFacts right)
    {
        var text = string.Join('\u001e', new[] { left, right }.Select(f => string.Join('\u001f',
            f.Name, f.NativeName, f.Address, f.City, f.Region, f.PostalCode, f.Country, f.Phone, string.Join('|', f.Identifiers))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
