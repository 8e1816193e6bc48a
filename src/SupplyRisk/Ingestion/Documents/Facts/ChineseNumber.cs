namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Numbers in Chinese characters: digit by digit (二〇二五) or counted (二十三, 一百二十).</summary>
internal static class ChineseNumber
{
    private const string Digits = "〇一二三四五六七八九";

    public static int Parse(string text)
    {
        if (!text.Any(c => c is '十' or '百' or '廿'))
            return text.Aggregate(0, (sum, c) => (sum * 10) + Digit(c));
        int total = 0, digit = 0;
        foreach (var c in text)
        {
            (total, digit) = c switch
            {
                '百' => (total + (Math.Max(1, digit) * 100), 0),
                '十' => (total + (Math.Max(1, digit) * 10), 0),
                '廿' => (total + 20, 0),
                _ => (total, Digit(c)),
            };
        }

        return total + digit;
    }

    private static int Digit(char c) => c is '零' or '○' ? 0 : c is '两' ? 2 : Math.Max(0, Digits.IndexOf(c, StringComparison.Ordinal));
}
