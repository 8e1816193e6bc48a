using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyRisk.Review.Redacting;

/// <summary>Numbers of people in a text. English, as the product's own sentences are; quotes in other languages carry their counted quantities.</summary>
internal static partial class SmallGroups
{
    private static readonly string[] Numbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    /// <summary>True if a text names fewer than <paramref name="smallest"/> people, or leaves as few over.</summary>
    public static bool In(string text, int smallest)
    {
        if (smallest <= 1) return false;
        foreach (Match m in OfMany().Matches(text))
            if (TooSmall(Number(m.Groups["n"].Value), Number(m.Groups["of"].Value), smallest)) return true;
        foreach (Match m in People().Matches(text))
            if (TooSmall(Number(m.Groups["n"].Value), null, smallest)) return true;
        return OnePerson().IsMatch(text);
    }

    /// <summary>True for a group that may not be named: none is no group.</summary>
    public static bool TooSmall(decimal? people, decimal? of, int smallest) =>
        (people > 0 && people < smallest) || (of > 0 && of < smallest) || (of - people is { } rest && rest > 0 && rest < smallest);

    private static decimal? Number(string text)
    {
        var word = Array.FindIndex(Numbers, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word >= 0) return word;
        if (text.Equals("a dozen", StringComparison.OrdinalIgnoreCase)) return 12;
        return decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    private const string N = @"(?:\d[\d,]{0,11}|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|a dozen)";
    private const string Who = @"(?:workers?|employees?|migrants?|women|woman|men|man|people|persons?|interviewees?|staff|operators?|labou?rers?|residents?|trainees?|apprentices?|children|child|minors?|complainants?|respondents?|colleagues?|nationals?|tenants?|passports?|contracts?)";

    /// <summary>"one of 12 workers", "1 out of 12", "3 of the 25 interviewed", "one in 12", "2/14 workers".</summary>
    [GeneratedRegex($@"\b(?<n>{N})\s{{1,3}}(?:out\s+)?of\s{{1,3}}(?:the\s+|our\s+|its\s+|all\s+)?(?<of>{N})\b|\b(?<n>one|1)\s+in\s+(?<of>{N})\b|\b(?<n>{N})\s?/\s?(?<of>{N})\s+(?:[\p{{L}}\-]{{1,24}}\s+)?{Who}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex OfMany();

    /// <summary>"three workers", "4 Nepalese women", "seven of the workers".</summary>
    [GeneratedRegex($@"\b(?<n>{N})\s+(?:of\s+(?:the|our|its|their)\s+)?(?:[\p{{L}}\-]{{1,24}}\s+){{0,2}}{Who}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex People();

    /// <summary>"another worker", "a single employee", "the only woman".</summary>
    [GeneratedRegex(@"\b(?:another|a\s+single|a\s+sole|the\s+(?:only|sole|single))\s+(?:[\p{L}\-]{1,24}\s+)?(?:worker|employee|migrant|woman|man|person|interviewee|operator|labou?rer|trainee|apprentice|child|minor|complainant|respondent)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex OnePerson();
}
