namespace SupplyRisk.Rules.Text;

/// <summary>Numbers in Chinese characters, such as 三, 十二 and 三百六十.</summary>
internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";

    public static (double Value, int Tokens) Read(ReadOnlySpan<Token> tokens, int at)
    {
        double total = 0, digit = 0;
        var i = at;
        for (; i < tokens.Length && tokens[i].Alone && i - at < 8; i++)
        {
            var c = tokens[i].Character == '两' ? '二' : tokens[i].Character;
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10000, _ => 0 };
            var value = unit > 0 ? -1 : Digits.IndexOf(c, StringComparison.Ordinal);
            if (unit == 10000)
                (total, digit) = ((total + digit) * unit, 0);
            else if (unit > 0)
                (total, digit) = (total + Math.Max(digit, 1) * unit, 0);
            else if (value >= 0)
                digit = value;
            else
                break;
        }

        return (total + digit, i - at);
    }
}
