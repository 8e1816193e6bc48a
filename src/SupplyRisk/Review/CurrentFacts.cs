using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>What is true and known now, for pages.</summary>
internal static class CurrentFacts
{
    /// <summary>One version a supplier: what its list said last.</summary>
    public static IQueryable<SupplierVersion> Now(this IQueryable<SupplierVersion> versions) =>
        versions.Where(x => x.KnownTo == TwoTimes.StillKnown && x.ValidTo == TwoTimes.OpenEnd);

    /// <summary><c>a|b</c> as a list; empty if none.</summary>
    public static IReadOnlyList<string> Parts(this string joined) => joined.Split('|', StringSplitOptions.RemoveEmptyEntries);
}
