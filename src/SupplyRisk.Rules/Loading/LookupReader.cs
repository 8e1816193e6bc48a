using SupplyRisk.Rules.Compilation;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>lookup: {table, match: {column: fact}, where: {column: value}, as}</c>.</summary>
internal sealed class LookupReader(ConditionContext context, Dictionary<string, ReferenceTable> rows)
{
    public Condition? Read(YamlNode node, FactSet facts)
    {
        if (MappingReader.Of(context.File, node, context.Issues, "`lookup`") is not { } reader) return null;
        var name = reader.Text("table", required: true);
        var alias = reader.Text("as") ?? name?.Replace('-', '_');
        reader.Knows("match", "where");
        reader.RefuseOthers();
        if (name is null || alias is null) return null;
        if (!context.Tables.TryGetValue(name, out var table))
        {
            return Fail(reader.Value("table") ?? node, $"There is no reference table `{name}`.", Nearest.To(name, context.Tables.Keys));
        }

        var matchers = ReadMatches(reader, table, facts);
        var wheres = ReadWheres(reader, table);
        if (matchers is null || wheres is null) return null;
        rows[alias] = table;
        return Build(table, alias, matchers, wheres) with { Weaker = () => [.. Weaker(table, alias, matchers, wheres)] };
    }

    private static TableRow Build(
        ReferenceTable table, string alias, List<(string Words, RowMatcher Matcher)> matchers, List<(string Words, Func<string[], bool> Allows)> wheres)
    {
        var query = new RowQuery(table, row => wheres.All(w => w.Allows(row)), matchers.Select(m => m.Matcher));
        var words = $"{table.Title} has a row where "
            + string.Join(" and ", matchers.Select(m => m.Words).Concat(wheres.Select(w => w.Words)));
        return new TableRow(words, table, alias, query.Fitting);
    }

    private static IEnumerable<TableRow> Weaker(
        ReferenceTable table, string alias, List<(string Words, RowMatcher Matcher)> matchers, List<(string Words, Func<string[], bool> Allows)> wheres)
    {
        for (var i = 0; i < matchers.Count && matchers.Count > 1; i++) yield return Build(table, alias, [.. matchers.Where((_, at) => at != i)], wheres);
        for (var i = 0; i < wheres.Count; i++) yield return Build(table, alias, matchers, [.. wheres.Where((_, at) => at != i)]);
    }

    /// <summary>The matchers of <c>match</c>; null after saying what is wrong.</summary>
    internal List<(string Words, RowMatcher Matcher)>? ReadMatches(MappingReader reader, ReferenceTable table, FactSet facts, string key = "match")
    {
        if (reader.Mapping(key, required: true) is not { } match) return null;
        var matchers = new List<(string, RowMatcher)>();
        foreach (var column in match.Keys)
        {
            var value = match.Value(column)!; // the key stands in the mapping
            var index = table.ColumnOf(column);
            if (index < 0)
            {
                Fail(value, $"The table `{table.Name}` has no column `{column}`.", Nearest.To(column, table.Columns));
                return null;
            }

            if (ReadMatcher(value, table, index, facts) is not { } matcher) return null;
            matchers.Add(matcher);
        }

        if (matchers.Count > 0) return matchers;
        Fail(match.Node, $"`{key}` needs at least one column.");
        return null;
    }

    private (string Words, RowMatcher Matcher)? ReadMatcher(YamlNode value, ReferenceTable table, int column, FactSet facts)
    {
        IReadOnlyList<string> followers = [];
        var names = value;
        if (value is YamlMappingNode)
        {
            var reader = MappingReader.Of(context.File, value, context.Issues, "A column")!; // it is a mapping
            if (reader.Value("in", required: true) is not { } given) return null;
            names = given;
            if (reader.Value("not_followed_by") is { } node)
            {
                if (NamedLists.Texts(context, node) is not { } refused) return null;
                followers = refused;
            }

            reader.RefuseOthers();
        }

        if (FactsFor(names, table, column, facts) is not { } matched) return null;
        RowMatcher matcher = table.Kinds[column] == ColumnKind.Words
            ? new WordMatcher(table.WordSets[column], matched, followers)
            : new CodeMatcher(table, column, matched);
        return ($"{table.Columns[column]} fits {string.Join(" or ", matched.Select(f => f.Name))}", matcher);
    }

    private List<Fact>? FactsFor(YamlNode node, ReferenceTable table, int column, FactSet facts)
    {
        FactKind[] allowed = table.Kinds[column] switch
        {
            ColumnKind.Code or ColumnKind.Prefix => [FactKind.Code, FactKind.Choice, FactKind.Codes],
            ColumnKind.Words => [FactKind.Text],
            _ => [],
        };
        if (NamedLists.Texts(context, node) is not { } names) return null;
        var found = new List<Fact>();
        foreach (var name in names)
        {
            if (facts.Find(name) is { } fact && allowed.Contains(fact.Kind))
            {
                found.Add(fact);
                continue;
            }

            var why = facts.Find(name) is { } other
                ? $"`{name}` ({Kind(other.Kind)}) cannot be matched with the column `{table.Columns[column]}` ({Kind(table.Kinds[column])})."
                : $"There is no fact `{name}` of a {facts.Noun}.";
            Fail(node, why, Nearest.To(name, facts.Facts.Where(f => allowed.Contains(f.Kind)).Select(f => f.Name)));
            return null;
        }

        return found;
    }

    private List<(string Words, Func<string[], bool> Allows)>? ReadWheres(MappingReader reader, ReferenceTable table)
    {
        if (!reader.Has("where")) return [];
        if (reader.Mapping("where") is not { } where) return null;
        var wheres = new List<(string, Func<string[], bool>)>();
        foreach (var column in where.Keys)
        {
            var value = where.Value(column)!; // the key stands in the mapping
            var index = table.ColumnOf(column);
            if (index < 0 || table.Kinds[index] is not (ColumnKind.Code or ColumnKind.Flag))
            {
                Fail(value, $"The table `{table.Name}` has no code or flag column `{column}`.", Nearest.To(column, table.Columns));
                return null;
            }

            if (NamedLists.Texts(context, value) is not { } values) return null;
            if (values.FirstOrDefault(v => !table.Rows.Any(r => RowMatcher.Cells(r[index]).Contains(v, StringComparer.OrdinalIgnoreCase))) is { } never)
            {
                Fail(value, $"No row of `{table.Name}` has `{never}` in `{column}`.", Nearest.To(never, table.Rows.Select(r => r[index]).Distinct()));
                return null;
            }

            wheres.Add(($"{column} is {string.Join(" or ", values)}", row => RowMatcher.Cells(row[index]).Intersect(values, StringComparer.OrdinalIgnoreCase).Any()));
        }

        return wheres;
    }

    private static string Kind<T>(T kind)
        where T : struct, Enum => Model.Wording.Snake(kind);

    private Condition? Fail(YamlNode at, string message, string? suggestion = null)
    {
        context.Issues.Add(context.File, at, message, suggestion);
        return null;
    }
}
