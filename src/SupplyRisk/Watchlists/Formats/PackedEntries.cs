namespace SupplyRisk.Watchlists.Formats;

/// <summary>Makes entries of a name cell that packs aliases and subsidiaries.</summary>
internal static class PackedEntries
{
    /// <summary>The entity, and each subsidiary that the cell names: those are listed like itself.</summary>
    /// <param name="cell">The name as the list writes it.</param>
    /// <param name="entry">What else the list says of it; its name and id are taken from the cell.</param>
    /// <param name="idPrefix">What tells it from a namesake of the same list, e.g. a year; empty if nothing does.</param>
    public static IEnumerable<ListEntry> Of(string cell, ListEntry entry, string idPrefix = "")
    {
        var parsed = ListNameParser.Parse(cell);
        yield return entry with
        {
            Id = EntryId.Of(idPrefix, parsed.Name),
            Name = parsed.Name,
            Aliases = [.. entry.Aliases.Concat(parsed.Aliases)],
            IncludesSubsidiaries = entry.IncludesSubsidiaries || parsed.IncludesSubsidiaries,
        };
        foreach (var subsidiary in parsed.NamedSubsidiaries)
        {
            yield return entry with
            {
                Id = EntryId.Of(idPrefix, parsed.Name, subsidiary),
                Name = subsidiary,
                Aliases = [],
                Programme = $"{entry.Programme}, named as a subsidiary of {parsed.Name}",
            };
        }
    }
}
