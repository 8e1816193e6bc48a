using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Which of the first rows holds the headers.</summary>
internal static class HeaderRows
{
    /// <summary>How far down a header is looked for.</summary>
    public const int Looked = 60;

    private const int LongestHeader = 120;

    /// <summary>The index of the header row in <paramref name="rows"/> and how header-like it is, or null. Rows are those that are not empty.</summary>
    public static (int Index, double Score)? Find(List<SourceRow> rows, MappingOverrides? overrides)
    {
        var asked = (overrides?.Entries ?? []).Select(e => HeaderText.Key(e.Column)).ToHashSet();
        var best = rows.Take(Looked).Select((row, i) => (Index: i, Score: Score(row, asked))).DefaultIfEmpty((Index: -1, Score: 0)).MaxBy(r => r.Score);
        if (best.Score >= 0.9)
            return best;
        return Unnamed(rows) is { } index ? (index, 0.5) : null;
    }

    /// <summary>True for a row below the header that repeats it, in the same or in another language.</summary>
    public static bool Repeats(SourceRow row, IReadOnlyList<MappedColumn> columns)
    {
        // The cell of the name decides for nearly every row of a long list; looking up all of them takes longer than reading them.
        if (columns.FirstOrDefault(c => c.Field is SupplierField.Name) is { } names && row.Text(names.Index) is { } name && name != names.Header && !(name.Length <= LongestHeader && HeaderSynonyms.Knows(name)))
            return false;
        var (same, known, filled) = (0, 0, 0);
        foreach (var column in columns)
        {
            if (row.Text(column.Index) is not { } text)
                continue;
            filled++;
            if (text.Length > LongestHeader || char.IsAsciiDigit(text[0]))
                continue;
            if (text.Trim() == column.Header)
                same++;
            else if (column.Field is { } field && HeaderSynonyms.Knows(text) && HeaderSynonyms.Of(text).Exists(m => m.Field == field))
                known++;
        }
        return filled >= 2 && same + known >= 2 && same + known >= filled * 0.6;
    }

    private static double Score(SourceRow row, HashSet<string> asked)
    {
        var fields = new HashSet<SupplierField>();
        var (score, unlikely) = (0.0, 0);
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (row.Text(i) is not { } text)
                continue;
            if (text.Length > LongestHeader || !text.Any(char.IsLetter))
            {
                unlikely++;
                continue;
            }
            if (asked.Contains(HeaderText.Key(text)))
                score += 1;
            // Known, yet of no weight: "Star #".
            if (!HeaderSynonyms.Knows(text) || HeaderSynonyms.Of(text) is not [var meaning, ..])
                continue;
            score += meaning.Field is { } field && fields.Add(field) ? meaning.Confidence : 0.1;
        }
        return score - (0.5 * unlikely);
    }

    /// <summary>
    /// A header in a language the table does not know: the first full row, if no cell of it looks like a value. Values are then
    /// what tells the columns apart.
    /// </summary>
    private static int? Unnamed(List<SourceRow> rows)
    {
        if (rows.Count < 2)
            return null;
        var usual = rows.GroupBy(r => r.Filled).OrderByDescending(g => g.Count()).First().Key;
        var index = rows.FindIndex(r => r.Filled >= Math.Max(2, usual * 0.8));
        return index >= 0 && index < rows.Count - 1 && rows[index].Cells.All(c => c.Text is not { } text || IsNoValue(text)) ? index : null;
    }

    private static bool IsNoValue(string text) =>
        text.Length <= 60 && text.Any(char.IsLetter) && !text.Any(char.IsAsciiDigit) && CountryNames.Find(text) is null;
}
