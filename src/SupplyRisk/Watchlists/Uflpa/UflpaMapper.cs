using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Uflpa;

/// <summary>Rows of the page as entries. All are of the People's Republic of China, which is what the Act is about.</summary>
internal static class UflpaMapper
{
    private const string Page = "https://www.dhs.gov/uflpa-entity-list";

    /// <summary>An entity that stands in several sections is one entry: the page repeats it with the same name.</summary>
    public static IEnumerable<ListEntry> Map(IEnumerable<UflpaRow> rows, ReadingNotes notes)
    {
        var entries = new Dictionary<string, ListEntry>(StringComparer.Ordinal); // some hundred
        var order = new List<string>();
        foreach (var entry in rows.SelectMany(row => Entries(row, notes)))
        {
            if (entries.TryAdd(entry.Id, entry)) order.Add(entry.Id);
            else entries[entry.Id] = Joined(entries[entry.Id], entry);
        }
        return order.Select(id => entries[id]);
    }

    private static IEnumerable<ListEntry> Entries(UflpaRow row, ReadingNotes notes)
    {
        if (row.EffectiveDate is null) notes.Problem(row.Line, "Effective Date", row.Name, "The row has no date.", "Compare it with the publisher's page.");
        return PackedEntries.Of(row.Name, new ListEntry
        {
            Id = "",
            Name = row.Name,
            Country = "CN",
            ListedOn = notes.Date(row.Line, "Effective Date", row.EffectiveDate?.TrimEnd('*', ' '), "MMMM d, yyyy", "MMM d, yyyy", "M/d/yyyy"),
            Programme = row.Section is { } section ? $"UFLPA Entity List, section {section}" : "UFLPA Entity List",
            SourceUrl = Page,
        });
    }

    private static ListEntry Joined(ListEntry first, ListEntry second) => first with
    {
        Aliases = [.. first.Aliases.Concat(second.Aliases).Distinct(StringComparer.Ordinal)],
        IncludesSubsidiaries = first.IncludesSubsidiaries || second.IncludesSubsidiaries,
        ListedOn = first.ListedOn is { } a && second.ListedOn is { } b ? a < b ? a : b : first.ListedOn ?? second.ListedOn,
        Programme = first.Programme == second.Programme ? first.Programme : $"{first.Programme}; {second.Programme?.Replace("UFLPA Entity List, ", "", StringComparison.Ordinal)}",
    };
}
