using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion;

/// <summary>Tiers as lists write them: "2", "Tier 2", "T2", "2nd tier", "Stufe 2", "Rang 1 - Konfektion", "二级", "一次", "2차".</summary>
internal static partial class TierText
{
    private const int Longest = 60;
    private const string HanDigits = "一二三四五六七八九";

    /// <summary>1 to 20, or null if the text names no tier.</summary>
    public static int? Parse(string text)
    {
        if (text.Length > Longest)
            return null;
        if (Named().Match(text) is { Success: true } named)
            return InRange(named.Groups["tier"].Value);
        if (Counted().Match(text) is { Success: true } counted)
            return InRange(counted.Groups["tier"].Value);
        if (Han().Match(text) is { Success: true } han)
            return HanDigits.IndexOf(han.Groups["tier"].Value, StringComparison.Ordinal) + 1;
        return Direct().IsMatch(text) ? 1 : null;
    }

    private static int? InRange(string digits) =>
        int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 20 and var tier ? tier : null;

    [GeneratedRegex(@"(^|[^a-z])(tier|t|stufe|nivel|nível|niveau|rang|rank|rango|level|livello|kademe|seviye|cấp|bậc|tingkat|lapis|ระดับ|ティア|티어|ebene|n|camada)\s*[-_.:#]?\s*(?<tier>[0-9]{1,2})([^0-9]|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?<tier>[0-9]{1,2})([.,]0+)?\s*($|st|nd|rd|th|er|ère|re|e|ème|eme|º|ª|°|\.|级|級|层|層|次|차|\s|-|:|tier|stufe)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<tier>[一二三四五六七八九])\s*[级級层層阶階次]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Han();

    [GeneratedRegex(@"^(direct|direkt|directo|directa|direto|direta|diretto|diretta|doğrudan|trực tiếp|langsung|직접|直接)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Direct();
}
