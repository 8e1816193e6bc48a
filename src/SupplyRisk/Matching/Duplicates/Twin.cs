using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Duplicates;

/// <summary>A supplier, read once, ready to be compared with many.</summary>
public sealed class Twin
{
    private const int LeastDigits = 7, ComparedDigits = 8;

    private readonly Lazy<bool> hasName;

    public Twin(TwinFacts facts)
    {
        Facts = facts;
        hasName = new Lazy<bool>(() => new NameReader(TokenFrequencies.Shipped, MatchSettings.Default).Forms(facts.Name).Exists(form => form.HasCore));
        City = Words(facts.City);
        Region = Words(facts.Region);
        Address = Words(facts.Address);
        PostalCode = facts.PostalCode is { } code ? string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() : "";
        Phone = Digits(facts.Phone);
        SiteNumbers = [.. facts.Identifiers.Where(NamesASite)];
        LegalNumbers = [.. facts.Identifiers.Where(i => !NamesASite(i))];
    }

    public TwinFacts Facts { get; }

    /// <summary>True if a word of the name is its own, and not only what everybody in the trade is called.</summary>
    internal bool HasNameOfItsOwn => hasName.Value;

    internal string[] City { get; }

    internal string[] Region { get; }

    /// <summary>Words and numbers of the address, as they sound, each once.</summary>
    internal string[] Address { get; }

    internal string PostalCode { get; }

    internal string Phone { get; }

    internal string[] SiteNumbers { get; }

    internal string[] LegalNumbers { get; }

    internal MatchQuery Query => new() { Name = Facts.Name, NativeName = Facts.NativeName, Country = Facts.Country, Address = WholeAddress };

    internal MatchQuery NamesAlone => new() { Name = Facts.Name, NativeName = Facts.NativeName };

    internal MatchEntry Entry(string id) => new()
    {
        Id = id,
        Name = Facts.Name,
        Aliases = Facts.NativeName is { } native ? [native] : [],
        Country = Facts.Country,
        Address = WholeAddress,
    };

    /// <summary>An address with a number in it, as it is looked up; null where it says too little to tell a place.</summary>
    internal string? AddressKey =>
        Address.Length >= 3 && Address.Any(IsNumber) ? "address:" + string.Join(' ', Address.Concat(City).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) : null;

    internal static bool IsNumber(string word) => word.Any(char.IsAsciiDigit);

    private string? WholeAddress => string.Join(", ", new[] { Facts.Address, Facts.City, Facts.Region }.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } whole ? whole : null;

    // Whoever gave out an OS ID or a GLN named a place by it; the others name a company.
    private static bool NamesASite(string identifier) => identifier.StartsWith("os_id:", StringComparison.Ordinal) || identifier.StartsWith("gln:", StringComparison.Ordinal);

    private static string[] Words(string? text) => string.IsNullOrWhiteSpace(text) ? [] :
        [.. NameWords.Read(text, Lexicon.Shipped).Where(w => !AddressSpelling.Silent.Contains(w.Text)).Select(Canonical).Distinct(StringComparer.Ordinal)];

    private static string Canonical(RawWord word)
    {
        if (IsNumber(word.Text)) return word.Text;
        var text = AddressSpelling.Abbreviations.GetValueOrDefault(word.Text, word.Text);
        var entry = word.Entry ?? (Lexicon.Shipped.Longest([word], 0, out var found) == 1 ? found : null);
        return entry?.Sense ?? (text == word.Text ? word.Key : SoundKey.Of(text));
    }

    private static string Digits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length < LeastDigits || digits.Distinct().Count() < 3 ? "" : digits[Math.Max(0, digits.Length - ComparedDigits)..];
    }
}
