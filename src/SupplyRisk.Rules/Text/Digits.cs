namespace SupplyRisk.Rules.Text;

/// <summary>Reads numbers in figures as people group them: 120,000 and 1.200.000 and 1,20,000 and 12,5 and 80k.</summary>
internal static class Digits
{
    private const int Longest = 15;
    private const int MostGroups = 6;

    /// <summary>The number that begins at <paramref name="at"/>, and where it ends; NaN for what is none, such as the number of a clause.</summary>
    public static double Read(string text, int at, out int end)
    {
        Span<long> groups = stackalloc long[MostGroups];
        Span<int> lengths = stackalloc int[MostGroups];
        Span<char> marks = stackalloc char[MostGroups];
        var count = 0;
        end = at;
        while (count < MostGroups)
        {
            var length = 0;
            long group = 0;
            while (end < text.Length && Folding.Fold(text[end]) is >= '0' and <= '9' && length < Longest)
            {
                group = group * 10 + (Folding.Fold(text[end++]) - '0');
                length++;
            }

            (groups[count], lengths[count]) = (group, length);
            count++;
            if (!GoesOn(text, end, lengths[count - 1], count) || count == MostGroups)
                break;
            marks[count] = text[end];
            end++;
        }

        if (lengths[0] == 0 || end < text.Length && char.IsAsciiDigit(Folding.Fold(text[end])))
            return double.NaN;
        var value = Value(groups[..count], lengths[..count], marks[..count]);
        if (!double.IsNaN(value) && end < text.Length && text[end] is 'k' or 'K' && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1])))
        {
            end++;
            value *= 1000;
        }

        return value;
    }

    // A space parts thousands only: three digits and no more.
    private static bool GoesOn(string text, int at, int length, int groups)
    {
        if (at + 1 >= text.Length || Folding.Fold(text[at + 1]) is not (>= '0' and <= '9'))
            return false;
        return text[at] switch
        {
            ',' or '.' or '，' or '．' or '\'' or '’' => true,
            ' ' or '\u00A0' or '\u202F' or '\u2009' => (groups > 1 ? length == 3 : length is >= 1 and <= 3)
                && TokenReader.DigitsAt(text, at + 1) == 3,
            _ => false,
        };
    }

    private static double Value(ReadOnlySpan<long> groups, ReadOnlySpan<int> lengths, ReadOnlySpan<char> marks)
    {
        if (groups.Length == 1)
            return groups[0];
        var last = groups.Length - 1;
        var isFraction = lengths[last] != 3 || last > 1 && marks[last] != marks[last - 1];
        var whole = isFraction ? last : last + 1;
        if (whole > 1 && lengths[0] > 3)
            return double.NaN;
        double value = groups[0];
        for (var i = 1; i < whole; i++)
        {
            // Two digits a group, as India writes them, but never at the end.
            if (lengths[i] != 3 && (lengths[i] != 2 || i == whole - 1) || marks[i] != marks[1])
                return double.NaN;
            value = value * (lengths[i] == 3 ? 1000 : 100) + groups[i];
        }

        return isFraction ? value + groups[last] / Math.Pow(10, lengths[last]) : value;
    }
}
