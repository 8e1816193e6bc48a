namespace SupplyRisk.Ingestion;

/// <summary>Decides what each column holds: by header, by spelling, by content; best evidence first, overrides before all.</summary>
internal static class ColumnMapping
{
    private const double LeastConfidence = 0.5;

    // A second address column counts only if it is about as sure as the first: "head office address" is another address.
    private const double FurtherColumnGap = 0.15;

    /// <param name="header">The header row, or null if the list has none.</param>
    /// <param name="rows">The first rows below it.</param>
    /// <param name="overrides">What a person says, or null.</param>
    /// <returns>The columns, and every override that fits no column.</returns>
    public static (List<MappedColumn> Columns, List<string> Errors) Decide(SourceRow? header, List<SourceRow> rows, MappingOverrides? overrides)
    {
        var width = Math.Max(header?.Cells.Length ?? 0, rows.Count == 0 ? 0 : rows.Max(r => r.Cells.Length));
        var headers = Enumerable.Range(0, width).Select(i => CellText.Clean(header is not null && i < header.Cells.Length ? header.Cells[i].Text : null)).ToList();
        var profiles = Enumerable.Range(0, width).Select(i => new ColumnProfile(i, rows)).ToList();
        var decided = new Dictionary<int, HeaderMeaning>();
        var errors = new List<string>();
        foreach (var (column, field) in overrides?.Entries ?? [])
        {
            if (Position(column, headers) is { } index)
                decided[index] = new(field, 1, overrides!.Why, ""); // it has entries
            else
                errors.Add($"there is no column '{column}'");
        }
        Assign(headers, profiles, decided);
        var columns = headers.Select((text, i) => Column(i, text, decided.GetValueOrDefault(i), profiles[i])).ToList();
        return (columns, errors);
    }

    private static void Assign(List<string> headers, List<ColumnProfile> profiles, Dictionary<int, HeaderMeaning> decided)
    {
        var candidates = headers.SelectMany((header, i) => decided.ContainsKey(i) ? [] : Candidates(header, profiles[i]).Select(m => (Column: i, Meaning: m)))
            .Where(c => c.Meaning.Confidence >= LeastConfidence)
            .OrderByDescending(c => c.Meaning.Confidence).ThenBy(c => c.Column).ThenBy(c => c.Meaning.Field);
        var best = new Dictionary<SupplierField, double>();
        foreach (var meaning in decided.Values)
        {
            if (meaning.Field is { } field)
                best[field] = meaning.Confidence;
        }
        foreach (var (column, meaning) in candidates)
        {
            if (decided.ContainsKey(column))
                continue;
            if (meaning.Field is { } field)
            {
                if (best.TryGetValue(field, out var first) && (!field.TakesSeveralColumns() || first - meaning.Confidence > FurtherColumnGap))
                    continue;
                best.TryAdd(field, meaning.Confidence);
            }
            decided[column] = meaning;
        }
    }

    private static IEnumerable<HeaderMeaning> Candidates(string header, ColumnProfile profile)
    {
        var byHeader = header.Length == 0 ? [] : HeaderSynonyms.Of(header);
        var byContent = profile.Evidence().ToList();
        foreach (var meaning in byHeader)
        {
            if (meaning.Field is not { } field)
                yield return meaning;
            else if (byContent.Find(c => c.Field == field) is { } agreeing)
                yield return meaning with { Confidence = Math.Min(1, meaning.Confidence + 0.1), Why = $"{meaning.Why}; {agreeing.Why}" };
            else
                yield return meaning with { Confidence = meaning.Confidence * profile.Credible(field, meaning.Confidence) };
        }
        // "Vendor" above vendor numbers, beside a column "Name 1".
        if (byHeader.Exists(m => m.Field is SupplierField.Name && m.Confidence < 1) && profile is { Codes: > 0.9, Distinct: > 0.95, Filled: > 1 })
            yield return new(SupplierField.OwnId, 0.75, "a header for the supplier above values that are codes", "");
        foreach (var meaning in byContent.Where(c => !byHeader.Exists(h => h.Field == c.Field)))
            yield return meaning;
    }

    private static int? Position(string column, List<string> headers)
    {
        var index = headers.FindIndex(h => h == column);
        if (index < 0)
            index = headers.FindIndex(h => h.Length > 0 && HeaderText.Key(h) == HeaderText.Key(column));
        if (index < 0 && MappingOverrides.ColumnNumber(column) is { } number && number <= headers.Count)
            index = number - 1;
        return index < 0 ? null : index;
    }

    private static MappedColumn Column(int index, string header, HeaderMeaning? meaning, ColumnProfile profile) => new()
    {
        Index = index,
        Header = header,
        Field = meaning?.Field,
        Confidence = meaning?.Field is null ? 0 : Math.Round(meaning.Confidence, 2),
        Why = meaning is null ? "nothing is known about it: not used" : meaning.Field is null ? $"{meaning.Why}: not used" : meaning.Why,
        Samples = profile.Samples,
    };
}
