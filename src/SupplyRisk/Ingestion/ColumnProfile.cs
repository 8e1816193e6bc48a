using System.Text.RegularExpressions;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>What the values of a column look like: the shares are of the values that are filled, 0 to 1.</summary>
internal sealed partial class ColumnProfile
{
    private const int Looked = 300;
    private const int Shown = 5;

    private readonly List<string> _values;

    public ColumnProfile(int column, IEnumerable<SourceRow> rows)
    {
        _values = [.. rows.Select(r => CellText.Value(r.Text(column))).OfType<string>().Take(Looked)];
        Samples = [.. _values.Distinct().Take(Shown)];
        Countries = Share(v => v.Length > 2 && !char.IsAsciiDigit(v[0]) && CountryNames.Find(v) is not null);
        CountryCodes = Share(v => v.Length == 2 && CountryNames.Find(v) is not null);
        Numbers = Share(v => v.Any(char.IsDigit) && !v.Any(char.IsLetter));
        Codes = Share(v => v.Length <= 20 && v.Any(char.IsDigit) && !v.Contains(' ', StringComparison.Ordinal));
        Distinct = _values.Count == 0 ? 0 : (double)_values.Distinct().Count() / _values.Count;
    }

    public int Filled => _values.Count;

    public IReadOnlyList<string> Samples { get; }

    public IReadOnlyList<string> Values => _values;

    /// <summary>Written-out names and three-letter codes.</summary>
    public double Countries { get; }

    public double CountryCodes { get; }

    public double Numbers { get; }

    /// <summary>Short, with digits, without blanks.</summary>
    public double Codes { get; }

    public double Distinct { get; }

    /// <summary>What the values alone say, surest first; empty for a column whose values could be anything.</summary>
    public IEnumerable<HeaderMeaning> Evidence()
    {
        if (Filled == 0)
            yield break;
        if (Share(v => IdentifierCheck.Of(IdentifierScheme.Lei, v).Problem is null) > 0.5)
            yield return ByContent(SupplierField.Lei, 0.9, "values are LEIs");
        if (Share(v => IdentifierCheck.Of(IdentifierScheme.Uscc, v).Problem is null) > 0.5)
            yield return ByContent(SupplierField.Uscc, 0.9, "values are unified social credit codes");
        if (Share(v => IdentifierCheck.Of(IdentifierScheme.OsId, v).Problem is null) > 0.5)
            yield return ByContent(SupplierField.OsId, 0.9, "values are OS IDs");
        if (Filled > 1 && Share(v => IdentifierCheck.Of(IdentifierScheme.Gln, v).Problem is null) > 0.8)
            yield return ByContent(SupplierField.Gln, 0.7, "values are 13 digits with a GS1 check digit");
        if (Share(v => DashedDuns().IsMatch(v)) > 0.8)
            yield return ByContent(SupplierField.Duns, 0.7, "values are written like DUNS numbers");
        if (Countries >= 0.7)
            yield return ByContent(SupplierField.Country, 0.8, "values are country names");
        else if (CountryCodes >= 0.9 && Filled > 2)
            yield return ByContent(SupplierField.Country, 0.6, "values are country codes");
        if (Share(v => LegalForm().IsMatch(v)) > 0.4)
            yield return ByContent(SupplierField.Name, 0.65, "values are names with a legal form");
        if (Share(v => WrittenTier().IsMatch(v)) > 0.8)
            yield return ByContent(SupplierField.Tier, 0.7, "values are tiers");
        if (Filled > 1 && Share(v => v.Length == 3 && Currencies.Find(v) is not null) > 0.9)
            yield return ByContent(SupplierField.Currency, 0.6, "values are currency codes");
        if (Share(v => DottedHs().IsMatch(v)) > 0.8)
            yield return ByContent(SupplierField.HsCodes, 0.6, "values are written like HS codes");
    }

    /// <summary>How far the values bear out what the header says: 1 where nothing speaks against it.</summary>
    public double Credible(SupplierField field, double confidence) => Filled < 3 ? 1 : field switch
    {
        SupplierField.Country => Countries + CountryCodes + Numbers < 0.3 ? 0.5 : 1,
        SupplierField.Region or SupplierField.Address or SupplierField.Goods or SupplierField.Sector => Countries > 0.8 ? 0.5 : 1,
        SupplierField.Name => Codes > 0.9 ? 0.2 : Countries > 0.9 ? 0.3 : 1,
        SupplierField.OwnId => confidence < 1 && Distinct < 0.9 ? 0.5 : Codes < 0.1 && Values.Any(v => v.Contains(' ', StringComparison.Ordinal)) ? 0.6 : 1,
        SupplierField.Spend or SupplierField.Workers => Share(v => v.Any(char.IsDigit)) < 0.3 ? 0.4 : 1,
        SupplierField.Tier => Share(v => TierText.Parse(v) is not null) < 0.3 ? 0.4 : 1,
        _ => 1,
    };

    private static HeaderMeaning ByContent(SupplierField field, double confidence, string why) => new(field, confidence, why, "");

    private double Share(Func<string, bool> of) => _values.Count == 0 ? 0 : (double)_values.Count(of) / _values.Count;

    [GeneratedRegex(@"^[0-9]{2}-[0-9]{3}-[0-9]{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex DashedDuns();

    [GeneratedRegex(@"^[0-9]{4}\.[0-9]{2}(\.[0-9]{2,4})?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DottedHs();

    [GeneratedRegex(@"^(tier|t|stufe|nivel|niveau|rang)\s*[1-9]\b|^[1-9](st|nd|rd|th) tier|^[一二三四五]级", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WrittenTier();

    [GeneratedRegex(@"\b(ltd|limited|llc|inc|corp|gmbh|ag|kg|ohg|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|s\.?l|b\.?v|n\.?v|oy|ab|a/?s|a\.?ş|pvt|pty|plc|co|sdn bhd|pt|sarl|lda|ltda|kft|sp\. z o\.o|s\.?r\.?o|d\.?o\.?o|jsc|ooo|sti|şti|e\.?k)\b|有限公司|有限责任公司|股份公司|集团|厂$|株式会社|公司$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LegalForm();
}
