using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.SupplyHub;

/// <summary>A facility; an export may have several rows of one, a contribution each.</summary>
internal sealed record SupplyHubRow(int Line, string? OsId, string? Name, string? NativeName, string? Address, string? Country, string? Parent, string? Closed);

/// <summary>Reads the export, CSV or XLSX.</summary>
internal static class SupplyHubReader
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["os_id"] = "os_id",
        ["os id"] = "os_id",
        ["name"] = "name",
        ["facility_name"] = "name",
        ["native_language_name"] = "native",
        ["address"] = "address",
        ["country_code"] = "code",
        ["country_name"] = "country",
        ["country"] = "country",
        ["parent_company"] = "parent",
        ["is_closed"] = "closed",
        ["contribution_date"] = "-",
        ["contributor"] = "-",
        ["contributor (list)"] = "-",
        ["lat"] = "-",
        ["lng"] = "-",
        ["sector"] = "-",
        ["number_of_workers"] = "-",
        ["processing_type_facility_type_raw"] = "-",
        ["facility_type"] = "-",
        ["processing_type"] = "-",
        ["product_type"] = "-",
        ["opened_at"] = "-",
        ["closed_at"] = "-",
        ["estimated_annual_throughput"] = "-",
        ["claim_status"] = "-",
    };

    public static IEnumerable<SupplyHubRow> Read(ListFile file, ReadingNotes notes) =>
        file.Kind() == ListFileKind.Workbook ? WorkbookSheets.Of(file).Take(1).SelectMany(sheet => Facilities(sheet.Rows, notes)) : ReadCsv(file, notes);

    private static IEnumerable<SupplyHubRow> ReadCsv(ListFile file, ReadingNotes notes)
    {
        using var text = ListText.Open(file);
        foreach (var row in Facilities(DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes), notes)) yield return row;
    }

    private static IEnumerable<SupplyHubRow> Facilities(IEnumerable<TableRow> rows, ReadingNotes notes)
    {
        Headed? columns = null;
        foreach (var row in rows.Where(r => !r.IsBlank))
        {
            if (columns is null)
            {
                columns = Headed.Required(row.Cells, Columns, "export of facilities", notes, "os_id", "name", "address");
                if (!columns.Has("code") && !columns.Has("country")) throw new UnreadableListException("This is no export of facilities: there is no column for the country.");
                continue;
            }
            if (row.Cells.Length < columns.Count / 2) notes.Problem(row.Number, null, string.Join(", ", row.Cells), $"The row has {row.Cells.Length} fields, the header {columns.Count}.", "The file may have been cut off: get it again.");
            yield return new SupplyHubRow(row.Number, columns.Value(row.Cells, "os_id"), columns.Value(row.Cells, "name"), columns.Value(row.Cells, "native"), columns.Value(row.Cells, "address"),
                columns.Value(row.Cells, "code") ?? columns.Value(row.Cells, "country"), columns.Value(row.Cells, "parent"), columns.Value(row.Cells, "closed"));
        }
        if (columns is null) throw new UnreadableListException("The file is empty.");
    }
}
