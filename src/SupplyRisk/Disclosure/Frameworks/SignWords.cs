using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Groups of words that signs name in braces, from <c>statements/sign_words.csv</c>; the customer's own take the place of the shipped ones by name.</summary>
internal sealed partial class SignWords
{
    public static readonly SignWords None = new();

    private readonly Dictionary<string, string> groups = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Groups => groups.Keys;

    /// <param name="files">The customer's own last.</param>
    public static SignWords Of(IEnumerable<RulesetFile> files)
    {
        var words = new SignWords();
        foreach (var file in files)
        {
            using var csv = new CsvReader(new StringReader(file.Text), new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true, BadDataFound = null, MissingFieldFound = null });
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

    /// <returns>What is wrong with a sign and what was probably meant, or null.</returns>
    public (string Message, string? Suggestion)? Problem(string sign)
    {
        if (Named().Matches(sign).Select(m => m.Groups["group"].Value).FirstOrDefault(g => !groups.ContainsKey(g)) is { } unknown)
            return ($"There is no group of words `{unknown}`: the file statements/sign_words.csv has {string.Join(", ", groups.Keys.Order(StringComparer.Ordinal))}.", Nearest.To(unknown, groups.Keys));
        return Spelt(sign) is { } spelt && Sign.IsReadable(spelt) ? null
            : ($"The sign `{sign}` cannot be read: brackets and braces must close, and beside what must not stand there (`!`) it says what must.", null);
    }

    [GeneratedRegex(@"\{(?<group>[^{}]*)\}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
