using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening.Reference;

/// <summary>Takes a publisher's file in as a table of the customer's own folder, where it takes the place of the shipped one. Rules then say which edition they go by.</summary>
public static class ImportReference
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="name">One of <see cref="ReferenceTables.Names"/>.</param>
    /// <param name="path">The publisher's file.</param>
    /// <param name="edition">As the publisher calls it, e.g. <c>2024 edition</c>.</param>
    /// <param name="shipped">The shipped rulesets.</param>
    /// <param name="own">The customer's own folder; made if it is not there.</param>
    /// <exception cref="InvalidDataException">The file cannot be used, or what came of it does not load; nothing is written then.</exception>
    public static ReferenceData Run(string name, string path, string edition, string shipped, string own)
    {
        var files = RulesetFolder.Read(shipped);
        var data = ReferenceTables.Read(name, path, Cell(edition), files);
        var folder = $"imported/{name}/reference";
        var csv = new RulesetFile($"{folder}/{name}.csv", Csv(data, files));
        var tables = new RulesetFile($"{folder}/tables.yaml", Declaration(data, Cell(edition), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));
        IReadOnlyList<RulesetFile> rest = Directory.Exists(own) ? [.. RulesetFolder.Read(own).Where(f => f.Path != csv.Path && f.Path != tables.Path)] : [];
        var load = RulesetLoader.Load([.. files, .. RulesetFolder.AsOwn([.. rest, csv, tables])]);
        if (load.Bundle is null) throw new InvalidDataException(string.Join('\n', load.Issues.Take(20)));
        Directory.CreateDirectory(Path.Combine(own, folder));
        foreach (var file in new[] { csv, tables }) File.WriteAllText(Path.Combine(own, file.Path), file.Text, Utf8);
        return data;
    }

    // The shipped rows that the rule's own cases rest on are kept: they name no country.
    private static string Csv(ReferenceData data, IReadOnlyList<RulesetFile> shipped)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var (column, _) in data.Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var row in data.Rows)
        {
            foreach (var cell in row) csv.WriteField(Cell(cell));
            csv.NextRecord();
        }

        csv.Flush();
        var kept = shipped.FirstOrDefault(f => f.Path == $"reference/{data.Name.Replace('-', '_')}.csv")?.Text.Split('\n').Where(l => l.StartsWith("QY,", StringComparison.Ordinal) || l.StartsWith("QZ,", StringComparison.Ordinal)) ?? [];
        return text + string.Concat(kept.Select(l => l.TrimEnd('\r') + "\n"));
    }

    private static string Declaration(ReferenceData data, string edition, string sha256) => $$"""
        # Imported from the publisher's file; import again to replace it.
        tables:
          - name: {{data.Name}}
            file: {{data.Name}}.csv
            title: {{Quoted(data.Title)}}
            edition: {{Quoted(edition)}}
            completeness: {{Quoted($"{data.Completeness}; file SHA-256 {sha256}")}}
            sources: [{{Quoted(data.Rows[0][^1])}}]
            columns: { {{string.Join(", ", data.Columns.Select(c => $"{c.Name}: {c.Kind}"))}} }

        """;

    private static string Quoted(string text) => "\"" + Cell(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Cell(string text) => Words.WithoutHidden(text).Trim();
}
