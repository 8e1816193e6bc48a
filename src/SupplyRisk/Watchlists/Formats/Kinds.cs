namespace SupplyRisk.Watchlists.Formats;

/// <summary>What kind of thing a list's entry is, and whether it is taken in.</summary>
internal static class Kinds
{
    public const string Persons = "natural persons";
    public const string Ships = "ships and aircraft";

    /// <summary>Organisations are wanted, people where they were asked for, ships and aircraft never; an unknown kind is a problem and is taken in.</summary>
    public static bool IsWanted(string kind, int line, string column, ReadingNotes notes)
    {
        switch (kind.Trim().ToLowerInvariant())
        {
            case "entity" or "enterprise" or "e" or "organization" or "organisation" or "company" or "legalentity" or "publicbody":
                return true;
            case "individual" or "person" or "p":
                if (!notes.Options.IncludePersons) notes.LeaveOut(Persons);
                return notes.Options.IncludePersons;
            case "vessel" or "aircraft" or "airplane":
                notes.LeaveOut(Ships);
                return false;
            default:
                notes.Problem(line, column, kind, "What kind of entry this is, is not known.", "Known are organisations, persons, ships and aircraft.");
                return true;
        }
    }
}
