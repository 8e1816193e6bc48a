namespace SupplyRisk.Watchlists;

/// <summary>Where the columns of a custom list stand.</summary>
internal static class CustomListColumns
{
    private static readonly string[] Known =
        ["id", "name", "aliases", "country", "identifiers", "address", "listed_on", "delisted_on", "includes_subsidiaries", "programme", "source_url"];

    /// <summary>Position by column, or null where a required one is missing; every unknown or repeated column is an issue.</summary>
    internal static Dictionary<string, int>? Read(string[] header, List<CustomListIssue> issues)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            var column = header[i].Trim().ToLowerInvariant();
            if (Array.IndexOf(Known, column) < 0)
                issues.Add(new CustomListIssue(1, header[i], header[i], $"'{header[i]}' is not a column of a custom list.", Advice(column, header)));
            else if (!columns.TryAdd(column, i))
                issues.Add(new CustomListIssue(1, column, header[i], $"The column '{column}' stands twice.", "Keep one of the two."));
        }
        foreach (var required in (string[])["id", "name"])
        {
            if (!columns.ContainsKey(required))
                issues.Add(new CustomListIssue(1, required, null, $"The column '{required}' is missing.", $"Add a column '{required}'; a list needs id and name."));
        }
        return columns.ContainsKey("id") && columns.ContainsKey("name") ? columns : null;
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
