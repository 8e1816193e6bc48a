using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>A unit of quantities.</summary>
/// <param name="Measure"><c>mass</c>, <c>count</c>, <c>length</c>, <c>area</c> or <c>volume</c>.</param>
/// <param name="Factor">Base units of the measure in one of it.</param>
public sealed record PackUnit(string Unit, string Measure, decimal Factor, IReadOnlyList<string> Words);

/// <summary>What a kilogram of input yields, in kilograms.</summary>
public sealed record Conversion(string Input, string Output, decimal Least, decimal Most, string Source, string Checked);

/// <summary>A step that chains of a material have.</summary>
public sealed record MaterialStep(string Material, int Order, string Step, string Goods, bool MayBeLeftOut, string Source, string Checked);

/// <summary>A number the linter measures against.</summary>
public sealed record PackLimit(string Name, decimal Value, string Unit, string Source, string Checked);

/// <summary>What a route asks for.</summary>
/// <param name="Documents">Kinds that speak to it; empty where no document settles it.</param>
public sealed record ChecklistItem(UflpaRoute Route, string Id, string FrameworkItem, string Text, IReadOnlyList<TradeDocumentKind> Documents, bool PerStep, string Source, string Checked);

/// <summary>The declared tables of <c>rulesets/packs</c>, the customer's own laid over the shipped ones.</summary>
public sealed record PackRules(
    IReadOnlyList<PackUnit> Units, IReadOnlyList<Conversion> Conversions, IReadOnlyList<MaterialStep> Steps, IReadOnlyList<PackLimit> Limits, IReadOnlyList<ChecklistItem> Checklist)
{
    private const string Folder = "packs";

    public IReadOnlyList<string> Materials => [.. Steps.Select(s => s.Material).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public PackUnit? Unit(string? word) => word is null ? null : Units.FirstOrDefault(u => u.Words.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase) || u.Unit.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase));

    public Conversion? Conversion(string input, string output) => Conversions.FirstOrDefault(c => Same(c.Input, input) && Same(c.Output, output));

    /// <exception cref="InvalidDataException">The tables do not declare it.</exception>
    public decimal Limit(string name) => (Limits.FirstOrDefault(l => l.Name == name) ?? throw new InvalidDataException($"{Folder}/limits.csv does not declare {name}.")).Value;

    internal static bool Same(string? left, string? right) => string.Equals(left?.Trim(), right?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">A table cannot be read; all problems are named.</exception>
    public static PackRules Load(RulesetFolders folders)
    {
        var problems = new List<string>();
        List<T> Table<T>(string file, string[] columns, Func<T, string> key, Func<Func<string, string>, T?> row)
            where T : class
        {
            var byKey = new Dictionary<string, (int Order, T Row)>(StringComparer.OrdinalIgnoreCase);
            foreach (var root in new[] { folders.Shipped, folders.Own }.OfType<string>())
            {
                var path = Path.Combine(root, Folder, file);
                if (!File.Exists(path))
                {
                    if (root == folders.Shipped) problems.Add($"{path} is missing.");
                    continue;
                }
                foreach (var read in Rows(path, columns, problems))
                {
                    if (row(read.Cell) is { } good) byKey[key(good)] = (byKey.TryGetValue(key(good), out var was) ? was.Order : byKey.Count, good);
                    else problems.Add($"{path}, line {read.Line}: a value is missing or cannot be read.");
                }
            }
            return [.. byKey.Values.OrderBy(v => v.Order).Select(v => v.Row)];
        }
        var rules = new PackRules(
            Table("units.csv", ["unit", "measure", "factor", "words", "source"], u => u.Unit, c => Number(c("factor")) is { } factor and > 0 ? new PackUnit(c("unit"), c("measure"), factor, Packed.Split(c("words"))) : null),
            Table("conversions.csv", ["input", "output", "least", "most", "source", "checked"], c => $"{c.Input}|{c.Output}",
                c => Number(c("least")) is { } least and >= 0 && Number(c("most")) is { } most && most >= least ? new Conversion(c("input"), c("output"), least, most, c("source"), c("checked")) : null),
            Table("chains.csv", ["material", "order", "step", "goods", "may_be_left_out", "source", "checked"], s => $"{s.Material}|{s.Order}",
                c => int.TryParse(c("order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? new MaterialStep(c("material"), order, c("step"), c("goods"), c("may_be_left_out") == "yes", c("source"), c("checked")) : null),
            Table("limits.csv", ["name", "value", "unit", "source", "checked"], l => l.Name, c => Number(c("value")) is { } value ? new PackLimit(c("name"), value, c("unit"), c("source"), c("checked")) : null),
            Table("checklist.csv", ["route", "id", "framework_item", "text", "documents", "per_step", "source", "checked"], i => $"{i.Route}|{i.Id}", Item));
        return problems.Count == 0 ? rules : throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    private static ChecklistItem? Item(Func<string, string> cell)
    {
        var kinds = Packed.Split(cell("documents")).Select(Words.Parse<TradeDocumentKind>).ToList();
        return Words.Parse<UflpaRoute>(cell("route")) is { } route && kinds.All(k => k is not null)
            ? new ChecklistItem(route, cell("id"), cell("framework_item"), cell("text"), [.. kinds.OfType<TradeDocumentKind>()], cell("per_step") == "yes", cell("source"), cell("checked"))
            : null;
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<(int Line, Func<string, string> Cell)> Rows(string path, string[] columns, List<string> problems)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true, BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader()) yield break;
        var header = csv.HeaderRecord!; // ReadHeader returned true
        foreach (var missing in columns.Except(header)) problems.Add($"{path}: the column {missing} is missing.");
        foreach (var unknown in header.Except(columns)) problems.Add($"{path}: the column {unknown} is unknown; there are {string.Join(", ", columns)}.");
        while (csv.Read())
        {
            var record = csv.Parser.Record!; // Read returned true
            yield return (csv.Parser.RawRow, name => Array.IndexOf(header, name) is >= 0 and var at && at < record.Length ? record[at].Trim() : "");
        }
    }
}
