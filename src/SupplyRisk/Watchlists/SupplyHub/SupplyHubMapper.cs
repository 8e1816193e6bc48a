using SupplyRisk.Suppliers;

namespace SupplyRisk.Watchlists.SupplyHub;

/// <summary>Facilities as entries, the OS ID being their id.</summary>
internal static class SupplyHubMapper
{
    public const string Closed = "closed facilities";

    /// <summary>Rows of one facility stand together in an export; further names of it are aliases.</summary>
    public static IEnumerable<ListEntry> Map(IEnumerable<SupplyHubRow> rows, ReadingNotes notes)
    {
        ListEntry? open = null;
        foreach (var row in rows)
        {
            if (Entry(row, notes) is not { } entry) continue;
            if (open?.Id == entry.Id)
            {
                open = open with { Aliases = [.. open.Aliases.Append(entry.Name).Concat(entry.Aliases).Where(a => a != open.Name).Distinct(StringComparer.Ordinal)] };
                continue;
            }
            if (open is not null) yield return open;
            open = entry;
        }
        if (open is not null) yield return open;
    }

    private static ListEntry? Entry(SupplyHubRow row, ReadingNotes notes)
    {
        if (row.OsId is not { } id || row.Name is not { } name)
        {
            notes.Problem(row.Line, row.OsId is null ? "os_id" : "name", null, "The row does not have it.", "Export the list again.");
            return null;
        }
        if (row.Closed is "True" or "true" or "TRUE" or "1")
        {
            notes.LeaveOut(Closed);
            return null;
        }
        var check = IdentifierCheck.Of(IdentifierScheme.OsId, id);
        if (check.Identifier is null) notes.Problem(row.Line, "os_id", id, $"It is no OS ID: {check.Problem}.", "Export the list again.");
        return new ListEntry
        {
            Id = check.Identifier?.Value ?? id,
            Name = name,
            Aliases = row.NativeName is { } native ? [native] : [],
            Country = notes.Country(row.Country),
            Address = row.Address,
            Identifiers = check.Identifier is { } known ? [known.ToString()] : [],
            Programme = row.Parent is { } parent ? $"Open Supply Hub; parent company: {parent}" : "Open Supply Hub",
            SourceUrl = $"https://opensupplyhub.org/facilities/{Uri.EscapeDataString(id)}",
        };
    }
}
