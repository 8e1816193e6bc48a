using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.EuropeanUnion;

/// <summary>Entities of the export as entries.</summary>
internal static class EuropeanUnionMapper
{
    public static IEnumerable<ListEntry> Map(IEnumerable<XmlRecord> records, ReadingNotes notes)
    {
        var number = 0;
        foreach (var record in records)
        {
            number++;
            var kind = record.All("subjectType").Select(s => s.Attribute("classificationCode") ?? s.Attribute("code")).FirstOrDefault();
            // The name in English where it is marked, else the first; all others are aliases, in any script.
            var names = record.All("nameAlias").Where(n => n.Attribute("wholeName") is not null).OrderBy(n => n.Attribute("strong") == "false").ToList();
            var name = names.FirstOrDefault(n => n.Attribute("strong") != "false" && n.Attribute("nameLanguage") is "EN") ?? names.FirstOrDefault();
            if (name is null || kind is null || (record.Attribute("euReferenceNumber") ?? record.Attribute("logicalId")) is not { } id)
            {
                notes.Problem(number, "sanctionEntity", record.Attribute("euReferenceNumber"), "An entity has no name, kind or number.", "Compare it with the publisher's.");
                continue;
            }
            if (Kinds.IsWanted(kind, number, "subjectType", notes)) yield return Entry(record, id, name, names, number, notes);
        }
    }

    private static ListEntry Entry(XmlRecord record, string id, XmlRecord name, List<XmlRecord> names, int number, ReadingNotes notes)
    {
        var address = record.All("address").FirstOrDefault();
        var country = Country(address?.Attribute("countryIso2Code")) ?? Country(record.All("citizenship").FirstOrDefault()?.Attribute("countryIso2Code"));
        var regulation = record.All("regulation").FirstOrDefault();
        return new ListEntry
        {
            Id = id,
            Name = name.Attribute("wholeName")!, // those without were left out above
            Aliases = [.. names.Where(n => n != name).Select(n => n.Attribute("wholeName")!)],
            Country = country,
            Address = address is null ? null : string.Join(", ", new[] { "street", "poBox", "zipCode", "city", "region", "countryDescription" }.Select(address.Attribute).OfType<string>()),
            Identifiers = [.. record.All("identification").Where(i => i.Attribute("number") is not null)
                .Select(i => Numbers.Of(i.Attribute("identificationTypeDescription") ?? "", i.Attribute("number")!, country) ?? Numbers.Guess(i.Attribute("number")!)).OfType<string>()],
            ListedOn = notes.Date(number, "entryIntoForceDate", regulation?.Attribute("entryIntoForceDate") ?? regulation?.Attribute("publicationDate"), "yyyy-MM-dd"),
            Programme = regulation?.Attribute("programme") is { } programme ? $"EU sanctions: {programme}, {regulation.Attribute("numberTitle")}".TrimEnd(' ', ',') : "EU sanctions",
            SourceUrl = regulation?.Value("publicationUrl"),
        };

        string? Country(string? code) => code is null or "00" ? null : notes.Country(code);
    }
}
