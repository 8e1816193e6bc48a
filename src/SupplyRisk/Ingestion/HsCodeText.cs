namespace SupplyRisk.Ingestion;

/// <summary>HS codes as lists write them: "6109.10", "610910|620342", "6109 10 00", "6109.10 - T-shirts".</summary>
internal static class HsCodeText
{
    /// <summary>Digits of every code, and the pieces that are none.</summary>
    public static (List<string> Codes, List<string> Unreadable) Parse(string text)
    {
        var (codes, unreadable) = (new List<string>(), new List<string>());
        foreach (var piece in text.Split([',', ';', '|', '/', '\n', '、', '，', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Code(piece) is { } code)
                codes.Add(code);
            else
                unreadable.Add(piece);
        }
        return (codes, unreadable);
    }

    private static string? Code(string piece)
    {
        var number = piece.StartsWith("HS", StringComparison.OrdinalIgnoreCase) ? piece[2..].TrimStart(' ', ':', '.', '-') : piece;
        var end = 0;
        while (end < number.Length && (char.IsAsciiDigit(number[end]) || (number[end] is '.' or ' ' && end + 1 < number.Length && char.IsAsciiDigit(number[end + 1]))))
            end++;
        if (end < number.Length && char.IsLetter(number[end]))
            return null;
        var groups = number[..end].Split(['.', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (groups.Length == 0)
            return null;
        // Stored as a number, 6109.10 became 6109.1 and 0402 became 402: codes have an even number of digits.
        if (groups.Length > 1 && groups[^1].Length == 1)
            groups[^1] += "0";
        var code = string.Concat(groups);
        if (code.Length % 2 == 1)
            code = "0" + code;
        return code.Length is >= 2 and <= 12 && string.CompareOrdinal(code[..2], "01") >= 0 ? code : null;
    }
}
