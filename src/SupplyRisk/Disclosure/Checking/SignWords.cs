using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>Groups of words that signs name in braces, from <c>statements/sign_words.csv</c>; the customer's own take the place of the shipped ones by name.</summary>
internal sealed class SignWords
{
    private readonly Dictionary<string, string> groups = new(StringComparer.Ordinal);

    public static SignWords Load(RulesetFolders folders)
    {
        var words = new SignWords();
        foreach (var root in new[] { folders.Shipped, folders.Own }.OfType<string>())
        {
            var path = Path.Combine(root, "statements", "sign_words.csv");
            if (!File.Exists(path)) continue;
            using var csv = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true, BadDataFound = null, MissingFieldFound = null });
            if (!csv.Read() || !csv.ReadHeader()) continue;
            while (csv.Read())
                if (csv.TryGetField("group", out string? group) && csv.TryGetField("words", out string? of) && !string.IsNullOrWhiteSpace(group) && !string.IsNullOrWhiteSpace(of)) words.groups[group.Trim()] = of.Trim();
        }
        return words;
    }

    /// <returns>The sign with its groups written out, or null if it names one that is not there.</returns>
    public string? Spelt(string sign)
    {
        foreach (var (group, words) in groups) sign = sign.Replace($"{{{group}}}", words, StringComparison.Ordinal);
        return sign.Contains('{', StringComparison.Ordinal) ? null : sign;
    }
}
