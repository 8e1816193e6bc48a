using Newtonsoft.Json.Linq;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.OpenSanctions;

/// <summary>An entity of either form.</summary>
/// <param name="Numbers">Kind, or empty where the form does not say it, and number.</param>
internal sealed record OpenSanctionsRow(
    int Line, string Id, string Schema, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<string> Countries, string? Address,
    IReadOnlyList<(string Kind, string Number)> Numbers, string? Programme, string? FirstSeen, string? Link);

/// <summary>Reads the simple table and FollowTheMoney lines; neither is ever held whole.</summary>
internal static class OpenSanctionsReader
{
    private static readonly Dictionary<string, string> Columns = Headed.Names(
        "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones", "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change");

    private static readonly string[] NumberProperties = ["leiCode", "uscCode", "dunsCode", "vatCode", "registrationNumber", "taxNumber"];

    public static IEnumerable<OpenSanctionsRow> ReadCsv(ListFile file, ReadingNotes notes)
    {
        Headed? columns = null;
        using var text = ListText.Open(file);
        foreach (var row in DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes))
        {
            if (row.IsBlank) continue;
            if (columns is null)
            {
                columns = Headed.Required(row.Cells, Columns, "targets.simple.csv", notes, "id", "schema", "name", "aliases", "countries");
                continue;
            }
            if (row.Cells.Length != columns.Count || columns.Value(row.Cells, "id") is not { } id || columns.Value(row.Cells, "schema") is not { } schema || columns.Value(row.Cells, "name") is not { } name)
            {
                notes.Problem(row.Number, null, string.Join(", ", row.Cells), $"The row has {row.Cells.Length} fields where the header has {columns.Count}, or no id, schema or name.", "The file may have been cut off: get it again.");
                continue;
            }
            yield return new OpenSanctionsRow(row.Number, id, schema, name, Parts("aliases"), Parts("countries"), Parts("addresses").FirstOrDefault(), [.. Parts("identifiers").Select(n => ("", n))],
                columns.Value(row.Cells, "sanctions") ?? columns.Value(row.Cells, "program_ids") ?? columns.Value(row.Cells, "dataset"), columns.Value(row.Cells, "first_seen"), null);

            string[] Parts(string column) => columns.Value(row.Cells, column)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        }
        if (columns is null) throw new UnreadableListException($"{file.Name} is empty.");
    }

    /// <summary>Only what is a target is listed; the rest of the lines say how targets hang together.</summary>
    public static IEnumerable<OpenSanctionsRow> ReadLines(ListFile file, ReadingNotes notes)
    {
        foreach (var (line, record) in JsonRecords.Of(file, under: null))
        {
            if (record.Text("id") is not { } id || record.Text("schema") is not { } schema || record["properties"] is not JObject of)
                notes.Problem(line, null, record.Text("id"), "A line has no id, schema or properties.", "Is it a file of FollowTheMoney entities?");
            else if (record.Text("target") is not ("false" or "False") && (record.Text("caption") ?? of.Texts("name").FirstOrDefault()) is { } name && of["name"] is not null)
                yield return new OpenSanctionsRow(
                    line, id, schema, name, [.. new[] { "name", "alias", "previousName", "weakAlias", "abbreviation" }.SelectMany(p => of.Texts(p)).Where(a => a != name).Distinct(StringComparer.Ordinal)],
                    [.. new[] { "country", "jurisdiction", "mainCountry" }.SelectMany(p => of.Texts(p))], of.Texts("address").FirstOrDefault(),
                    [.. NumberProperties.SelectMany(p => of.Texts(p).Select(n => (p, n)))], string.Join(", ", record.Texts("datasets")) is { Length: > 0 } sets ? sets : null, record.Text("first_seen"), of.Texts("sourceUrl").FirstOrDefault());
        }
    }
}
