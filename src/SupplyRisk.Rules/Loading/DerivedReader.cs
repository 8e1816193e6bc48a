using SupplyRisk.Rules.Compilation;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>derived:</c> codes: the values of one column of every row that fits the supplier by any of the columns under <c>match_any</c>; where none of their facts is known, by those under <c>otherwise_any</c>.</summary>
internal static class DerivedReader
{
    public static void Read(MappingReader reader, ConditionContext context, List<Fact> facts, List<DerivedCodes> derived)
    {
        var name = reader.Text("name", required: true);
        var meaning = reader.Text("meaning", required: true);
        var tableName = reader.Text("table", required: true);
        var value = reader.Text("value", required: true);
        reader.Knows("match_any", "otherwise_any");
        reader.RefuseOthers();
        if (name is null || meaning is null || tableName is null || value is null) return;
        if (facts.Any(f => f.Name == name)) reader.Problem(reader.Node, $"There is a fact `{name}` already.");
        else if (!context.Tables.TryGetValue(tableName, out var table)) reader.Problem(reader.Node, $"There is no reference table `{tableName}`.", Nearest.To(tableName, context.Tables.Keys));
        else if (table.ColumnOf(value) < 0) reader.Problem(reader.Node, $"The table `{tableName}` has no column `{value}`.", Nearest.To(value, table.Columns));
        else Add(reader, context, facts, derived, name, meaning, table, table.ColumnOf(value));
    }

    private static void Add(
        MappingReader reader, ConditionContext context, List<Fact> facts, List<DerivedCodes> derived,
        string name, string meaning, ReferenceTable table, int column)
    {
        var lookup = new LookupReader(context, []);
        if (lookup.ReadMatches(reader, table, context.Supplier, "match_any") is not { } matchers) return;
        var otherwise = reader.Has("otherwise_any") ? lookup.ReadMatches(reader, table, context.Supplier, "otherwise_any") : [];
        if (otherwise is null) return;
        var asked = matchers.SelectMany(m => m.Matcher.Facts).ToArray();
        var index = derived.Count;
        derived.Add(new DerivedCodes(name, meaning, scope =>
        {
            var rows = new List<int>();
            var known = Array.Exists(asked, f => f.IsKnown(scope, null));
            foreach (var (_, matcher) in known ? matchers : otherwise) matcher.Collect(scope, null, rows);
            return rows.Count == 0
                ? []
                : [.. rows.Distinct().Order().Select(row => table.Rows[row][column]).Where(code => code.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        }));
        facts.Add(new Fact(name, FactKind.Codes, meaning) { Codes = (scope, _) => scope.Derived(index) });
    }
}
