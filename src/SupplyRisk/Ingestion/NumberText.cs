using System.Globalization;
using System.Text;

namespace SupplyRisk.Ingestion;

/// <summary>Which sign a column puts before decimals. Unknown where no value of it tells: a lone group of three digits is then thousands.</summary>
internal enum DecimalSign
{
    Unknown,
    Point,
    Comma,
}

/// <summary>Numbers as lists write them: "1.234,50", "1,234.50", "1 234,50 €", "(1'234.50)", "12,34,567", "1.5 Mio", "1234-".</summary>
internal static class NumberText
{
    private const int Longest = 60;

    private static readonly (string Suffix, decimal Factor)[] Multiples =
        [("billion", 1e9m), ("bn", 1e9m), ("mrd", 1e9m), ("亿", 1e8m), ("million", 1e6m), ("mio", 1e6m), ("mn", 1e6m), ("m", 1e6m), ("百万", 1e6m), ("万", 1e4m), ("tsd", 1e3m), ("千", 1e3m), ("k", 1e3m)];

    /// <summary>Decided over the whole column by its values that leave no doubt; the majority where they contradict.</summary>
    public static DecimalSign Decide(IEnumerable<string> values)
    {
        var (point, comma) = (0, 0);
        foreach (var value in values)
        {
            switch (Evidence(Digits(value).Number))
            {
                case DecimalSign.Point: point++; break;
                case DecimalSign.Comma: comma++; break;
                default: break;
            }
        }
        return point == comma ? DecimalSign.Unknown : point > comma ? DecimalSign.Point : DecimalSign.Comma;
    }

    /// <summary>Null if it is no number.</summary>
    public static decimal? Parse(string text, DecimalSign column)
    {
        if (text.Length > Longest)
            return null;
        var (number, before, after, negative) = Digits(text);
        if (number.Length == 0 || !MayStandBefore(before) || Factor(after) is not { } factor)
            return null;
        var sign = Evidence(number) is var own and not DecimalSign.Unknown ? own : column;
        var plain = sign switch
        {
            DecimalSign.Comma => number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'),
            DecimalSign.Point => number.Replace(",", "", StringComparison.Ordinal),
            DecimalSign.Unknown => number.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal),
        };
        if (!WellGrouped(number, sign) || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1e15m)
            return null;
        return value * factor * (negative ? -1 : 1);
    }

    // 12.05.2024 is a date: what groups digits leaves three behind the last sign, and two (as in India) or three between signs.
    private static bool WellGrouped(string number, DecimalSign sign)
    {
        var (group, end) = sign switch
        {
            DecimalSign.Comma => ('.', number.LastIndexOf(',')),
            DecimalSign.Point => (',', number.LastIndexOf('.')),
            DecimalSign.Unknown => (number.Contains('.', StringComparison.Ordinal) ? '.' : ',', -1),
        };
        var groups = (end < 0 ? number : number[..end]).Split(group);
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups[^1].Length == 3 && groups[1..^1].All(g => g.Length is 2 or 3));
    }

    /// <summary>What one number says of the decimal sign. A sign that comes twice, or before the other, groups digits.</summary>
    private static DecimalSign Evidence(string number)
    {
        var (points, commas) = (number.Count(c => c == '.'), number.Count(c => c == ','));
        if (points > 0 && commas > 0)
            return number.LastIndexOf('.') > number.LastIndexOf(',') ? DecimalSign.Point : DecimalSign.Comma;
        if (points > 1)
            return DecimalSign.Comma;
        if (commas > 1)
            return DecimalSign.Point;
        if (points + commas == 0)
            return DecimalSign.Unknown;
        var at = number.IndexOfAny(['.', ',']);
        var groups = number.Length - at - 1 == 3 && at is >= 1 and <= 3 && number[0] != '0';
        return groups ? DecimalSign.Unknown : number[at] == '.' ? DecimalSign.Point : DecimalSign.Comma;
    }

    /// <summary>Digits and signs; what stands before and after them; whether the number is below zero.</summary>
    private static (string Number, string Before, string After, bool Negative) Digits(string text)
    {
        var (number, before, after) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var (negative, ended) = (false, false);
        foreach (var c in text.Length > Longest ? "" : Suppliers.Spelling.WellFormed(text).Normalize(NormalizationForm.FormKC))
        {
            if (after.Length == 0 && !ended && (char.IsAsciiDigit(c) || (c is '.' or ',' && number.Length > 0)))
                number.Append(c);
            else if (c is '-' or '−' or '(')
                (negative, ended) = (true, number.Length > 0);
            else if (!char.IsWhiteSpace(c) && c is not ('\'' or '’' or ')' or '+' or '~' or '≈'))
                (number.Length == 0 ? before : after).Append(c);
        }
        return (number.ToString().TrimEnd('.', ','), before.ToString(), after.ToString().ToLowerInvariant(), negative);
    }

    private static bool MayStandBefore(string text) =>
        text.Length == 0 || text is "$" or "¥" or "c." or "ca" or "ca." or "approx" or "approx." or "约" || Currencies.Find(text) is not null;

    /// <summary>1 for nothing or a currency, the multiple for "Mio", "k", "万"; null where digits follow, since that is not one number.</summary>
    private static decimal? Factor(string rest)
    {
        if (rest.Any(char.IsAsciiDigit))
            return null;
        var multiple = Array.Find(Multiples, m => rest.StartsWith(m.Suffix, StringComparison.Ordinal));
        if (multiple.Suffix is "m" or "k" or "mn" or "bn" && rest.Length > multiple.Suffix.Length && char.IsLetter(rest[multiple.Suffix.Length]) && Currencies.Find(rest[multiple.Suffix.Length..]) is null)
            return Currencies.Find(rest) is null ? null : 1;
        if (multiple.Suffix is not null)
            return multiple.Factor;
        return rest.Length == 0 || Currencies.Find(rest.Trim('.')) is not null || rest is "$" or "¥" or "￥" or "kr" ? 1 : null;
    }
}
