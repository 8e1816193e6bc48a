using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.UnitedNations;

/// <summary>Individuals and entities as entries.</summary>
internal static class UnitedNationsMapper
{
    public static IEnumerable<ListEntry> Map(IEnumerable<XmlRecord> records, ReadingNotes notes)
    {
        var number = 0;
        foreach (var record in records)
        {
            number++;
            var name = string.Join(' ', new[] { "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME" }.Select(record.Value).OfType<string>());
            if (name.Length == 0 || (record.Value("DATAID") ?? record.Value("REFERENCE_NUMBER")) is null)
                notes.Problem(number, record.Name, record.Value("REFERENCE_NUMBER"), "An entry has no name or number.", "Compare it with the publisher's.");
            else if (Kinds.IsWanted(record.Name, number, "kind", notes))
                yield return Entry(record, name, number, notes);
        }
    }

    private static ListEntry Entry(XmlRecord record, string name, int number, ReadingNotes notes)
    {
        var part = record.Name; // ENTITY_ALIAS, INDIVIDUAL_ADDRESS…
        var address = record.All($"{part}_ADDRESS").FirstOrDefault(a => a.Children.Exists(c => c.Text.Length > 0));
        return new ListEntry
        {
            Id = record.Value("REFERENCE_NUMBER") ?? record.Value("DATAID")!, // one is there, see above
            Name = name,
            Aliases = [.. record.All($"{part}_ALIAS").Select(a => a.Value("ALIAS_NAME")).Append(record.Value("NAME_ORIGINAL_SCRIPT")).OfType<string>()],
            Country = notes.Country(address?.Value("COUNTRY")),
            Address = address is null ? null : string.Join(", ", new[] { "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY" }.Select(address.Value).OfType<string>()),
            ListedOn = record.Value("LISTED_ON") is { Length: >= 10 } listed ? notes.Date(number, "LISTED_ON", listed[..10], "yyyy-MM-dd") : null,
            Programme = record.Value("UN_LIST_TYPE") is { } list ? $"UN Security Council: {list}" : "UN Security Council",
        };
    }
}
