using SupplyRisk.Rules.Compilation;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>reference/tables.yaml</c> and the tables it declares.</summary>
internal sealed class TablesReader(IReadOnlyDictionary<string, RulesetFile> files, WordIndex words, IssueList issues)
{
    public Dictionary<string, ReferenceTable> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Declarations of derived codes; read once the tables are known.</summary>
    public List<MappingReader> Derived { get; } = [];

    /// <summary>Reads one file of declarations. What has the name of something in a file read before takes its place.</summary>
    public void Read(MappingReader declaration)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in declaration.Mappings("tables"))
        {
            if (ReadTable(table) is not { } read) continue;
            if (!names.Add(read.Name)) table.Problem(table.Node, $"The table `{read.Name}` is declared twice.");
            Tables[read.Name] = read;
        }

        var derived = declaration.Mappings("derived");
        Derived.RemoveAll(was => derived.Any(now => Name(now) == Name(was)));
        Derived.AddRange(derived);
        declaration.RefuseOthers();
    }

    private static string? Name(MappingReader derived) => (derived.Value("name") as YamlScalarNode)?.Value;

    private ReferenceTable? ReadTable(MappingReader table)
    {
        var name = table.Text("name", required: true);
        var path = table.Text("file", required: true);
        var title = table.Text("title", required: true);
        table.Text("edition", required: true);
        table.Text("completeness", required: true);
        table.Texts("sources", required: true);
        var columns = table.Mapping("columns", required: true);
        table.RefuseOthers();
        if (name is null || path is null || title is null || columns is null) return null;
        var folder = table.File.Contains('/', StringComparison.Ordinal) ? table.File[..(table.File.LastIndexOf('/') + 1)] : "";
        if (!files.TryGetValue(folder + path, out var file))
        {
            table.Problem(table.Value("file") ?? table.Node, $"There is no file `{path}` beside this one.", Nearest.To(path, files.Keys.Where(k => k.EndsWith(".csv", StringComparison.Ordinal)).Select(k => k[folder.Length..])));
            return null;
        }

        return CsvText.Parse(file, issues) is { Count: > 0 } records ? Build(name, title, columns, file, records) : null;
    }

    private ReferenceTable? Build(
        string name, string title, MappingReader columns, RulesetFile file, List<(int Line, string[] Cells)> records)
    {
        var header = records[0].Cells;
        if (header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            issues.Add(file.Path, records[0].Line, 1, "A column name stands twice in the header.");
            return null;
        }

        var kinds = new ColumnKind[header.Length];
        for (var i = 0; i < header.Length; i++) kinds[i] = columns.Choice<ColumnKind>(header[i], required: true) ?? ColumnKind.Note;
        columns.RefuseOthers();
        if (!header.Contains("source")) issues.Add(file.Path, records[0].Line, 1, "A reference table needs a column `source`.");
        foreach (var (line, cells) in records.Skip(1).Where(r => r.Cells.Length != header.Length))
        {
            issues.Add(file.Path, line, 1, $"The row has {cells.Length} fields, the header {header.Length}.");
        }

        var rows = records.Skip(1).Where(r => r.Cells.Length == header.Length).ToList();
        return new ReferenceTable
        {
            Name = name,
            File = file.Path,
            Title = title,
            Columns = header,
            Kinds = kinds,
            Rows = [.. rows.Select(r => r.Cells)],
            WordSets = [.. kinds.Select((kind, column) => kind == ColumnKind.Words ? AddWords(file, rows, column) : Flags(file, rows, column, kind))],
        };
    }

    private int AddWords(RulesetFile file, List<(int Line, string[] Cells)> rows, int column)
    {
        var set = words.AddSet();
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var word in RowMatcher.Cells(rows[row].Cells[column]))
            {
                if (WordIndex.IsUsable(word)) words.Add(set, word, row);
                else issues.Add(file.Path, rows[row].Line, 1, $"`{word}` holds no letter or digit.");
            }
        }

        return set;
    }

    private int Flags(RulesetFile file, List<(int Line, string[] Cells)> rows, int column, ColumnKind kind)
    {
        if (kind != ColumnKind.Flag) return -1;
        foreach (var (line, cells) in rows.Where(r => r.Cells[column] is not ("true" or "false" or "")))
        {
            issues.Add(file.Path, line, 1, $"`{cells[column]}` must be true, false or empty.");
        }

        return -1;
    }
}
