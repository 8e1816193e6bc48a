using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion;

/// <summary>A number of workers, or the lower bound of a band.</summary>
/// <param name="Value">Null for an upper bound alone ("fewer than 1000").</param>
/// <param name="IsBand">True if the list gives a band or a bound, not a number.</param>
internal sealed partial record WorkerCount(int? Value, bool IsBand)
{
    private const int Longest = 80;

    /// <summary>Null if the text is no number of workers. Separators always group thousands: there is no half worker.</summary>
    public static WorkerCount? Parse(string text)
    {
        if (text.Length > Longest || !Numbers().IsMatch(text))
            return null;
        var numbers = Numbers().Matches(text).Select(m => Count(m.Value)).ToList();
        if (numbers[0] is not { } first)
            return null;
        if (numbers.Count == 1 && UpperBound().IsMatch(text))
            return new(null, IsBand: true);
        if (numbers.Count == 1)
            return new(first, LowerBound().IsMatch(text));
        return numbers is [_, { } second] && second >= first ? new(first, IsBand: true) : null;
    }

    private static int? Count(string digits)
    {
        // "250.0" and "250,00" come from spreadsheets; three digits after a sign are thousands.
        var cut = digits.LastIndexOfAny(['.', ',']);
        var whole = cut >= 0 && digits.Length - cut - 1 is 1 or 2 ? digits[..cut] : digits;
        var plain = string.Concat(whole.Where(char.IsAsciiDigit));
        return plain.Length is > 0 and <= 7 ? int.Parse(plain, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"[0-9]+(?:[.,'’\u00a0\u202f ][0-9]{3})*(?:[.,][0-9]{1,2})?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"<|≤|less|under|below|fewer|up to|max|unter|weniger|bis|menos|hasta|inferior|moins|jusqu|até|少于|低于|以下|以内|不超过|不足", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UpperBound();

    [GeneratedRegex(@">|≥|\+|more|over|above|at least|min|über|mehr|ab |más|mas de|mínimo|plus|mais|acima|超过|以上|至少|大于", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LowerBound();
}
