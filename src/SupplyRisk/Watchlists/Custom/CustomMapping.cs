namespace SupplyRisk.Watchlists.Custom;

/// <summary>Which column of a table is which of ours, as its user says: <c>Firma=name;Land=country</c>.</summary>
internal sealed record CustomMapping(IReadOnlyDictionary<string, string> Columns)
{
    /// <exception cref="UnreadableListException">The text is no mapping.</exception>
    public static CustomMapping Parse(string text)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.LastIndexOf('=');
            var ours = equals < 0 ? "" : part[(equals + 1)..].Trim().ToLowerInvariant();
            if (equals <= 0 || !CustomListColumns.Known.Contains(ours))
                throw new UnreadableListException($"'{Words.Visible(part)}' is no mapping; write Their column=ours; ours are {string.Join(", ", CustomListColumns.Known)}.");
            columns[part[..equals].Trim()] = ours;
        }
        return columns.ContainsValue("name") ? new CustomMapping(columns) : throw new UnreadableListException("The mapping does not say which column is the name, as in Firma=name.");
    }
}
