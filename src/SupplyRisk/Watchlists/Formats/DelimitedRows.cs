using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>A row of a table.</summary>
/// <param name="Number">Line of the file or the sheet, from 1.</param>
internal readonly record struct TableRow(int Number, string[] Cells)
{
    public bool IsBlank => Array.TrueForAll(Cells, c => c.Length == 0);
}

/// <summary>Rows of a CSV file as RFC 4180 has it, one at a time.</summary>
internal static class DelimitedRows
{
    public const int LongestField = 1_000_000;
    private const int MostColumns = 2_000;

    /// <summary>Every row, header and blank ones too. A quote that is never closed is a problem of <paramref name="notes"/>.</summary>
    public static IEnumerable<TableRow> Of(TextReader text, char delimiter, int longestField, ReadingNotes notes)
    {
        using var capped = new CappedText(text, CappedText.Usual);
        using var csv = new CsvParser(capped, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            MaxFieldSize = longestField,
            TrimOptions = TrimOptions.Trim,
            DetectColumnCountChanges = false,
            // A stray quote within a field is text; a field that opens with one and does not end with it swallowed what follows.
            BadDataFound = bad =>
            {
                if (bad.Field.StartsWith('"')) Unclosed(notes, bad.Context?.Parser?.RawRow ?? 0, bad.Field, longestField);
            },
        });
        while (Next(csv, notes, longestField) is { } row)
        {
            capped.NextRecord();
            if (row.Cells.Length > MostColumns) throw new UnreadableListException($"Row {row.Number} has {row.Cells.Length} columns; no list has more than {MostColumns}.");
            yield return row;
        }
    }

    private static TableRow? Next(CsvParser csv, ReadingNotes notes, int longestField)
    {
        try
        {
            return csv.Read() && csv.Record is { } record ? new TableRow(csv.RawRow, record) : null;
        }
        catch (CsvHelperException problem)
        {
            Unclosed(notes, problem.Context?.Parser?.RawRow ?? 0, null, longestField);
            return null;
        }
    }

    private static void Unclosed(ReadingNotes notes, int row, string? field, int longestField) => notes.Problem(
        row, null, field, $"The row cannot be read as CSV: quotes do not close, or a field has more than {longestField} characters.", "Check the quotes of this row and of the one before it.");
}
