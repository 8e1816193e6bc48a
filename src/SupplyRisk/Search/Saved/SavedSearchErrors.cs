using System.Globalization;

namespace SupplyRisk.Search.Saved;

/// <summary>What can be wrong with saving a search, in words for whoever saves it.</summary>
public static class SavedSearchErrors
{
    public static Refusal NameMissing() => new(RefusalKind.Invalid, "name_missing", "Give the search a name.", "name");

    public static Refusal NameTooLong() => new(RefusalKind.Invalid, "name_too_long", $"Keep the name under {SavedSearch.MaxName} characters.", "name");

    public static Refusal NameTaken(string name) => new(RefusalKind.Conflict, "name_taken", $"You have a search called “{name}” already. Give this one another name.", "name");

    public static Refusal TextMissing() => new(RefusalKind.Invalid, "text_missing", "There is nothing to search for.", "text");

    public static Refusal NotUnderstood(SearchTextProblem problem) =>
        new(RefusalKind.Invalid, "search_not_understood", string.Create(CultureInfo.InvariantCulture, $"At character {problem.Position + 1}: {problem.Message}"), "text");

    public static Refusal TooBroad(long hits) =>
        new(RefusalKind.Invalid, "search_too_broad", string.Create(CultureInfo.InvariantCulture, $"It finds {hits:N0} records; a watch remembers {CheckWatches.MostHits:N0}. Narrow it by a country, a band or another word."), "text");

    public static Refusal NotFound() => new(RefusalKind.NotFound, "search_not_found", "There is no such saved search, or it is not yours.");
}
