using SupplyRisk.Watchlists;

namespace SupplyRisk.Review.Lists;

/// <summary>What differs between two states of one entry, a sentence each.</summary>
internal static class EntryChanges
{
    /// <param name="withEnd">False where the one goes on into the other, so that an end is none.</param>
    public static IReadOnlyList<string> Between(ListEntryVersion? before, ListEntryVersion after, bool withEnd = true)
    {
        if (before is null) return [];
        var changes = new List<string>();
        Say("name", before.Name, after.Name);
        SayParts("alias", before.Aliases, after.Aliases);
        Say("country", before.Country, after.Country);
        Say("address", before.Address, after.Address);
        SayParts("number", before.Identifiers, after.Identifiers);
        Say("programme", before.Programme, after.Programme);
        Say("page", before.SourceUrl, after.SourceUrl);
        if (before.IncludesSubsidiaries != after.IncludesSubsidiaries) changes.Add(after.IncludesSubsidiaries ? "its subsidiaries are covered now" : "its subsidiaries are no longer covered");
        if (withEnd && before.ValidTo != after.ValidTo) changes.Add(after.ValidTo == Data.TwoTimes.OpenEnd ? "listed again" : $"listed until {after.ValidTo:yyyy-MM-dd}");
        return changes;

        void Say(string what, string? was, string? now)
        {
            if (was != now) changes.Add($"{what}: {was ?? "none"} → {now ?? "none"}");
        }

        void SayParts(string what, string was, string now)
        {
            var (old, fresh) = (Packed.Split(was), Packed.Split(now));
            changes.AddRange(fresh.Except(old, StringComparer.Ordinal).Select(a => $"new {what}: {a}"));
            changes.AddRange(old.Except(fresh, StringComparer.Ordinal).Select(a => $"{what} gone: {a}"));
        }
    }
}
