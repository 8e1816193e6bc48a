namespace SupplyRisk.Rules.Text;

/// <summary>Finds the latest year a text names: as far as a text alone can show, the time it was written.</summary>
internal static class Years
{
    private const int Earliest = 1990;
    private const int Last = 2049;

    public static int Latest(string text)
    {
        var latest = 0;
        for (var at = text.IndexOf("20", StringComparison.Ordinal); at >= 0; at = text.IndexOf("20", at + 2, StringComparison.Ordinal))
        {
            if (at + 4 <= text.Length && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
                && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not (',' or '.') || Folding.IsAlone(text[at - 1]))
                && (at + 4 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 4])))
            {
                var year = int.Parse(text.AsSpan(at, 4), System.Globalization.CultureInfo.InvariantCulture);
                if (year is >= Earliest and <= Last)
                    latest = Math.Max(latest, year);
            }
        }

        return latest;
    }
}
