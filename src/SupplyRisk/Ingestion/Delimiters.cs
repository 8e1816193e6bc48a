using CsvHelper;

namespace SupplyRisk.Ingestion;

/// <summary>The delimiter of a text list: the one that cuts most records into the same number of cells.</summary>
internal static class Delimiters
{
    private const int SampledRecords = 200;
    private const string Hint = "sep=";

    private static readonly (char Delimiter, ListFormat Format)[] Known =
        [(',', ListFormat.Csv), (';', ListFormat.Semicolon), ('\t', ListFormat.Tsv), ('|', ListFormat.Pipe)];

    /// <param name="sample">The beginning of the text.</param>
    /// <param name="complete">False if the last record may be cut.</param>
    public static (char Delimiter, ListFormat Format) Detect(string sample, bool complete)
    {
        // Excel's own hint, written by some exports as the first line.
        if (sample.StartsWith(Hint, StringComparison.OrdinalIgnoreCase) && sample.Length > Hint.Length && Known.FirstOrDefault(k => k.Delimiter == sample[Hint.Length]) is { Delimiter: not '\0' } hinted)
            return hinted;
        return Known.Select(k => (Known: k, Score: Score(sample, k.Delimiter, complete))).MaxBy(k => k.Score).Known;
    }

    /// <summary>True for the line that only tells Excel the delimiter.</summary>
    public static bool IsHint(string? firstCell) =>
        firstCell is not null && firstCell.StartsWith(Hint, StringComparison.OrdinalIgnoreCase) && firstCell.Length <= Hint.Length + 1;

    private static double Score(string sample, char delimiter, bool complete)
    {
        var widths = new List<int>();
        using var parser = new CsvParser(new StringReader(sample), DelimitedRows.Configuration(delimiter, sample.Length + 1));
        while (widths.Count < SampledRecords && parser.Read())
            widths.Add(Array.TrueForAll(parser.Record!, string.IsNullOrWhiteSpace) ? 0 : parser.Count); // Read returned true
        if (!complete && widths.Count is > 1 and < SampledRecords)
            widths.RemoveAt(widths.Count - 1);
        widths.RemoveAll(w => w == 0);
        if (widths.Count == 0)
            return 0;
        // Cells of a quoted record do not fall apart at another delimiter, so the count is honest. Rows of a title block are short.
        var usual = widths.Where(w => w > 1).GroupBy(w => w).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
        return usual is null ? 0 : (double)usual.Count() / widths.Count * (1 + (Math.Min(usual.Key, 20) * 0.02));
    }
}
