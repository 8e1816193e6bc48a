using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Numbers in figures and in words, and the signs of money beside them.</summary>
internal sealed partial class QuantityReader
{
    private const string HanDigits = "零一二三四五六七八九";
    private static readonly string[] NotMoney = ["#", "§", "+", "No", "no"];

    /// <summary>A number where it stands.</summary>
    /// <param name="IsCount">True if it may count people: whole and above zero.</param>
    /// <param name="IsYear">True if it looks like a year.</param>
    /// <param name="IsMarked">True if a sign before it makes it the number of something.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Number(double Value, int First, int Last, int Start, int End, bool IsCount, bool IsYear, bool IsMarked);

    private Number? NumberAt(int i)
    {
        if (i >= s.Tokens.Count)
            return null;
        var token = s.Tokens[i];
        if (!s.Language!.Lexicon.HasSpaces && (token.IsNumber || HanDigit(token.Character) >= 0))
            return Han(i);
        if (token.IsNumber)
            return InFigures(i, token.Start);
        if (!double.IsNaN(said[i].Number))
            return InWords(i, 0, token.Start, said[i].NumberEnd, isOpen: true);

        // RM3,000 is one word to a reader of words.
        var digit = text.AsSpan(token.Start, token.End - token.Start).IndexOfAnyInRange('0', '9');
        if (digit is > 0 and < 6 && words.MoneyGlued(text.AsSpan(token.Start, digit)) is not null && Digits.Read(text, token.Start + digit, out var end) is var sum && !double.IsNaN(sum))
            return Made(sum, i, LastBefore(i, end), token.Start + digit, end, isPlain: false);
        return null;
    }

    private Number? InFigures(int i, int start)
    {
        var value = Digits.Read(text, start, out var end);
        var last = LastBefore(i, end);
        if (double.IsNaN(value))
            return null;
        var isPlain = end - start == 4;

        // "1.5 million", "2 lakh", "25 mil"
        if (last + 1 < s.Tokens.Count && said[last + 1].Number >= 100 && s.Tokens[last + 1].Before == Marks.None)
            return InWords(last + 1, value, start, said[last + 1].NumberEnd, isOpen: false, i);
        return Made(value, i, last, start, end, isPlain);
    }

    private Number Made(double value, int first, int last, int start, int end, bool isPlain) => new(
        value, first, last, start, end,
        double.IsInteger(value) && value is > 0 and < 1e7,
        isPlain && value is >= 1990 and < 2100,
        start > 0 && Array.Exists(NotMoney, m => start >= m.Length && text.AsSpan(start - m.Length, m.Length).SequenceEqual(m)));

    private int LastBefore(int first, int end)
    {
        var last = first;
        while (last + 1 < s.Tokens.Count && s.Tokens[last + 1].Start < end)
            last++;
        return last;
    }

    // "twenty-two", "one hundred and twenty thousand", "treinta y dos mil"
    private Number InWords(int from, double current, int start, int firstEnd, bool isOpen, int first = -1)
    {
        double total = 0;
        var last = from - 1;
        var place = isOpen ? double.MaxValue : 1;
        for (var i = from; i < s.Tokens.Count; i = last + 1)
        {
            var at = i;
            if (at > from && double.IsNaN(said[at].Number))
            {
                var joins = s.At(ClauseWord.And, at) && at + 1 < s.Tokens.Count && said[at + 1].Number < 100 && (current >= 100 || place is 10) && s.Tokens[at].Before == Marks.None;
                if (!joins)
                    break;
                at++;
            }

            var value = said[at].Number;
            if (double.IsNaN(value) || at > from && s.Tokens[at].Before != Marks.None)
                break;
            if (value >= 1000)
                (total, current, place) = (total + Math.Max(1, current) * value, 0, value);
            else if (value >= 100 && value % 100 == 0 && current is > 0 and < 10)
                (current, place) = (current * value, 100);
            else if (value < place && (current == 0 || value < Place(current)))
                (current, place) = (current + value, value >= 100 ? 100 : value is >= 20 or 10 && value % 10 == 0 ? 10 : 1);
            else
                break;
            last = said[at].NumberEnd;
        }

        if (last < from)
            last = firstEnd;
        return Made(total + current, first < 0 ? from : first, last, start, s.Tokens[last].End, isPlain: false);
    }

    // The lowest place of a number that is taken: nothing as high may follow.
    private static double Place(double number) => number % 100 == 0 ? 100 : number % 10 == 0 ? 10 : 0;

    private static int HanDigit(char c) => c switch
    {
        '两' => 2,
        '十' or '百' or '千' or '万' or '亿' => 0,
        '〇' => 0,
        _ => HanDigits.IndexOf(c, StringComparison.Ordinal),
    };

    /// <summary>12万, 三百六十, 1万2千, 两; of 三四 the lower. What is said digit by digit, as a year, is the number of something.</summary>
    private Number? Han(int first)
    {
        double total = 0, section = 0, digit = -1;
        var i = first;
        var (isPlain, isCode) = (true, false);
        for (; i < s.Tokens.Count && i - first < 12; i++)
        {
            var token = s.Tokens[i];
            if (i > first && token.Before != Marks.None)
                break;
            if (token.IsNumber)
            {
                if (digit >= 0)
                    break;
                digit = Digits.Read(text, token.Start, out var end);
                if (double.IsNaN(digit))
                    return null;
                i = LastBefore(i, end);
                continue;
            }

            double unit = token.Character switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 1e4, '亿' => 1e8, _ => 0 };
            var value = unit > 0 ? -1 : HanDigit(token.Character);
            if (unit >= 1e4)
                (total, section, digit) = ((total + section + Math.Max(digit, 0)) * unit, 0, -1);
            else if (unit > 0)
                (section, digit) = (section + (digit < 0 ? 1 : digit) * unit, -1);
            else if (value < 0)
                break;
            else if (digit < 0)
                digit = value;
            else if (value != digit + 1)
                isCode = true;
            isPlain = false;
        }

        if (i == first || total + section == 0 && digit < 0)
            return null;
        var from = s.Tokens[first];
        var read = Made(total + section + Math.Max(digit, 0), first, i - 1, from.Start, s.Tokens[i - 1].End, isPlain && s.Tokens[i - 1].End - from.Start == 4);
        return isCode ? read with { IsMarked = true, IsCount = false } : read;
    }

    /// <summary>A sign of money at the number, with what belongs to it: US$ 1,200, €500, 500 €, S/ 300.</summary>
    private (string Unit, int Start, int End)? SymbolAt(Number n)
    {
        var before = n.Start - 1;
        if (before > 0 && text[before] is ' ' or '\u00A0')
            before--;
        if (before >= 0 && Sign(text[before]) is { } sign)
        {
            var letters = before;
            while (letters > 0 && before - letters < 3 && char.IsAsciiLetterUpper(text[letters - 1]))
                letters--;
            var named = text[before] == '$' && letters < before ? Dollars(text[letters..before]) : null;
            return (named ?? sign, named is null ? before : letters, n.End);
        }

        if (before > 0 && text[before] == '.' && text[before - 1] == '/')
            before--;
        if (before > 0 && text[before] == '/' && text[before - 1] == 'S' && (before < 2 || !char.IsLetterOrDigit(text[before - 2])))
            return ("PEN", before - 1, n.End);
        var after = n.End < text.Length && text[n.End] is ' ' or '\u00A0' ? n.End + 1 : n.End;
        return after < text.Length && Sign(text[after]) is { } behind ? (behind, n.Start, after + 1) : null;
    }

    // A sign that many countries share says no more than itself.
    private string? Sign(char c) => c switch
    {
        '€' => "EUR",
        '£' => "GBP",
        '₹' => "INR",
        '৳' => "BDT",
        '฿' => "THB",
        '₱' => "PHP",
        '₫' => "VND",
        '₺' => "TRY",
        '¥' or '￥' => s.Language!.Lexicon.Language == "zh" ? "CNY" : "¥",
        '$' or '＄' => s.Language!.Lexicon.Language == "en" ? "dollars" : "$",
        _ => null,
    };

    private static string? Dollars(string letters) => letters switch
    {
        "US" or "USD" => "USD",
        "HK" or "HKD" => "HKD",
        "NT" => "TWD",
        "MX" => "MXN",
        "S" => "SGD",
        "A" or "AU" => "AUD",
        "C" or "CA" => "CAD",
        "R" => "BRL",
        _ => null,
    };
}
