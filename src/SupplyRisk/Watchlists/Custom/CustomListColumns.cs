namespace SupplyRisk.Watchlists.Custom;

/// <summary>Where the columns of a custom list stand.</summary>
internal static class CustomListColumns
{
    internal static readonly string[] Known =
        ["id", "name", "aliases", "country", "identifiers", "address", "listed_on", "delisted_on", "includes_subsidiaries", "programme", "source_url"];

    /// <summary>Position by column, or null where a required one is missing; without a mapping every unknown or repeated column is an issue.</summary>
    internal static Dictionary<string, int>? Read(string[] header, CustomMapping? mapping, ReadingNotes notes)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            var column = NameOf(header[i], mapping);
            if (column is null) notes.Remark($"the column '{Words.Visible(header[i].Trim())}' is not mapped and was not read");
            else if (Array.IndexOf(Known, column) < 0)
                notes.Problem(1, header[i], header[i], $"'{header[i]}' is not a column of a custom list.", Advice(column, header));
            else if (!columns.TryAdd(column, i))
                notes.Problem(1, column, header[i], $"The column '{column}' stands twice.", "Keep one of the two.");
        }
        string[] required = mapping is null ? ["id", "name"] : ["name"];
        foreach (var missing in required.Where(r => !columns.ContainsKey(r)))
            notes.Problem(1, missing, null, $"The column '{missing}' is missing.", mapping is null ? $"Add a column '{missing}'; a list needs id and name." : "The mapping names a column that the file does not have.");
        return required.All(columns.ContainsKey) ? columns : null;
    }

    // With a mapping, a column that it does not name counts only where it bears one of our names.
    private static string? NameOf(string heading, CustomMapping? mapping)
    {
        var plain = heading.Trim().TrimStart('\uFEFF').Trim();
        return mapping is null ? plain.ToLowerInvariant()
            : mapping.Columns.TryGetValue(plain, out var ours) ? ours
            : Array.IndexOf(Known, plain.ToLowerInvariant()) >= 0 && !mapping.Columns.Values.Contains(plain.ToLowerInvariant()) ? plain.ToLowerInvariant()
            : null;
    }

    private static string Advice(string column, string[] header)
    {
        if (header.Length == 1 && column.AsSpan().ContainsAny(';', '\t'))
            return "Separate the columns with commas.";
        var nearest = Known.MinBy(known => Distance(known, column)) ?? Known[0];
        return Distance(nearest, column) <= Math.Max(2, nearest.Length / 2)
            ? $"Did you mean '{nearest}'?"
            : $"Remove it. Known columns: {string.Join(", ", Known)}.";
    }

    // A column that contains a known one ("entity name") is nearer than its letters say.
    private static int Distance(string known, string column) =>
        column.Length > 40 ? int.MaxValue
        : column.Contains(known, StringComparison.Ordinal) || (column.Length > 3 && known.Contains(column, StringComparison.Ordinal)) ? 1
        : Matching.Names.EditDistance.Of(known, column, 6);
}
