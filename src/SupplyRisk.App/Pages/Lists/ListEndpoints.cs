using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Jobs;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Lists;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Pages.Lists;

internal static class ListEndpoints
{
    /// <summary>Most bytes of an uploaded list; larger ones go in by the command line.</summary>
    public const long MaxBytes = 256L << 20;

    public static void MapLists(this RouteGroupBuilder pages)
    {
        pages.MapGet("/lists", ShowAsync);
        pages.MapPost("/lists", ImportAsync).AcceptsUploads(MaxBytes).Needs(Right.ManageLists);
        pages.MapGet("/lists/{id:guid}", OneAsync);
        pages.MapPost("/lists/{id:guid}/fetch", FetchAsync).Needs(Right.ManageLists);
        pages.MapPost("/lists/{id:guid}/held/{delivery:guid}", DecideAsync).Needs(Right.ManageLists);
        pages.MapGet("/lists/{id:guid}/entry", EntryAsync);
        pages.MapGet("/lists/{id:guid}/difference", DifferenceAsync);
    }

    /// <summary>Where an entry's page is; its id may hold anything.</summary>
    public static string EntryAddress(Guid list, string entryId) => $"/lists/{list}/entry?id={Uri.EscapeDataString(entryId)}";

    private static async Task<IResult> ShowAsync([FromQuery] string? name, [FromQuery] string? source, FindLists find, CancellationToken ct) =>
        Render.Page<ListsPage, ListsPageModel>(new(await find.HandleAsync(ct), Form.Fresh) { Name = name, Source = source });

    private static async Task<IResult> ImportAsync(ImportWatchlist import, FindLists find, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        await using var kept = await UploadedFiles.KeepAsync(form.Files.GetFiles("file"), ct);
        if (kept.Files.Count == 0) return await AgainAsync([new Refusal(RefusalKind.Invalid, "watchlist_file_missing", "Choose a file.", "file")]);
        DateOnly? published = DateOnly.TryParseExact(form["published_on"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var source = form["source"].ToString();
        var name = form["name"].ToString() is { Length: > 0 } given ? given : source == "custom" ? "" : source;
        var result = await import.ImportAsync(http.Actor(), kept.Request(name, published, source, new ReadingOptions(form["persons"] == "true", form["mapping"].ToString())), ct);
        if (result.Done) return Render.GoTo(http, $"/lists/{result.Value.List.Id}");
        // What is held has a page to decide on.
        return result.Refusals[0].Code == WatchlistErrors.HeldCode && await IdAsync(databases, name, ct) is { } held ? Render.GoTo(http, $"/lists/{held}#held") : await AgainAsync(result.Refusals);

        async Task<IResult> AgainAsync(IReadOnlyList<Refusal> refusals) =>
            Render.Page<ListsPage, ListsPageModel>(new(await find.HandleAsync(ct), Form.Of("list", form, refusals)), RefusalStatus.Of(refusals));
    }

    private static async Task<IResult> OneAsync(Guid id, [FromQuery] string? q, [FromQuery] int? page, FindList find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, q, Math.Clamp(page ?? 1, 1, 100_000), ct) is { } list ? Render.Page<ListPage, ListPageModel>(new(list, Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> FetchAsync(Guid id, FindLists find, FetchTrigger fetch, HttpContext http, CancellationToken ct)
    {
        if ((await find.HandleAsync(ct)).FirstOrDefault(l => l.Id == id) is not { Schedule: not null } list) return Results.NotFound();
        return await fetch.StartAsync(http.Actor(), list.Name, ct) is { } no ? Results.StatusCode(RefusalStatus.Of([no])) : Render.GoTo(http, $"/lists/{id}");
    }

    private static async Task<IResult> DecideAsync(Guid id, Guid delivery, DecideDelivery decide, FindList find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await decide.DecideAsync(http.Actor(), new DeliveryDecision(delivery, form["decision"] == "release", form["because"].ToString()), ct);
        if (result.Done) return Render.GoTo(http, $"/lists/{id}");
        return await find.HandleAsync(http.Actor(), id, null, 1, ct) is { } list
            ? Render.Page<ListPage, ListPageModel>(new(list, Form.Of($"held-{delivery:N}", form, result.Refusals)), RefusalStatus.Of(result.Refusals))
            : Results.NotFound();
    }

    private static async Task<IResult> EntryAsync(Guid id, [FromQuery(Name = "id")] string entryId, FindListEntry find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, entryId, ct) is { } entry ? Render.Page<ListEntryPage, ListEntryToShow>(entry) : Results.NotFound();

    private static async Task<IResult> DifferenceAsync(Guid id, [FromQuery] Guid? from, [FromQuery] Guid? to, FindListDifference find, CancellationToken ct) =>
        await find.HandleAsync(id, from, to, ct) is { } difference ? Render.Page<ListDifferencePage, ListDifference>(difference) : Results.NotFound();

    private static async Task<Guid?> IdAsync(IDbContextFactory<SupplyRiskDb> databases, string name, CancellationToken ct)
    {
        var known = Words.Visible(name.Trim());
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Watchlists.Where(w => w.Name == known).Select(w => (Guid?)w.Id).FirstOrDefaultAsync(ct);
    }
}

/// <summary>The lists' page.</summary>
public sealed record ListsPageModel(IReadOnlyList<ListRow> Lists, Form Form)
{
    /// <summary>The list to load again, as its page asks for.</summary>
    public string? Name { get; init; }

    public string? Source { get; init; }
}

/// <summary>A list's page.</summary>
public sealed record ListPageModel(ListToShow Shown, Form Form);
