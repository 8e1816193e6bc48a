using System.Globalization;
using System.Text.RegularExpressions;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Ofac;

/// <summary>An entry of the list, whichever file it was read from.</summary>
/// <param name="Kind"><c>individual</c>, <c>vessel</c>, <c>aircraft</c> or <c>entity</c>, as the list writes it; null where it writes nothing, which means an entity.</param>
/// <param name="Numbers">Kind and number, e.g. <c>Tax ID No.</c>.</param>
internal sealed record OfacRow(
    int Line, string Id, string Name, string? Kind, IReadOnlyList<string> Programs, IReadOnlyList<string> Aliases, IReadOnlyList<(string? Street, string? Country)> Addresses, IReadOnlyList<(string Kind, string Number)> Numbers);

/// <summary>Reads the three CSV files, which have no header, or the XML.</summary>
internal static partial class OfacReader
{
    private const int SdnColumns = 12, AltColumns = 5, AddColumns = 6;

    public static IEnumerable<OfacRow> ReadCsv(ListFiles files, ReadingNotes notes)
    {
        ListFile? main = null, alt = null, add = null;
        foreach (var file in files.All)
        {
            // The files say nothing of themselves but by their columns.
            switch (ColumnsOf(file, notes))
            {
                case SdnColumns: main = file; break;
                case AltColumns: alt = file; break;
                case AddColumns: add = file; break;
                case var n: throw new UnreadableListException($"{file.Name} has {n} columns; SDN.CSV has {SdnColumns}, ALT.CSV {AltColumns}, ADD.CSV {AddColumns}.");
            }
        }
        if (main is null) throw new UnreadableListException($"SDN.CSV is not among {files.Names}.");
        if (alt is null || add is null) notes.Problem(0, null, null, $"{(alt is null ? "ALT.CSV (aliases)" : "")}{(alt is null && add is null ? " and " : "")}{(add is null ? "ADD.CSV (addresses)" : "")} did not come with it.", "Give SDN.CSV, ALT.CSV and ADD.CSV together.");
        var aliases = Rows(alt, AltColumns, notes).Select(r => (r.Id, Text: r.Cells[3])).Where(r => r.Text is not null).ToLookup(r => r.Id, r => r.Text!, StringComparer.Ordinal);
        var addresses = Rows(add, AddColumns, notes).ToLookup(r => r.Id, r => (Street: Joined(r.Cells[2], r.Cells[3]), Country: r.Cells[4]), StringComparer.Ordinal);
        return Rows(main, SdnColumns, notes).Select(r => new OfacRow(
            r.Number, r.Id, r.Cells[1] ?? "", r.Cells[2], Programs(r.Cells[3]), [.. aliases[r.Id]], [.. addresses[r.Id]], [.. NumbersIn(r.Cells[11])]));
    }

    public static IEnumerable<OfacRow> ReadXml(ListFile file, ReadingNotes notes)
    {
        var (root, said, read) = (true, (int?)null, 0);
        foreach (var record in XmlRecords.Of(file, "publshInformation", "sdnEntry"))
        {
            if (root)
            {
                root = false;
                if (record.Name != "sdnList") throw new UnreadableListException($"{file.Name} begins with <{Words.Visible(record.Name)}>, not with <sdnList>. Is it SDN.XML?");
            }
            else if (record.Name == "publshInformation")
            {
                notes.PublishedOn = notes.Date(0, "Publish_Date", record.Value("Publish_Date"), "MM/dd/yyyy", "M/d/yyyy");
                said = int.TryParse(record.Value("Record_Count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
            }
            else
            {
                read++;
                yield return Of(record, read, notes);
            }
        }
        if (said is { } n && n != read) notes.Problem(0, "Record_Count", n.ToString(CultureInfo.InvariantCulture), $"The file says it has {n} entries and has {read}.", "It may have been cut off: get it again.");
    }

    private static OfacRow Of(XmlRecord r, int number, ReadingNotes notes)
    {
        if (r.Value("uid") is null || r.Value("lastName") is null || r.Value("sdnType") is null) notes.Problem(number, "sdnEntry", r.Value("lastName"), "An entry has no uid, lastName or sdnType.", "Compare it with the publisher's.");
        return new OfacRow(number, r.Value("uid") ?? "", Joined(r.Value("lastName"), r.Value("firstName")) ?? "", r.Value("sdnType"), [.. r.All("programList", "program").Select(p => p.Text)],
            [.. r.All("akaList", "aka").Select(a => Joined(a.Value("lastName"), a.Value("firstName"))).OfType<string>()],
            [.. r.All("addressList", "address").Select(a => (Joined(a.Value("address1"), a.Value("address2"), a.Value("address3"), a.Value("city"), a.Value("stateOrProvince"), a.Value("postalCode")), a.Value("country")))],
            [.. r.All("idList", "id").Where(i => i.Value("idNumber") is not null).Select(i => (i.Value("idType") ?? "", i.Value("idNumber")!))]); // not null by the filter
    }

    private static int ColumnsOf(ListFile file, ReadingNotes notes)
    {
        using var text = ListText.Open(file);
        return DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes).Select(r => r.Cells.Length).FirstOrDefault();
    }

    // The last line is the end-of-file mark of old systems.
    private static IEnumerable<(int Number, string Id, string?[] Cells)> Rows(ListFile? file, int columns, ReadingNotes notes)
    {
        if (file is null) yield break;
        using var text = ListText.Open(file);
        foreach (var row in DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes))
        {
            if (row.IsBlank || row.Cells is ["\u001a"]) continue;
            if (row.Cells.Length != columns || !row.Cells[0].All(char.IsAsciiDigit) || row.Cells[0].Length == 0)
                notes.Problem(row.Number, file.Name, string.Join(", ", row.Cells), $"The row has not the {columns} fields of this file, the first a number.", "The file may have been cut off: get it again.");
            else
                yield return (row.Number, row.Cells[0], [.. row.Cells.Select(c => c is "-0-" or "" ? null : c)]);
        }
    }

    private static string[] Programs(string? cell) => cell?.Replace("] [", ";", StringComparison.Ordinal).Trim('[', ']').Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Joined(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } all ? all : null;

    // In the CSV numbers stand in the remarks: "Tax ID No. 7704…; Unified Social Credit Code (USCC) 9165… (China)".
    private static IEnumerable<(string Kind, string Number)> NumbersIn(string? remarks) =>
        remarks is null ? [] : Number().Matches(remarks).Select(m => (m.Groups["kind"].Value, m.Groups["number"].Value));

    [GeneratedRegex(@"(?<kind>Unified Social Credit Code( \(USCC\))?|Legal Entity (Number|Identifier)|D-U-N-S Number|Tax ID No\.|V\.A\.T\. Number)\s+(?<number>[A-Z0-9][A-Z0-9-]{5,30})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
