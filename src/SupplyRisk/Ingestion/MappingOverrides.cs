using System.Globalization;

namespace SupplyRisk.Ingestion;

/// <summary>What a person says about the columns: <c>Lieferant=name;Land=country;7=goods;X=-</c>.</summary>
public sealed record MappingOverrides
{
    /// <summary>Header or 1-based column → field; null means the column is not used. In the order given.</summary>
    public required IReadOnlyList<(string Column, SupplierField? Field)> Entries { get; init; }

    /// <summary>Where they come from, as the column's page says it.</summary>
    public string Why { get; init; } = "mapped by --map";

    /// <summary>
    /// Reads the text of <c>--map</c>: entries apart by semicolons or line ends, <c>header=field</c> or <c>column number=field</c>,
    /// <c>-</c> for a column to leave out. A header that holds a semicolon or an equals sign stands in double quotes; lines that begin
    /// with <c>#</c> are comments.
    /// </summary>
    /// <returns>The overrides, or null and every mistake at once.</returns>
    public static (MappingOverrides? Overrides, IReadOnlyList<string> Errors) Parse(string text)
    {
        var entries = new List<(string Column, SupplierField? Field)>();
        var errors = new List<string>();
        foreach (var entry in Split(text))
            Read(entry, entries, errors);
        if (entries.Count == 0 && errors.Count == 0)
            errors.Add("the mapping is empty: write it like \"Lieferant=name;Land=country\"");
        foreach (var twice in entries.GroupBy(e => HeaderText.Key(e.Column)).Where(g => g.Count() > 1))
            errors.Add($"column '{twice.First().Column}' is mapped {twice.Count()} times");
        foreach (var twice in entries.Where(e => e.Field is { } f && !f.TakesSeveralColumns()).GroupBy(e => e.Field).Where(g => g.Count() > 1))
            errors.Add($"{twice.Key!.Value.Key()} takes one column, the mapping names {twice.Count()}: {string.Join(", ", twice.Select(e => $"'{e.Column}'"))}");
        return errors.Count > 0 ? (null, errors) : (new MappingOverrides { Entries = entries }, []);
    }

    /// <summary>Entries as text that <see cref="Parse"/> reads: by header, so that they hold for a later file with its columns in another order; by number where the header is empty, is there twice or cannot be written.</summary>
    public static string Write(IReadOnlyList<(string Header, string? Field)> columns)
    {
        var twice = columns.GroupBy(c => HeaderText.Key(c.Header)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return string.Join(';', columns.Select((c, i) => $"{(Writable(c.Header) && !twice.Contains(HeaderText.Key(c.Header)) ? $"\"{c.Header}\"" : (i + 1).ToString(CultureInfo.InvariantCulture))}={c.Field ?? "-"}"));
    }

    /// <summary>Those that name one of the headers, for a file that came later. A number names none: the columns may stand in another order.</summary>
    internal MappingOverrides? For(IEnumerable<string> headers, string why)
    {
        var there = headers.Select(HeaderText.Key).ToHashSet();
        var entries = Entries.Where(e => there.Contains(HeaderText.Key(e.Column))).ToList();
        return entries.Count == 0 ? null : new MappingOverrides { Entries = entries, Why = why };
    }

    private static bool Writable(string header) => HeaderText.Key(header).Length > 0 && ColumnNumber(header) is null && !header.AsSpan().ContainsAny("\"\r\n") && header.Trim() == header;

    /// <summary>The 1-based column an entry means by number, or null if it is a header.</summary>
    internal static int? ColumnNumber(string column) =>
        int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static void Read(string entry, List<(string Column, SupplierField? Field)> entries, List<string> errors)
    {
        var equals = entry.LastIndexOf('=');
        if (equals <= 0)
        {
            errors.Add($"'{entry}' is not of the form header=field");
            return;
        }
        var (column, name) = (Unquoted(entry[..equals].Trim()), entry[(equals + 1)..].Trim());
        if (column.Length == 0)
            errors.Add($"'{entry}' names no column");
        else if (name == "-")
            entries.Add((column, null));
        else if (SupplierFields.Find(name) is { } field)
            entries.Add((column, field));
        else
            errors.Add($"'{name}' is no field; the fields are {string.Join(", ", SupplierFields.All)}, or - to leave a column out");
    }

    private static string Unquoted(string column) => column.Length > 1 && column[0] == '"' && column[^1] == '"' ? column[1..^1] : column;

    private static IEnumerable<string> Split(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
                continue;
            var start = 0;
            var quoted = false;
            for (var i = 0; i <= line.Length; i++)
            {
                if (i < line.Length && line[i] == '"')
                    quoted = !quoted;
                if (i < line.Length && (line[i] != ';' || quoted))
                    continue;
                if (line[start..i].Trim() is { Length: > 0 } entry)
                    yield return entry;
                start = i + 1;
            }
        }
    }
}
