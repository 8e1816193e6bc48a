using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.DolGoods;

/// <summary>A good of a country, with a mark under each kind of labour, as the list writes it.</summary>
/// <param name="Derived">Made with a listed input; null where the file has no such mark.</param>
public sealed record DolGood(int Line, string Country, string Good, string? Child, string? Forced, string? ForcedChild, string? Derived)
{
    /// <summary>True for a mark, false for none; null for what is neither.</summary>
    public static bool? Mark(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        null or "" or "no" or "n" or "0" or "false" or "-" or "–" => false,
        "x" or "yes" or "y" or "1" or "true" or "✓" or "✔" or "•" => true,
        _ => null,
    };
}

/// <summary>Reads the list as a table (XLSX, CSV) or as the app's XML, where goods stand within countries or countries within goods.</summary>
public static class DolGoodsReader
{
    private const int HeaderWithin = 40;

    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["country"] = "country",
        ["country/area"] = "country",
        ["country or area"] = "country",
        ["country name"] = "country",
        ["countries"] = "country",
        ["good"] = "good",
        ["goods"] = "good",
        ["good name"] = "good",
        ["good(s)"] = "good",
        ["child labor"] = "child",
        ["child labour"] = "child",
        ["forced labor"] = "forced",
        ["forced labour"] = "forced",
        ["forced child labor"] = "forced_child",
        ["forced child labour"] = "forced_child",
        ["downstream good"] = "derived",
        ["downstream"] = "derived",
        ["derived"] = "derived",
    };

    private static readonly string[] Required = ["country", "good", "child", "forced"];

    internal static IEnumerable<DolGood> Read(ListFile file, ReadingNotes notes) => file.Kind() switch
    {
        ListFileKind.Markup => ReadXml(file),
        ListFileKind.Workbook => ReadSheets(file, notes),
        _ => ReadCsv(file, notes),
    };

    private static IEnumerable<DolGood> ReadCsv(ListFile file, ReadingNotes notes)
    {
        using var text = ListText.Open(file);
        var found = false;
        foreach (var good in Table(DelimitedRows.Of(text, ',', DelimitedRows.LongestField, notes), notes))
        {
            found = true;
            yield return good;
        }
        if (!found) throw NoTable(file);
    }

    // Titles and notes stand above the header, and other sheets beside the list.
    private static IEnumerable<DolGood> ReadSheets(ListFile file, ReadingNotes notes)
    {
        foreach (var (_, rows) in WorkbookSheets.Of(file))
        {
            var found = false;
            foreach (var good in Table(rows, notes))
            {
                found = true;
                yield return good;
            }
            if (found) yield break;
        }
        throw NoTable(file);
    }

    private static IEnumerable<DolGood> Table(IEnumerable<TableRow> rows, ReadingNotes notes)
    {
        Headed? columns = null;
        var looked = 0;
        foreach (var row in rows)
        {
            if (columns is null)
            {
                if (++looked > HeaderWithin) yield break;
                columns = Headed.Of(row.Cells, Columns, Required);
                columns?.TellUnknown(notes);
            }
            else if (columns.Value(row.Cells, "country") is { } country && columns.Value(row.Cells, "good") is { } good)
            {
                yield return new DolGood(row.Number, country, good, columns.Value(row.Cells, "child"), columns.Value(row.Cells, "forced"),
                    columns.Value(row.Cells, "forced_child"), columns.Has("derived") ? columns.Value(row.Cells, "derived") ?? "" : null);
            }
        }
    }

    private static IEnumerable<DolGood> ReadXml(ListFile file)
    {
        var found = false;
        foreach (var record in XmlRecords.Of(file, "Country", "Good"))
        {
            foreach (var good in record.Name == "Country" ? GoodsOf(record) : record.Name == "Good" ? CountriesOf(record) : [])
            {
                found = true;
                yield return good;
            }
        }
        if (!found) throw NoTable(file);
    }

    private static IEnumerable<DolGood> GoodsOf(XmlRecord country) =>
        from good in country.All("Goods", "Good").Concat(country.All("Good_List", "Good"))
        let said = country.Value("Country_Name") ?? country.Value("Name")
        let name = good.Value("Good_Name") ?? good.Value("Name")
        where said is not null && name is not null
        select Of(said, name, good);

    private static IEnumerable<DolGood> CountriesOf(XmlRecord good) =>
        from country in good.All("Countries", "Country")
        let said = country.Value("Country_Name") ?? country.Value("Name")
        let name = good.Value("Good_Name") ?? good.Value("Name")
        where said is not null && name is not null
        select Of(said, name, country);

    private static DolGood Of(string country, string good, XmlRecord marks) =>
        new(0, country, good, marks.Value("Child_Labor"), marks.Value("Forced_Labor"), marks.Value("Forced_Child_Labor"), marks.Value("Downstream"));

    private static UnreadableListException NoTable(ListFile file) =>
        new($"{file.Name}: no header was found with `country`, `good`, `child labor`, `forced labor` within the first {HeaderWithin} lines of a sheet, and no goods of countries as in the app's XML.");
}
