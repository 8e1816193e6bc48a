namespace SupplyRisk.Ingestion;

/// <summary>Opens supplier lists: finds format, encoding, sheet, header row and columns by themselves.</summary>
public static class SupplierListReader
{
    /// <summary>Never throws for what is in the file; see <see cref="UnusableList.Reason"/>.</summary>
    /// <param name="path">The file; its name's ending plays no part, except that text named .xlsx is refused.</param>
    /// <param name="overrides">What a person says about the columns; null to leave it to the table.</param>
    /// <param name="limits">Null for <see cref="ReadLimits.Default"/>.</param>
    public static SupplierListOpening Open(string path, MappingOverrides? overrides = null, ReadLimits? limits = null)
    {
        try
        {
            var (sources, refusal) = ListFiles.Open(path, limits ?? ReadLimits.Default);
            return refusal is not null ? new UnusableList(refusal) : BestSheet(sources, overrides);
        }
        catch (UnusableListException unusable)
        {
            return unusable.Unusable;
        }
        catch (IOException unreadable)
        {
            return new UnusableList($"The file cannot be read: {unreadable.Message}");
        }
        catch (UnauthorizedAccessException forbidden)
        {
            return new UnusableList($"The file cannot be read: {forbidden.Message}");
        }
    }

    private static SupplierListOpening BestSheet(List<IRowSource> sources, MappingOverrides? overrides)
    {
        if (sources.TrueForAll(s => s.Sample.Count == 0))
            return new UnusableList("The file has no rows. Check that the list was saved into it.");
        var best = sources.Select(s => (Source: s, Header: HeaderRows.Find(s.Sample, overrides)))
            .MaxBy(s => s.Header is { } header ? header.Score + (s.Source.Sample.Count > header.Index + 1 ? 1 : 0) : -1);
        return Mapped(best.Source, [.. sources.Where(s => s != best.Source).Select(s => ((WorkbookRows)s).SheetName)], best.Header?.Index, overrides);
    }

    private static SupplierListOpening Mapped(IRowSource source, List<string> otherSheets, int? headerIndex, MappingOverrides? overrides)
    {
        var rows = source.Sample;
        var byNumber = overrides?.Entries.Any(e => MappingOverrides.ColumnNumber(e.Column) is not null) is true;
        if (headerIndex is null && !byNumber)
            return new UnusableList($"No header row was found in the first {HeaderRows.Looked} rows. The first row reads: {Quoted(rows[0].Cells.Select(c => c.Text))}. Add a row of headers, or name the columns by number: --map \"1=name;2=country\".");
        var header = headerIndex is { } index ? rows[index] : null;
        var below = rows.Skip(headerIndex + 1 ?? 0).ToList();
        var (columns, errors) = ColumnMapping.Decide(header, below, overrides);
        var seen = $"The headers are {Quoted(columns.Select(c => c.Header))}";
        if (errors.Count > 0)
            return new UnusableList($"The mapping does not fit the list: {string.Join("; ", errors)}. {seen}.");
        if (!columns.Exists(c => c.Field is SupplierField.Name or SupplierField.NativeName))
            return new UnusableList($"No column with supplier names was found. {seen}. Say which it is with --map \"<header>=name\" or --map \"<column number>=name\".");
        if (header is not null && below.Count == 0)
            return new UnusableList($"The list has headers but no rows below them. {seen}.");
        return new SupplierListReading(source, new RowReader(columns, below), Width(columns, below))
        {
            Format = source.Format,
            EncodingName = (source as DelimitedRows)?.EncodingName,
            Delimiter = (source as DelimitedRows)?.Delimiter,
            Sheet = (source as WorkbookRows)?.SheetName,
            OtherSheets = otherSheets,
            HeaderRow = header?.Number ?? 0,
            Columns = columns,
        };
    }

    /// <summary>Columns up to the last that has a header or is often filled; what stands beyond was pushed there.</summary>
    private static int Width(List<MappedColumn> columns, List<SourceRow> rows) =>
        1 + columns.FindLastIndex(c => c.Header.Length > 0 || rows.Count(r => r.Text(c.Index) is not null) >= rows.Count * 0.2);

    private static string Quoted(IEnumerable<string?> texts)
    {
        var shown = texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => $"'{(t!.Length > 40 ? t[..40] + "…" : t)}'").ToList(); // blank ones are filtered out
        return shown.Count == 0 ? "all empty" : string.Join(", ", shown.Take(30)) + (shown.Count > 30 ? $" and {shown.Count - 30} more" : "");
    }
}
