using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.ScreeningList;

/// <summary>Entries of the list that are organisations, and people where they were asked for.</summary>
internal static class ScreeningListMapper
{
    public const string Unsaid = "denied persons, of whom the list does not say whether they are natural persons";

    public static IEnumerable<ListEntry> Map(IEnumerable<ScreeningRow> rows, ReadingNotes notes)
    {
        foreach (var row in rows)
        {
            if (row.Name is not { } name) continue; // told by the reader
            // Some of the lists in it state no kind: those of exporters are companies, the Denied Persons List mostly people.
            var denied = row.Kind is null && row.Source?.Contains("Denied Persons", StringComparison.OrdinalIgnoreCase) == true;
            if (denied && !notes.Options.IncludePersons) notes.LeaveOut(Unsaid);
            else if (denied || Kinds.IsWanted(row.Kind ?? "entity", row.Line, "type", notes)) yield return Entry(row, name, notes);
        }
    }

    private static ListEntry Entry(ScreeningRow row, string name, ReadingNotes notes)
    {
        var country = notes.Country(row.Country);
        return new ListEntry
        {
            Id = row.Id ?? EntryId.Of(row.Source, name),
            Name = name,
            Aliases = row.Aliases,
            Country = country,
            Address = row.Address,
            Identifiers = [.. row.Numbers.Select(n => Numbers.Of(n.Kind, n.Number, country)).OfType<string>()],
            ListedOn = notes.Date(row.Line, "start_date", row.StartDate, "yyyy-MM-dd"),
            DelistedOn = notes.Date(row.Line, "end_date", row.EndDate, "yyyy-MM-dd"),
            Programme = row.Programs is { } programs ? $"{row.Source}: {programs}" : row.Source,
            SourceUrl = row.Link,
        };
    }
}
