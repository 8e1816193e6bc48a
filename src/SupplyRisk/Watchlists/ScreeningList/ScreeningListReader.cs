using Newtonsoft.Json.Linq;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.ScreeningList;

/// <summary>An entry of either form.</summary>
internal sealed record ScreeningRow(
    int Line, string? Id, string? Source, string? Kind, string? Programs, string? Name, IReadOnlyList<string> Aliases, string? Address, string? Country,
    IReadOnlyList<(string Kind, string Number)> Numbers, string? StartDate, string? EndDate, string? Link);

/// <summary>Reads the JSON, an array under <c>results</c>, and the CSV, whose cells join several values with semicolons.</summary>
internal static class ScreeningListReader
{
    private static readonly Dictionary<string, string> Columns = Headed.Names(
        "_id", "id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date", "standard_order",
        "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks",
        "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids");

    public static IEnumerable<ScreeningRow> ReadJson(ListFile file, ReadingNotes notes)
    {
        foreach (var (line, record) in JsonRecords.Of(file, "results"))
        {
            if (record["name"] is null || record["source"] is null || record["alt_names"] is not (null or JArray or JValue))
                notes.Problem(line, null, record.Text("id"), "An entry has no name or source, or its other names have another shape.", "Compare it with the publisher's.");
            var address = record.Objects("addresses").FirstOrDefault();
            yield return new ScreeningRow(
                line, record.Text("id") ?? record.Text("_id"), record.Text("source"), record.Text("type"), string.Join(", ", record.Texts("programs")) is { Length: > 0 } programs ? programs : null, record.Text("name"),
                [.. record.Texts("alt_names")],
                address is null ? null : string.Join(", ", new[] { "address", "city", "state", "postal_code", "country" }.Select(p => address.Text(p)).OfType<string>()),
                record.Objects("addresses").Select(a => a.Text("country")).FirstOrDefault(c => c is not null) ?? record.Text("country"),
                [.. record.Objects("ids").Where(i => i.Text("number") is not null).Select(i => (i.Text("type") ?? "", i.Text("number")!))], // not null by the filter
                record.Text("start_date"), record.Text("end_date"), record.Text("source_information_url") ?? record.Text("source_list_url"));
        }
    }

    public static IEnumerable<ScreeningRow> ReadCsv(ListFile file, ReadingNotes notes)
    {
        Headed? columns = null;
        using var text = ListText.Open(file);
        foreach (var row in DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes))
        {
            if (row.IsBlank || row.Cells is ["\u001a"]) continue;
            if (columns is null)
            {
                columns = Headed.Required(row.Cells, Columns, "Consolidated Screening List", notes, "source", "type", "name", "addresses", "alt_names");
                continue;
            }
            if (row.Cells.Length != columns.Count) notes.Problem(row.Number, null, string.Join(", ", row.Cells), $"The row has {row.Cells.Length} fields, the header {columns.Count}.", "The file may have been cut off: get it again.");
            var address = Parts(columns.Value(row.Cells, "addresses")).FirstOrDefault();
            yield return new ScreeningRow(
                row.Number, columns.Value(row.Cells, "_id") ?? columns.Value(row.Cells, "id"), columns.Value(row.Cells, "source"), columns.Value(row.Cells, "type"), columns.Value(row.Cells, "programs"),
                columns.Value(row.Cells, "name"), Parts(columns.Value(row.Cells, "alt_names")), address, address?.Split(',')[^1].Trim(),
                [.. Parts(columns.Value(row.Cells, "ids")).Select(i => i.Split(',', StringSplitOptions.TrimEntries)).Where(i => i.Length >= 2).Select(i => (i[^2], i[^1]))],
                columns.Value(row.Cells, "start_date"), columns.Value(row.Cells, "end_date"), columns.Value(row.Cells, "source_information_url") ?? columns.Value(row.Cells, "source_list_url"));
        }
        if (columns is null) throw new UnreadableListException($"{file.Name} is empty.");
    }

    private static string[] Parts(string? cell) => cell?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
