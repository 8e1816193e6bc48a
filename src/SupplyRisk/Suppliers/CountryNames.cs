using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SupplyRisk.Suppliers;

/// <summary>
/// Countries as lists write them: ISO 3166-1 alpha-2, alpha-3 and numeric codes, names in English, Chinese, German, Spanish,
/// French, Portuguese and some thirty other languages, and usual spellings ("PRC", "Viet Nam", "Korea, Republic of").
/// The table is <c>countries.csv</c>; its names come from Unicode CLDR 48, the spellings from lists. Kosovo is XK.
/// </summary>
public static class CountryNames
{
    private const int LongestName = 120;

    private static readonly FrozenDictionary<string, string> BySpelling;
    private static readonly FrozenDictionary<string, string> EnglishNames;

    static CountryNames()
    {
        var bySpelling = new Dictionary<string, string>();
        var english = new Dictionary<string, string>();
        foreach (var row in EmbeddedTable.Rows("countries.csv"))
        {
            var alpha2 = row[0];
            english[alpha2] = row[3];
            foreach (var spelling in row[..9].Concat(row[9].Split('|')))
            {
                if (Key(spelling) is { Length: > 0 } key)
                    bySpelling.TryAdd(key, alpha2);
            }
        }
        BySpelling = bySpelling.ToFrozenDictionary();
        EnglishNames = english.ToFrozenDictionary();
    }

    /// <summary>All alpha-2 codes, ascending.</summary>
    public static IReadOnlyList<string> Codes => [.. EnglishNames.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The English name of an alpha-2 code, or null.</summary>
    public static string? English(string alpha2) => EnglishNames.GetValueOrDefault(alpha2);

    /// <summary>
    /// The alpha-2 code of a country however it is written, or null. Never guesses at typing errors:
    /// see <see cref="Nearest"/> for a suggestion to a person.
    /// </summary>
    public static string? Find(string value)
    {
        if (value.Length > LongestName)
            return null;
        if (Lookup(value) is { } whole)
            return whole;
        return WithoutBrackets(value) ?? Agreeing(value) ?? LastAfterComma(value);
    }

    /// <summary>The one country whose English, or other Latin, spelling is a single typing error away, or null.</summary>
    public static string? Nearest(string value)
    {
        var key = Key(value);
        if (key.Length is < 5 or > 40)
            return null;
        var found = BySpelling.Where(s => s.Key.Length >= 5 && Spelling.Distance(s.Key, key, 1) <= 1)
            .Select(s => s.Value).Distinct().Take(2).ToList();
        return found is [var one] ? one : null;
    }

    private static string? Lookup(string value) =>
        Key(value) is { Length: > 0 } key ? BySpelling.GetValueOrDefault(IsNumber(key) ? key.PadLeft(3, '0') : key) : null;

    // "Germany (DE)", "中国 (China)", "CN (China)"
    private static string? WithoutBrackets(string value)
    {
        var open = value.IndexOfAny(['(', '（', '[']);
        if (open < 0)
            return null;
        var outside = Lookup(value[..open]);
        var inside = Lookup(value[(open + 1)..].TrimEnd(')', '）', ']', ' '));
        return outside is not null && inside is not null && outside != inside ? null : outside ?? inside;
    }

    // "CN - China", "中国/China", "DE | Germany": every part that is a country must be the same one.
    private static string? Agreeing(string value)
    {
        var parts = value.Split(['/', '|', '-', '–', ':', '／', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2)
            return null;
        var (first, second) = (Lookup(parts[0]), Lookup(parts[1]));
        return first is not null && first == second ? first : null;
    }

    // "Shenzhen, China"
    private static string? LastAfterComma(string value)
    {
        var comma = value.LastIndexOfAny([',', '，']);
        if (comma <= 0 || value.Length - comma < 4)
            return null;
        // "X, SE" would be a compass point or a state as often as Sweden, hence at least three letters.
        return Key(value[(comma + 1)..]) is { Length: >= 3 } ? Lookup(value[(comma + 1)..]) : null;
    }

    private static bool IsNumber(string key) => key.Length is 2 or 3 && key.All(char.IsAsciiDigit);

    /// <summary>Lower case without accents, blanks and punctuation.</summary>
    private static string Key(string value)
    {
        var key = new StringBuilder(value.Length);
        foreach (var c in Spelling.Decomposed(value))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (c is >= '\u0300' and <= '\u036f')
                continue;
            if (char.IsLetterOrDigit(c) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                key.Append(char.ToLowerInvariant(c is 'ı' ? 'i' : c));
        }
        return key.ToString();
    }
}
