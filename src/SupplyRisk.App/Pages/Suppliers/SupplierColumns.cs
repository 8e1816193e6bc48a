using SupplyRisk.Review;

namespace SupplyRisk.App.Pages.Suppliers;

/// <summary>What the list of suppliers can show beside the name, in its order.</summary>
public enum SupplierColumn
{
    OwnId,
    List,
    Country,
    Region,
    Sector,
    Tier,
    Score,
    Band,
    Known,
    Flags,
    Screened,
}

/// <summary>Which columns an address asks for.</summary>
internal static class SupplierColumns
{
    public static readonly IReadOnlyList<SupplierColumn> Usual =
        [SupplierColumn.Country, SupplierColumn.Sector, SupplierColumn.Score, SupplierColumn.Band, SupplierColumn.Known, SupplierColumn.Flags, SupplierColumn.Screened];

    /// <summary>Those named, in their own order; the usual ones if none is.</summary>
    public static IReadOnlyList<SupplierColumn> Read(IQueryCollection query)
    {
        var asked = query["col"].Select(Words.Parse<SupplierColumn>).OfType<SupplierColumn>().Distinct().Order().ToList();
        return asked.Count == 0 ? Usual : asked;
    }

    public static string Name(SupplierColumn column) => column switch
    {
        SupplierColumn.OwnId => "Number",
        SupplierColumn.List => "List",
        SupplierColumn.Country => "Country",
        SupplierColumn.Region => "Province or state",
        SupplierColumn.Sector => "Sector",
        SupplierColumn.Tier => "Tier",
        SupplierColumn.Score => "Score",
        SupplierColumn.Band => "Band",
        SupplierColumn.Known => "Known",
        SupplierColumn.Flags => "Flags for review",
        SupplierColumn.Screened => "Screened",
    };

    /// <summary>The order that a click on the column's head asks for; null where it has none.</summary>
    public static SupplierOrder? OrderOf(SupplierColumn column) => column switch
    {
        SupplierColumn.Country => SupplierOrder.Country,
        SupplierColumn.Score => SupplierOrder.Score,
        SupplierColumn.Known => SupplierOrder.Coverage,
        SupplierColumn.Screened => SupplierOrder.Screened,
        _ => null,
    };
}
