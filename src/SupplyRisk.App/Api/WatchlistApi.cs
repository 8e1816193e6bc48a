using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Pages;
using SupplyRisk.Data;
using SupplyRisk.Review.Lists;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Api;

/// <summary>What taking a list in changed.</summary>
/// <param name="NewSnapshot">False if the same file had been taken before, or the publisher says that nothing is new.</param>
/// <param name="Remarks">What was left out, and what is worth knowing of the file.</param>
internal sealed record SnapshotAnswer(string List, string? Sha256, int Entries, int Added, int Changed, int Removed, bool NewSnapshot, IReadOnlyList<string> Remarks)
{
    public static SnapshotAnswer Of(WatchlistReport r) => new(r.List.Name, r.Snapshot.Sha256, r.Snapshot.Rows, r.Snapshot.Added, r.Snapshot.Changed, r.Snapshot.Removed, r.IsNew, r.Remarks);
}

/// <summary>A source whose format is read.</summary>
internal sealed record SourceItem(string Source, string Title, string Publisher, string Files, string? Page, bool NamesCompanies);

/// <summary>A snapshot of a list.</summary>
internal sealed record SnapshotItem(Guid Id, DateTime RetrievedAt, DateOnly? PublishedOn, int Entries, int Added, int Changed, int Removed, string FileName, string Sha256)
{
    public static SnapshotItem Of(Snapshot s) => new(s.Id, s.RetrievedAt, s.PublishedOn, s.Rows, s.Added, s.Changed, s.Removed, s.FileName, s.Sha256);
}

/// <summary>What arrived of a list, and what became of it.</summary>
internal sealed record DeliveryItem(
    Guid Id, DateTime At, DeliveryState State, HoldCause? Cause, bool CanBeReleased, IReadOnlyList<string> Reasons, IReadOnlyList<string> Remarks, string FileNames, string? Address, string? Sha256,
    int Entries, int? EntriesBefore, DateOnly? PublishedOn, DateTime? DecidedAt, string? DecidedBy, string? DecidedBecause)
{
    public static DeliveryItem Of(ListDelivery d) => new(
        d.Id, d.At, d.State, d.Cause, d.IsReleasable, TakeDelivery.Texts(d.ReasonsJson), TakeDelivery.Texts(d.RemarksJson), d.FileNames, d.Address, d.Sha256,
        d.Rows, d.RowsBefore, d.PublishedOn, d.DecidedAt, d.DecidedBy, d.DecidedBecause);
}

/// <summary>A list with its snapshots and what arrived.</summary>
/// <param name="MedianSecondsFromKnownToFlag">From when both list entry and supplier were known to the flag; null before the first flag.</param>
/// <param name="MedianDaysFromPublicationToFlag">Of listings that came after the list was first loaded; null if there is none.</param>
internal sealed record ListDetail(
    ListRow List, IReadOnlyList<SnapshotItem> Snapshots, IReadOnlyList<DeliveryItem> Deliveries, int? FlaggingListings, double? MedianSecondsFromKnownToFlag, int? MedianDaysFromPublicationToFlag);

/// <summary>What a list said of an entry, and when we knew it. An open end is null.</summary>
internal sealed record EntryStateItem(string Name, IReadOnlyList<string> Aliases, DateOnly? From, DateOnly? Until, DateTime KnownFrom, DateTime? KnownUntil, IReadOnlyList<string> Changes);

/// <summary>An entry with its history.</summary>
/// <param name="InForce">False where it is no longer listed.</param>
/// <param name="Aliases">All it ever had, with their time.</param>
/// <param name="History">Newest knowledge first.</param>
/// <param name="Suppliers">Which it touches, by match score.</param>
internal sealed record EntryDetail(
    string List, string EntryId, string Name, bool InForce, string? Country, string? Address, IReadOnlyList<string> Identifiers, bool IncludesSubsidiaries, string? Programme, string? SourceUrl,
    IReadOnlyList<ListAlias> Aliases, IReadOnlyList<EntryStateItem> History, IReadOnlyList<TouchedSupplier> Suppliers)
{
    public static EntryDetail Of(ListEntryToShow e) => new(
        e.List, e.Now.EntryId, e.Now.Name, e.InForce, e.Now.Country, e.Now.Address, Packed.Split(e.Now.Identifiers), e.Now.IncludesSubsidiaries, e.Now.Programme, e.Now.SourceUrl, e.Aliases,
        [.. e.Versions.Select(v => new EntryStateItem(v.Version.Name, Packed.Split(v.Version.Aliases), v.From, v.Until, v.KnownFrom, v.KnownUntil, v.Changes))], e.Suppliers);
}

/// <summary>What a list said differently; at most 500 entries of each kind.</summary>
internal sealed record DifferenceAnswer(
    SnapshotItem From, SnapshotItem To, int AddedCount, int ChangedCount, int RemovedCount, IReadOnlyList<EntryDifference> Added, IReadOnlyList<EntryDifference> Changed, IReadOnlyList<EntryDifference> Removed)
{
    public static DifferenceAnswer Of(ListDifference d) => new(SnapshotItem.Of(d.From), SnapshotItem.Of(d.To), d.AddedCount, d.ChangedCount, d.RemovedCount, d.Added, d.Changed, d.Removed);
}

/// <summary>Why a held download is released or discarded.</summary>
internal sealed record DeliveryBody(string? Because);

internal static class WatchlistApi
{
    private const long MaxUpload = 256L << 20;

    public static void MapWatchlists(this RouteGroupBuilder api)
    {
        var lists = api.MapGroup("/watchlists").WithTags("Enforcement lists");
        lists.MapGet("", ListAsync).WithName("ListWatchlists").WithSummary("Lists loaded or configured, with age, health, rows and hash.");
        lists.MapGet("/{name}", OneAsync).WithName("GetWatchlist").WithSummary("One list with its snapshots, what arrived and what became of it.").ProducesProblem(404);
        lists.MapGet("/{name}/entries", EntriesAsync).WithName("ListWatchlistEntries").WithSummary("What the list says now, by name.").ProducesProblem(404);
        lists.MapGet("/{name}/entry", EntryAsync).WithName("GetWatchlistEntry").WithSummary("One entry with its history in both times, its aliases with their end, and the suppliers it touches.").ProducesProblem(404);
        lists.MapGet("/{name}/difference", DifferenceAsync).WithName("CompareWatchlistSnapshots").WithSummary("What the list said differently in two snapshots; the last two unless said otherwise.").ProducesProblem(404);
        lists.MapPost("/{name}", ImportAsync).WithName("ImportWatchlist").WithSummary("Take a list in as a snapshot. A publisher's file that is damaged, has unknown shapes or shrank is held (409); a list of your own with errors changes nothing (422).")
            .AcceptsUploads(MaxUpload).DisableAntiforgery().ProducesProblem(409).ProducesProblem(422);
        lists.MapPost("/{name}/refresh", RefreshAsync).WithName("RefreshWatchlist").WithSummary("Fetch the list from its configured address now.").ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/watchlist-sources", Sources).WithTags("Enforcement lists").WithName("ListWatchlistSources").WithSummary("Whose formats are read, and which files to hand over.");
        var held = api.MapGroup("/watchlist-deliveries").WithTags("Enforcement lists");
        held.MapPost("/{id:guid}/release", ReleaseAsync).WithName("ReleaseDelivery").WithSummary("Take a held download in nevertheless, with the entries that can be read.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        held.MapPost("/{id:guid}/discard", DiscardAsync).WithName("DiscardDelivery").WithSummary("Put a held download away.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<ListOf<ListRow>>> ListAsync(FindLists find, CancellationToken ct)
    {
        var lists = await find.HandleAsync(ct);
        return TypedResults.Ok(new ListOf<ListRow>(lists, lists.Count, null));
    }

    private static Ok<ListOf<SourceItem>> Sources()
    {
        var all = WatchlistSources.All.Select(s => new SourceItem(s.Id, s.Title, s.Publisher, s.Files, s.Page, s.NamesCompanies)).ToList();
        return TypedResults.Ok(new ListOf<SourceItem>(all, all.Count, null));
    }

    private static async Task<Results<Ok<ListDetail>, ProblemHttpResult>> OneAsync(string name, FindList find, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        if (await IdAsync(databases, name, ct) is not { } id || await find.HandleAsync(http.Actor(), id, null, 1, ct) is not { } list) return ApiResults.NotFound("list");
        return TypedResults.Ok(new ListDetail(
            list.Row, [.. list.Snapshots.Select(SnapshotItem.Of)],
            [.. list.Deliveries.Select(DeliveryItem.Of)], list.Speed?.Listings, list.Speed?.MedianFromKnown.TotalSeconds, list.Speed?.MedianDaysFromPublished));
    }

    private static async Task<Results<Ok<ListOf<ListEntryRow>>, ProblemHttpResult>> EntriesAsync(
        string name, [FromQuery(Name = "text")] string? text, [FromQuery(Name = "page_token")] string? pageToken, FindList find, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        var mark = $"{name}|{text}";
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        if (await IdAsync(databases, name, ct) is not { } id || await find.HandleAsync(http.Actor(), id, text, page, ct) is not { } list) return ApiResults.NotFound("list");
        return TypedResults.Ok(new ListOf<ListEntryRow>(list.Entries, list.Total, PageTokens.Next(page, FindList.PageSize, list.Total, mark)));
    }

    private static async Task<Results<Ok<EntryDetail>, ProblemHttpResult>> EntryAsync(
        string name, [FromQuery(Name = "id")] string id, FindListEntry find, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct) =>
        await IdAsync(databases, name, ct) is { } list && await find.HandleAsync(http.Actor(), list, id, ct) is { } entry ? TypedResults.Ok(EntryDetail.Of(entry)) : ApiResults.NotFound("entry");

    private static async Task<Results<Ok<DifferenceAnswer>, ProblemHttpResult>> DifferenceAsync(
        string name, [FromQuery(Name = "from")] Guid? from, [FromQuery(Name = "to")] Guid? to, FindListDifference find, IDbContextFactory<SupplyRiskDb> databases, CancellationToken ct) =>
        await IdAsync(databases, name, ct) is { } list && await find.HandleAsync(list, from, to, ct) is { } difference ? TypedResults.Ok(DifferenceAnswer.Of(difference)) : ApiResults.NotFound("pair of snapshots");

    private static async Task<Results<Ok<SnapshotAnswer>, ProblemHttpResult>> ImportAsync(
        string name, IFormFileCollection file, [FromForm(Name = "published_on")] DateOnly? publishedOn, [FromForm(Name = "source")] string? source, [FromForm(Name = "mapping")] string? mapping,
        [FromForm(Name = "include_persons")] bool? includePersons, ImportWatchlist import, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFiles.KeepAsync(file, ct);
        if (kept.Files.Count == 0) return ApiResults.Problem([new Refusal(RefusalKind.Invalid, "watchlist_file_missing", "Send the file in the field `file`.", "file")]);
        var result = await import.ImportAsync(http.Actor(), kept.Request(name, publishedOn, source, new ReadingOptions(includePersons ?? false, mapping)), ct);
        return result.Done ? TypedResults.Ok(SnapshotAnswer.Of(result.Value)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<SnapshotAnswer>, ProblemHttpResult>> RefreshAsync(string name, FetchWatchlist fetch, HttpContext http, CancellationToken ct)
    {
        var result = await fetch.FetchAsync(http.Actor(), name, ct);
        return !result.Done ? ApiResults.Problem(result.Refusals)
            : TypedResults.Ok(result.Value.Report is { } report ? SnapshotAnswer.Of(report) : new SnapshotAnswer(name, null, 0, 0, 0, 0, NewSnapshot: false, []));
    }

    private static Task<Results<Ok<DeliveryItem>, ProblemHttpResult>> ReleaseAsync(Guid id, DeliveryBody body, DecideDelivery decide, HttpContext http, CancellationToken ct) => DecideAsync(id, release: true, body, decide, http, ct);

    private static Task<Results<Ok<DeliveryItem>, ProblemHttpResult>> DiscardAsync(Guid id, DeliveryBody body, DecideDelivery decide, HttpContext http, CancellationToken ct) => DecideAsync(id, release: false, body, decide, http, ct);

    private static async Task<Results<Ok<DeliveryItem>, ProblemHttpResult>> DecideAsync(Guid id, bool release, DeliveryBody body, DecideDelivery decide, HttpContext http, CancellationToken ct)
    {
        var result = await decide.DecideAsync(http.Actor(), new DeliveryDecision(id, release, body.Because ?? ""), ct);
        return result.Done ? TypedResults.Ok(DeliveryItem.Of(result.Value)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Guid?> IdAsync(IDbContextFactory<SupplyRiskDb> databases, string name, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Watchlists.Where(w => w.Name == name).Select(w => (Guid?)w.Id).FirstOrDefaultAsync(ct);
    }
}
