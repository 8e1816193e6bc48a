using System.Collections.Frozen;

namespace SupplyRisk.Matching;

/// <summary>How words of an address are written short, and which say nothing.</summary>
internal static class AddressSpelling
{
    internal static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rd"] = "road",
        ["st"] = "street",
        ["str"] = "street",
        ["ave"] = "avenue",
        ["av"] = "avenue",
        ["blvd"] = "boulevard",
        ["bldg"] = "building",
        ["ind"] = "industrial",
        ["fl"] = "floor",
        ["hwy"] = "highway",
        ["jl"] = "jalan",
        ["jln"] = "jalan",
        ["ext"] = "extension",
        ["dist"] = "district",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static readonly FrozenSet<string> Silent = new[] { "no", "nr", "num", "numero", "the", "of", "and", "号", "號" }.ToFrozenSet(StringComparer.Ordinal);
}
