namespace SupplyRisk.Watchlists;

/// <summary>What can be wrong with a list, in words for its user.</summary>
public static class WatchlistErrors
{
    public static Refusal NoName() => new(RefusalKind.Invalid, "watchlist_name_missing", "Give the list a name, e.g. own-exclusions.", "name");

    public static Refusal NoFile(string path) => new(RefusalKind.Invalid, "watchlist_file_missing", $"There is no file {path}.", "file");

    /// <summary>Every problem of a file that cannot be taken as it is.</summary>
    public static IReadOnlyList<Refusal> Of(string fileName, ListReading reading) =>
        reading.Issues.Count == 0
            ? [new Refusal(RefusalKind.Invalid, "watchlist_empty", $"{fileName} has no entries; nothing was changed.", "file")]
            : [.. reading.Issues.Select(i => new Refusal(
                RefusalKind.Invalid, "watchlist_row_invalid", $"{fileName}, row {i.Row}, {i.Column}{(i.Value is null ? "" : $" '{i.Value}'")}: {i.Message} {i.Advice}", "file"))];
}
