using System.Collections.Frozen;
using System.Globalization;
using SupplyRisk.App.Assets;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.App.Pages.Suppliers;

/// <summary>Suppliers of one province, or of one country where no list names a province that is known.</summary>
/// <param name="Country">ISO alpha-2; empty if no list names one.</param>
/// <param name="Region">As lists name it; null where they name none.</param>
/// <param name="X">On the map; null where the place is not known.</param>
/// <param name="ByProvince">False where only the country could be placed.</param>
public sealed record SupplierPlace(string Country, string? Region, int Suppliers, IReadOnlyDictionary<Band, int> ByBand, int? Coverage, int? X, int? Y, bool ByProvince)
{
    /// <summary>The worst band that at least a tenth of those screened are in or above; null where most cannot be rated or none is screened.</summary>
    public Band? Shade
    {
        get
        {
            var screened = ByBand.Values.Sum();
            if (screened == 0 || ByBand.GetValueOrDefault(Band.CannotRate) * 2 > screened) return null;
            var soFar = 0;
            foreach (var band in (Band[])[Band.Critical, Band.High, Band.Medium, Band.Low])
                if ((soFar += ByBand.GetValueOrDefault(band)) * 10 >= screened) return band;
            return Band.Low;
        }
    }

    /// <summary>True where most is unknown: fewer than half of what should be known is.</summary>
    public bool LittleKnown => Coverage is null or < 40;
}

/// <summary>Puts suppliers on the map: by province, for lists give no coordinates.</summary>
public static class SupplierPlaces
{
    private static readonly FrozenDictionary<(string Country, string Name), (int X, int Y)> Regions =
        World.Regions.SelectMany(r => r.Names.Split('|').Select(n => ((r.Country, Key(n)), (r.X, r.Y)))).DistinctBy(x => x.Item1).ToFrozenDictionary(x => x.Item1, x => x.Item2);

    private static readonly FrozenDictionary<string, (int X, int Y)> Countries =
        World.Anchors.Select(a => (Code: CountryNames.Find(a.Numeric), a.X, a.Y)).Where(a => a.Code is not null).DistinctBy(a => a.Code).ToFrozenDictionary(a => a.Code!, a => (a.X, a.Y)); // filtered

    /// <summary>By number of suppliers, descending, then country and region.</summary>
    public static IReadOnlyList<SupplierPlace> Of(IReadOnlyList<PortfolioRow> rows) =>
        [.. rows.GroupBy(r => (Country: r.Country ?? "", r.Region)).Select(g => Place(g.Key.Country, g.Key.Region, [.. g]))
            .OrderByDescending(p => p.Suppliers).ThenBy(p => p.Country, StringComparer.Ordinal).ThenBy(p => p.Region, StringComparer.Ordinal)];

    private static SupplierPlace Place(string country, string? region, List<PortfolioRow> rows)
    {
        var screened = rows.FindAll(r => r.Band is not null);
        var found = region is not null && Regions.TryGetValue((country, Key(region)), out var province);
        var at = found ? Regions[(country, Key(region!))] : Countries.TryGetValue(country, out var anchor) ? anchor : ((int X, int Y)?)null; // found by it
        return new SupplierPlace(
            country, region, rows.Count, screened.CountBy(r => r.Band!.Value).ToDictionary(), screened.Count == 0 ? null : (int)screened.Average(r => r.Coverage), at?.X, at?.Y, found); // filtered
    }

    // Letters alone, without accents and without the word for what it is.
    private static string Key(string name)
    {
        var letters = string.Concat(name.Normalize(System.Text.NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Surrogate))
            .Select(c => c switch { 'ı' => 'i', 'ł' or 'Ł' => 'l', 'đ' or 'Đ' => 'd', _ when char.IsLetterOrDigit(c) => char.ToLowerInvariant(c), _ => ' ' })).Trim();
        foreach (var word in (string[])[" province", " region", " state", " sheng", " shi", " division", " city"])
            if (letters.EndsWith(word, StringComparison.Ordinal) && letters.Length > word.Length) letters = letters[..^word.Length];
        if (letters is [.., '省' or '市'] && letters.Length > 2) letters = letters[..^1];
        return letters.Replace(" ", "", StringComparison.Ordinal);
    }
}
