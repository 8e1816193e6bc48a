using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Ofac;

/// <summary>Entries of the list that are organisations, and people where they were asked for.</summary>
internal static class OfacMapper
{
    public static IEnumerable<ListEntry> Map(IEnumerable<OfacRow> rows, ReadingNotes notes) =>
        rows.Where(row => Kinds.IsWanted(row.Kind ?? "entity", row.Line, "SDN_Type", notes)).Select(row => Entry(row, notes));

    private static ListEntry Entry(OfacRow row, ReadingNotes notes)
    {
        var countries = row.Addresses.Select(a => notes.Country(a.Country)).OfType<string>().ToList();
        var address = row.Addresses.FirstOrDefault(a => a.Street is not null);
        return new ListEntry
        {
            Id = row.Id,
            Name = row.Name,
            Aliases = row.Aliases,
            Country = countries.FirstOrDefault(),
            Address = address.Street is null ? null : string.Join(", ", new[] { address.Street, address.Country }.Where(p => p is not null)),
            Identifiers = [.. row.Numbers.Select(n => Numbers.Of(n.Kind, n.Number, countries.FirstOrDefault())).OfType<string>()],
            Programme = row.Programs.Count == 0 ? "OFAC" : $"OFAC: {string.Join(", ", row.Programs)}",
            SourceUrl = $"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={row.Id}",
        };
    }
}
