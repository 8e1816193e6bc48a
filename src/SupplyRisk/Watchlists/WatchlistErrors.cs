namespace SupplyRisk.Watchlists;

/// <summary>What can be wrong with a list, in words for its user.</summary>
public static class WatchlistErrors
{
    /// <summary>Code of the first refusal of a file that is held.</summary>
    public const string HeldCode = "watchlist_held";

    public static Refusal NoName() => new(RefusalKind.Invalid, "watchlist_name_missing", "Give the list a name, e.g. own-exclusions.", "name");

    public static Refusal NoFile(string path) => new(RefusalKind.Invalid, "watchlist_file_missing", $"There is no file {path}.", "file");

    public static Refusal NoSuchSource(string source) => new(
        RefusalKind.Invalid, "watchlist_source_unknown", $"There is no source '{Words.Visible(source)}'; there are {string.Join(", ", WatchlistSources.All.Select(s => s.Id))}.", "source");

    public static Refusal OtherSource(string name, string known, string asked) => new(
        RefusalKind.Conflict, "watchlist_source_differs", $"The list {name} is read as {known}, not as {asked}. Give the other list a name of its own.", "source");

    /// <summary>Every problem of a file that cannot be taken as it is.</summary>
    public static IReadOnlyList<Refusal> Of(string fileName, IReadOnlyList<ListIssue> issues) =>
        [.. issues.Select(i => new Refusal(RefusalKind.Invalid, "watchlist_row_invalid", $"{fileName}, {i}", "file"))];

    /// <summary>That it is held, and then why.</summary>
    public static IReadOnlyList<Refusal> Held(string list, ListDelivery delivery, IReadOnlyList<string> reasons) =>
    [
        new Refusal(RefusalKind.Conflict, HeldCode, $"{list}: {delivery.FileNames} is held for a person ({Cause(delivery.Cause)}); the list says what it said before. "
            + $"{(delivery.IsReleasable ? $"`watchlists release {delivery.Id} --because …` takes it in nevertheless, " : "Get the file again, or ")}`watchlists discard {delivery.Id} --because …` puts it away.", "file"),
        .. reasons.Select(r => new Refusal(RefusalKind.Conflict, "watchlist_held_because", r, "file")),
    ];

    public static Refusal DiscardedBefore(string list, ListDelivery delivery) => new(
        RefusalKind.Conflict, "watchlist_discarded", $"{list}: this very file was put away on {delivery.DecidedAt:yyyy-MM-dd} ({delivery.DecidedBecause}). Hand it over to have it looked at again.", "file");

    public static Refusal NotFetched(string list, string reason) => new(RefusalKind.Conflict, "watchlist_not_fetched", $"{list} could not be fetched, and says what it said before: {reason}");

    public static Refusal NotConfigured(string list) => new(
        RefusalKind.NotFound, "watchlist_not_configured", $"No address is configured for {Words.Visible(list)}: set Watchlists__Lists__{Words.Visible(list)}__Address, or hand its file over.", "name");

    public static Refusal NoSuchDelivery(Guid id) => new(RefusalKind.NotFound, "delivery_not_found", $"There is no held download {id}.");

    public static Refusal NotHeld(ListDelivery delivery) => new(RefusalKind.Conflict, "delivery_not_held", $"It is {Words.Snake(delivery.State)} already.");

    public static Refusal NotReleasable(ListDelivery delivery) => new(
        RefusalKind.Conflict, "delivery_not_releasable", delivery.Cause == HoldCause.Failed ? "Nothing arrived that could be taken in. Fetch it again, or hand its file over." : "It cannot be read to its end, so what is missing is not known. Get the file again.");

    public static Refusal FilesGone(ListDelivery delivery) => new(RefusalKind.Conflict, "delivery_files_gone", $"Its files ({delivery.FileNames}) are no longer kept. Fetch it again, or hand its file over.");

    public static Refusal ReasonMissing() => new(RefusalKind.Invalid, "reason_missing", "Say why.", "because");

    public static Refusal ReasonTooLong(int most) => new(RefusalKind.Invalid, "reason_too_long", $"Say it in at most {most} characters.", "because");

    /// <summary>A cause in words.</summary>
    public static string Cause(HoldCause? cause) => cause switch
    {
        HoldCause.Failed => "it did not arrive",
        HoldCause.Unreadable => "it cannot be read to its end",
        HoldCause.UnknownShapes => "it has unknown shapes",
        HoldCause.Shrunk => "it shrank by more than a fifth",
        null => "taken",
    };
}
