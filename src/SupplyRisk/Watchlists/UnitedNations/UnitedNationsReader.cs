using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.UnitedNations;

/// <summary>Reads individuals and entities, one by one.</summary>
internal static class UnitedNationsReader
{
    public static IEnumerable<XmlRecord> Read(ListFile file, ReadingNotes notes)
    {
        var root = true;
        foreach (var record in XmlRecords.Of(file, "INDIVIDUAL", "ENTITY"))
        {
            if (!root)
            {
                yield return record;
                continue;
            }
            root = false;
            if (record.Name != "CONSOLIDATED_LIST") throw new UnreadableListException($"{file.Name} begins with <{Words.Visible(record.Name)}>, not with <CONSOLIDATED_LIST>. Is it the consolidated list?");
            if (record.Attribute("dateGenerated") is { Length: >= 10 } made) notes.PublishedOn = notes.Date(0, "dateGenerated", made[..10], "yyyy-MM-dd");
        }
    }
}
