using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Cbp;

/// <summary>A row of the data set or of the page.</summary>
internal sealed record CbpRow(int Line, string? Entity, string? Country, string? Merchandise, string? Kind, string? Status, string? Date, string? Link);

/// <summary>Reads the data set (CSV, Latin-1 or UTF-8, dates as month/day/year) and the tables of the page.</summary>
internal static class CbpReader
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["calendar year"] = "year",
        ["effective date"] = "date",
        ["date"] = "date",
        ["date of order"] = "date",
        ["country"] = "country",
        ["country code"] = "code",
        ["entity"] = "entity",
        ["entities"] = "entity",
        ["manufacturer"] = "entity",
        ["manufacturer(s)"] = "entity",
        ["manufacturer(s) / entity"] = "entity",
        ["manufacturers"] = "entity",
        ["industry"] = "industry",
        ["merchandise"] = "merchandise",
        ["wro/finding"] = "kind",
        ["type"] = "kind",
        ["wro/finding number"] = "number",
        ["wro number"] = "number",
        ["finding number"] = "number",
        ["status"] = "status",
        ["status notes"] = "remarks",
        ["remarks"] = "remarks",
        ["notes"] = "remarks",
        ["press release"] = "link",
        ["press release link"] = "link",
    };

    public static IEnumerable<CbpRow> ReadDataSet(ListFile file, ReadingNotes notes)
    {
        Headed? columns = null;
        using var text = ListText.Open(file);
        foreach (var row in DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes))
        {
            if (row.IsBlank || row.Cells is ["\u001a"]) continue;
            if (columns is null)
            {
                columns = Headed.Required(row.Cells, Columns, "data set of withhold release orders", notes, "entity", "country", "merchandise", "status", "date");
                continue;
            }
            if (row.Cells.Length < columns.Count) notes.Problem(row.Number, null, string.Join(", ", row.Cells), $"The row has {row.Cells.Length} fields, the header {columns.Count}.", "The file may have been cut off.");
            yield return new CbpRow(row.Number, columns.Value(row.Cells, "entity"), columns.Value(row.Cells, "country"), columns.Value(row.Cells, "merchandise"),
                columns.Value(row.Cells, "kind"), columns.Value(row.Cells, "status"), columns.Value(row.Cells, "date"), columns.Value(row.Cells, "link"));
        }
        if (columns is null) throw new UnreadableListException($"{file.Name} is empty.");
    }

    /// <summary>The page has a table a country, whose heading stands above it, or one table with a column for it.</summary>
    public static IEnumerable<CbpRow> ReadPage(ListFile file, ReadingNotes notes)
    {
        var any = false;
        foreach (var table in HtmlTables.Read(file).Tables)
        {
            var header = table.Rows.Take(3).Select(r => (Row: r, Columns: Headed.Of(r.Cells, Columns, "entity", "merchandise", "status", "date"))).FirstOrDefault(r => r.Columns is not null);
            if (header.Columns is not { } columns)
            {
                notes.Problem(table.Rows.Count > 0 ? table.Rows[0].Line : 0, null, table.Rows.Count > 0 ? string.Join(", ", table.Rows[0].Cells) : null,
                    "The page has a table of another kind.", "The page's layout may have changed: compare it with the publisher's.");
                continue;
            }
            any = true;
            columns.TellUnknown(notes);
            var country = table.Before.LastOrDefault(b => Suppliers.CountryNames.Find(b) is not null) ?? table.Rows.TakeWhile(r => r != header.Row).Select(r => r.Cells[0]).LastOrDefault();
            var kind = table.Before.LastOrDefault(b => b.Contains("finding", StringComparison.OrdinalIgnoreCase) || b.Contains("withhold", StringComparison.OrdinalIgnoreCase));
            foreach (var row in table.Rows.SkipWhile(r => r != header.Row).Skip(1).Where(r => Array.Exists(r.Cells, c => c.Length > 0)))
                yield return new CbpRow(row.Line, columns.Value(row.Cells, "entity"), columns.Value(row.Cells, "country") ?? country, columns.Value(row.Cells, "merchandise"),
                    columns.Value(row.Cells, "kind") ?? (kind?.Contains("withhold", StringComparison.OrdinalIgnoreCase) == true ? "WRO" : kind is null ? null : "Finding"),
                    columns.Value(row.Cells, "status"), columns.Value(row.Cells, "date"), row.Link);
        }
        if (!any) throw new UnreadableListException($"{file.Name} has no table of orders with entity, merchandise, status and date. Is it the page of withhold release orders and findings?");
    }
}
