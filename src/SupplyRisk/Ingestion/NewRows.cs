using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>A row of a previewed list that would make a new supplier.</summary>
/// <param name="Row">As the list counts its rows.</param>
/// <param name="Key">What the supplier would be called within its source.</param>
public sealed record NewRow(int Row, string Key, SupplierRecord Record);

/// <summary>Reads again what a previewed import would add.</summary>
public static class NewRows
{
    /// <returns>The new rows in the order of the list; null if its bytes are no longer kept or cannot be read.</returns>
    public static async Task<List<NewRow>?> OfAsync(SupplyRiskDb db, Import import, string keptFile, CancellationToken ct)
    {
        var mapping = import.Mapping is { } text ? MappingOverrides.Parse(text).Overrides : null;
        if (!File.Exists(keptFile) || SupplierListReader.Open(keptFile, mapping) is not SupplierListReading reading) return null;
        var difference = await PortfolioDifference.AgainstAsync(db, import.ListSourceId, ct);
        var rows = new List<NewRow>();
        try
        {
            foreach (var row in reading.Rows(ct))
            {
                if (row.Record is not { } record) continue;
                var key = (row.Key ?? SupplierKey.Of(record)).Value;
                if (difference.Take(key, PortfolioDifference.FactsHash(record)).Supplier?.FactsHash is null) rows.Add(new NewRow(row.Row, key, record));
            }
        }
        catch (UnusableListException)
        {
            return null; // applying it says so
        }
        return rows;
    }
}
