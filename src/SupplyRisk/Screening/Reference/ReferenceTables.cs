using System.Globalization;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.DolGoods;

namespace SupplyRisk.Screening.Reference;

/// <summary>A table as a ruleset holds it, read from its publisher's file.</summary>
/// <param name="Name">The name rules know it by; it takes the place of the shipped one.</param>
/// <param name="Columns">Column names with their kinds.</param>
/// <param name="Completeness">What it holds and lacks, in a sentence.</param>
/// <param name="Notes">Rows that could not be used, with their place; may be empty.</param>
public sealed record ReferenceData(
    string Name, string Title, IReadOnlyList<(string Name, string Kind)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Completeness, IReadOnlyList<string> Notes);

/// <summary>
/// Reads the files of publishers whose data are not shipped. Their layouts are assumed, not checked against a specification: columns are found by their
/// headings, and a file without them is refused.
/// </summary>
public static class ReferenceTables
{
    public static readonly IReadOnlyList<string> Names = ["dol-goods", "gsi", "ilo-ratifications"];

    private static readonly (string, string[], bool) Country = ("country", ["country", "country/area", "country or area", "country name", "country or territory", "countries", "member state"], true);

    /// <exception cref="InvalidDataException">The file is no such table; the message says why.</exception>
    public static ReferenceData Read(string name, string path, string edition, IReadOnlyList<RulesetFile> shipped) => name switch
    {
        "dol-goods" => DolGoods(path, edition, shipped),
        "gsi" => SlaveryIndex(path, edition),
        "ilo-ratifications" => Ratifications(path, edition),
        _ => throw new InvalidDataException($"There is no importer for `{name}`; there are {string.Join(", ", Names)}."),
    };

    /// <summary>DOL's List of Goods, as its table or as the app's XML.</summary>
    private static ReferenceData DolGoods(string path, string edition, IReadOnlyList<RulesetFile> shipped)
    {
        var commodities = new CommodityNames(shipped);
        var goods = Goods(path);
        var derived = goods.Exists(g => g.Derived is not null);
        var (rows, notes, unknown) = (new List<IReadOnlyList<string>>(), new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var g in goods)
        {
            var marks = new[] { g.Child, g.Forced, g.ForcedChild, g.Derived }.Select(DolGood.Mark).ToList();
            if (CountryNames.Find(g.Country) is not { } country) notes.Add($"line {g.Line}: `{Words.Visible(g.Country)}` is no country known here; left out.");
            else if (marks.Contains(null)) notes.Add($"line {g.Line}: a mark is neither yes nor no; left out.");
            else rows.Add([country, g.Country, g.Good, Commodity(g.Good), .. marks.Select(m => m == true ? "true" : "false"), "", edition, Source(path, "US DOL List of Goods", edition)]);
        }

        var imported = rows.Count;
        (string Name, string Kind)[] columns =
        [
            ("country", "code"), ("country_name", "note"), ("good", "note"), ("commodity", "code"), ("child_labour", "flag"), ("forced_labour", "flag"), ("forced_child_labour", "flag"), ("derived", "flag"),
            ("input_country", "code"), ("edition", "note"), ("source", "note"),
        ];
        if (imported > 0 && !derived) rows.AddRange(CommodityNames.ShippedDerived(shipped).Select(r => (IReadOnlyList<string>)[.. columns.Select(c => r.GetValueOrDefault(c.Name) ?? "")]));
        if (unknown.Count > 0) notes.Add($"No commodity is known for {unknown.Count} goods, so they match nothing: {string.Join(", ", unknown.Take(20))}. Add words to the table `commodities`.");
        return Checked(path, new ReferenceData(
            "dol-goods", "DOL List of Goods", columns, rows,
            $"{imported} rows as imported{(derived ? "" : "; goods made with a listed input are not in the file, so those of the shipped edition stay, marked as such")}", notes));

        string Commodity(string good)
        {
            var found = commodities.Find(good);
            if (found.Length == 0) unknown.Add(good);
            return found;
        }
    }

    // Read as the list of the same name is, so that both understand the same files.
    private static List<DolGood> Goods(string path)
    {
        try
        {
            return [.. DolGoodsReader.Read(new ListFile(path, path), new ReadingNotes(new ReadingOptions()))];
        }
        catch (Exception e) when (ReadList.WhyUnreadable(e) is { } why)
        {
            throw new InvalidDataException(why.StartsWith(path, StringComparison.Ordinal) ? why : $"{path}: {why}", e);
        }
    }

    private static ReferenceData SlaveryIndex(string path, string edition)
    {
        var sheet = Sheet.Read(path, Country, ("prevalence", ["estimated prevalence of modern slavery per 1,000 population", "estimated prevalence…", "prevalence per 1,000 population", "prevalence per 1,000", "prevalence"], true));
        var (rows, notes) = (new List<IReadOnlyList<string>>(), new List<string>());
        foreach (var (line, cells) in sheet.Rows)
        {
            if (sheet.Value(cells, "country") is not { } named || sheet.Value(cells, "prevalence") is not { } said) continue;
            if (CountryNames.Find(named) is not { } country) notes.Add($"line {line}: `{Words.Visible(named)}` is no country known here; left out.");
            else if (!decimal.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var prevalence) || prevalence > 1000) notes.Add($"line {line}: `{Words.Visible(said)}` is no prevalence per 1,000; left out.");
            else rows.Add([country, named, prevalence >= 10 ? "high" : prevalence >= 5 ? "elevated" : "lower", prevalence.ToString("0.0", CultureInfo.InvariantCulture), edition, Source(path, "Walk Free, Global Slavery Index", edition)]);
        }

        return Checked(path, new ReferenceData("gsi", "Global Slavery Index",
            [("country", "code"), ("name", "note"), ("prevalence_band", "code"), ("prevalence", "note"), ("edition", "note"), ("source", "note")], rows, $"{rows.Count} countries as imported", notes));
    }

    /// <summary>A row a country with a column a convention; a date, or "In force", is a ratification.</summary>
    private static ReferenceData Ratifications(string path, string edition)
    {
        var sheet = Sheet.Read(path, Country, ("c029", ["c029", "c29", "c029…", "c29…"], true), ("c105", ["c105", "c105…"], true), ("p029", ["p029", "p29", "p029…", "p29…"], false));
        var (rows, notes) = (new List<IReadOnlyList<string>>(), new List<string>());
        foreach (var (line, cells) in sheet.Rows)
        {
            if (sheet.Value(cells, "country") is not { } named) continue;
            if (CountryNames.Find(named) is { } country) rows.Add([country, named, .. new[] { "c029", "c105", "p029" }.Select(c => sheet.Has(c) ? State(sheet.Value(cells, c)) : ""), edition, Source(path, "ILO NORMLEX", edition)]);
            else notes.Add($"line {line}: `{Words.Visible(named)}` is no country known here; left out.");
        }

        return Checked(path, new ReferenceData("ilo-ratifications", "ratifications of the ILO's conventions on forced labour",
            [("country", "code"), ("name", "note"), ("c029", "code"), ("c105", "code"), ("p029", "code"), ("edition", "note"), ("source", "note")], rows, $"{rows.Count} countries as imported", notes));
    }

    private static string State(string? said) =>
        said is null || Sheet.Mark(said) == false || said.StartsWith("not", StringComparison.OrdinalIgnoreCase) || said.Contains("denounc", StringComparison.OrdinalIgnoreCase) ? "not_ratified" : "in_force";

    private static string Source(string path, string publisher, string edition) => $"{publisher}, {edition}, imported from {Path.GetFileName(path)}";

    private static ReferenceData Checked(string path, ReferenceData data) => data.Rows.Count > 0 ? data : throw new InvalidDataException($"{path}: no row could be used. {string.Join(' ', data.Notes.Take(3))}".TrimEnd());
}
