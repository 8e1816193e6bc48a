using System.Collections.Frozen;
using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Search;

/// <summary>What is looked for.</summary>
public enum SearchKind
{
    Supplier,
    Document,
}

/// <summary>A property by which results are narrowed and counted. Its values are words, never text to be searched.</summary>
public enum SearchField
{
    /// <summary>ISO 3166-1 alpha-2; for a document the countries of its suppliers.</summary>
    Country,

    /// <summary>Province or state as the list gives it.</summary>
    Region,

    /// <summary><c>low, medium, high, critical, cannot_rate</c>.</summary>
    Band,
    Sector,

    /// <summary>1 sells to us, 2 to tier 1, and so on.</summary>
    Tier,

    /// <summary>Name of the list source a supplier comes from.</summary>
    ListSource,

    /// <summary><c>hard_trigger, risk, match_to_check, gather_evidence</c>.</summary>
    Flag,

    /// <summary>Kind of document or audit scheme, e.g. <c>smeta</c>.</summary>
    DocumentKind,

    /// <summary>ISO 639-1.</summary>
    Language,

    /// <summary>Id of a supplier the document is linked to.</summary>
    Supplier,
}

/// <summary>The parts of a record in which words are looked for.</summary>
public enum SearchTextPart
{
    /// <summary>A supplier's name and native name, or a document's title.</summary>
    Name,

    /// <summary>Aliases and parent company.</summary>
    OtherNames,

    /// <summary>Own id and external identifiers, or a document's path.</summary>
    Identifier,
    Address,
    Goods,

    /// <summary>A document's normalised text.</summary>
    Text,
}

/// <summary>Which fields and text parts each kind has, how they are called, and how their values are written.</summary>
public static class SearchFields
{
    /// <summary>The value under which records without one are filtered and counted.</summary>
    public const string None = "none";

    private static readonly FrozenDictionary<string, Band> s_bands = Enum.GetValues<Band>().ToFrozenDictionary(ValueOf, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, FlagKind> s_flags = Enum.GetValues<FlagKind>().ToFrozenDictionary(ValueOf, StringComparer.Ordinal);

    /// <summary>The fields of a kind, in the order in which pages show them.</summary>
    public static IReadOnlyList<SearchField> Of(SearchKind kind) => kind switch
    {
        SearchKind.Supplier =>
        [
            SearchField.Band, SearchField.Flag, SearchField.Country, SearchField.Region,
            SearchField.Sector, SearchField.Tier, SearchField.ListSource,
        ],
        SearchKind.Document => [SearchField.DocumentKind, SearchField.Country, SearchField.Language, SearchField.Supplier],
    };

    /// <summary>The text parts of a kind with the weight a hit in each has for relevance, in the order in which adapters lay them out.</summary>
    public static IReadOnlyList<(SearchTextPart Part, double Weight)> PartsOf(SearchKind kind) => kind switch
    {
        SearchKind.Supplier =>
        [
            (SearchTextPart.Name, 8), (SearchTextPart.OtherNames, 5), (SearchTextPart.Identifier, 6),
            (SearchTextPart.Address, 2), (SearchTextPart.Goods, 2),
        ],
        SearchKind.Document => [(SearchTextPart.Name, 4), (SearchTextPart.Identifier, 2), (SearchTextPart.Text, 1)],
    };

    /// <summary>How a field is called in what people type and in addresses.</summary>
    public static string NameOf(SearchField field) => field switch
    {
        SearchField.Country => "country",
        SearchField.Region => "region",
        SearchField.Band => "band",
        SearchField.Sector => "sector",
        SearchField.Tier => "tier",
        SearchField.ListSource => "list",
        SearchField.Flag => "flag",
        SearchField.DocumentKind => "kind",
        SearchField.Language => "language",
        SearchField.Supplier => "supplier",
    };

    public static string ValueOf(Band band) => band switch
    {
        Band.Low => "low",
        Band.Medium => "medium",
        Band.High => "high",
        Band.Critical => "critical",
        Band.CannotRate => "cannot_rate",
    };

    public static string ValueOf(FlagKind flag) => flag switch
    {
        FlagKind.HardTrigger => "hard_trigger",
        FlagKind.Risk => "risk",
        FlagKind.MatchToCheck => "match_to_check",
        FlagKind.GatherEvidence => "gather_evidence",
    };

    /// <summary>What is wrong with a value for a field, as a sentence for the person who typed it; null if nothing is.</summary>
    public static string? Fault(SearchField field, string value)
    {
        if (value == None)
            return null;
        return field switch
        {
            SearchField.Country when !IsCode(value, 2) => $"“{value}” is not a country: give the two-letter code, such as CN or DE.",
            SearchField.Language when !IsCode(value, 2) => $"“{value}” is not a language: give the two-letter code, such as en or zh.",
            SearchField.Band when !s_bands.ContainsKey(value) => $"“{value}” is not a band: {string.Join(", ", Enum.GetValues<Band>().Select(ValueOf))}.",
            SearchField.Flag when !s_flags.ContainsKey(value) => $"“{value}” is not a flag: {string.Join(", ", Enum.GetValues<FlagKind>().Select(ValueOf))}.",
            SearchField.Tier when !IsTier(value) => $"“{value}” is not a tier: give a whole number from 1.",
            SearchField.Supplier when !Guid.TryParse(value, out _) => $"“{value}” is not the id of a supplier.",
            _ when SearchAnalysis.Key(value).Length == 0 => $"“{value}” holds no letter or digit.",
            _ => null,
        };
    }

    private static bool IsCode(string value, int length) => value.Length == length && value.All(char.IsAsciiLetter);

    private static bool IsTier(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var tier) && tier >= 1;
}
