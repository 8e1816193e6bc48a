using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.EuropeanUnion;

/// <summary>Reads the entities of the export, one by one.</summary>
internal static class EuropeanUnionReader
{
    public static IEnumerable<XmlRecord> Read(ListFile file, ReadingNotes notes)
    {
        var root = true;
        foreach (var record in XmlRecords.Of(file, "sanctionEntity"))
        {
            if (!root)
            {
                yield return record;
                continue;
            }
            root = false;
            if (record.Name != "export") throw new UnreadableListException($"{file.Name} begins with <{Words.Visible(record.Name)}>, not with <export>. Is it the consolidated list?");
            if (record.Attribute("generationDate") is { Length: >= 10 } made) notes.PublishedOn = notes.Date(0, "generationDate", made[..10], "yyyy-MM-dd");
        }
    }
}
