using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening.Reference;

/// <summary>The commodity that a publisher's word for goods stands for, by the shipped tables.</summary>
internal sealed class CommodityNames
{
    private readonly Dictionary<string, string> _byGood = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Word, string Commodity)> _words = [];

    public CommodityNames(IReadOnlyList<RulesetFile> shipped)
    {
        foreach (var row in Rows(shipped, "dol_goods_2022.csv")) _byGood.TryAdd(row["good"], row["commodity"]);
        foreach (var row in Rows(shipped, "commodities.csv"))
        {
            foreach (var word in row["words"].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) _words.Add((word.Trim('*'), row["commodity"]));
        }

        _words.Sort((a, b) => b.Word.Length != a.Word.Length ? b.Word.Length.CompareTo(a.Word.Length) : string.CompareOrdinal(a.Word + a.Commodity, b.Word + b.Commodity));
    }

    /// <summary>Empty if none is known.</summary>
    public string Find(string good) => _byGood.GetValueOrDefault(good) is { Length: > 0 } known
        ? known
        : _words.Find(w => $" {good} ".Contains($" {w.Word} ", StringComparison.OrdinalIgnoreCase) || $" {good} ".Contains($" {w.Word}s ", StringComparison.OrdinalIgnoreCase)).Commodity ?? "";

    /// <summary>The shipped rows of goods made with a listed input, cells by column. A file that does not tell them apart leaves these, with their older edition.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> ShippedDerived(IReadOnlyList<RulesetFile> shipped) => Rows(shipped, "dol_goods_2022.csv").Where(r => r["derived"] == "true");

    private static List<Dictionary<string, string>> Rows(IReadOnlyList<RulesetFile> shipped, string name)
    {
        if (shipped.FirstOrDefault(f => f.Path.EndsWith("/" + name, StringComparison.Ordinal)) is not { } file) return [];
        using var csv = new CsvReader(new StringReader(file.Text), new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true, Comment = '#' });
        var rows = new List<Dictionary<string, string>>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) rows.Add(csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h) ?? "")); // read above
        return rows;
    }
}
