using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Search.Saved;

namespace SupplyRisk.App.Api;

/// <summary>A saved search.</summary>
/// <param name="Text">As typed into the search box.</param>
/// <param name="Watched">Whether new hits are reported after each run.</param>
/// <param name="New">Hits not marked as seen.</param>
/// <param name="CheckedAt">When the watch was last compared; null until it first was.</param>
/// <param name="Waiting">Why a run is not reported yet; null if nothing waits.</param>
internal sealed record SavedSearchItem(Guid Id, string Name, string Text, bool Watched, int New, DateTime? WatchedSince, DateTime? CheckedAt, string? Waiting);

/// <summary>What to save.</summary>
/// <param name="Watch">Report new hits after each run; a watch whose text changes begins anew.</param>
internal sealed record SavedSearchBody(string Name, string Text, bool Watch);

/// <summary>Something a watch reported.</summary>
/// <param name="Kind"><c>supplier</c> or <c>document</c>.</param>
/// <param name="Name">As now called; null if no longer known.</param>
/// <param name="GoneAt">When it was found no longer; null while it is.</param>
internal sealed record WatchHitItem(string Kind, Guid Id, string? Name, DateTime FoundAt, Guid? RunId, DateTime? SeenAt, DateTime? GoneAt);

/// <summary>Which hits were looked at.</summary>
/// <param name="Records">Null is all.</param>
/// <param name="FoundUntil">Hits found later stay new; null is now.</param>
internal sealed record SeenBody(IReadOnlyList<Guid>? Records, DateTime? FoundUntil);

/// <summary>How many hits were new until now.</summary>
internal sealed record SeenAnswer(int Marked);

internal static class SavedSearchApi
{
    public static void MapSavedSearches(this RouteGroupBuilder api)
    {
        var searches = api.MapGroup("/searches").WithTags("Search");
        searches.MapGet("", ListAsync).WithName("ListSavedSearches").WithSummary("Your saved searches by name, with what their watches found.");
        searches.MapPost("", SaveAsync).WithName("SaveSearch").WithSummary("Save a search, and watch it if asked to.").ProducesProblem(409).ProducesProblem(422);
        searches.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeSavedSearch").WithSummary("Rename it, ask something else, begin or end the watch.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        searches.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteSavedSearch").WithSummary("Forget it and what its watch remembers.").ProducesProblem(404);
        searches.MapGet("/{id:guid}/hits", HitsAsync).WithName("ListWatchHits").WithSummary("What the watch reported after runs, newest first; at most 200.").ProducesProblem(404);
        searches.MapPost("/{id:guid}/seen", SeenAsync).WithName("MarkWatchHitsSeen").WithSummary("Mark hits as seen.").ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<SavedSearchItem>>> ListAsync(FindSavedSearches find, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<SavedSearchItem>>([.. (await find.ListAsync(http.Actor(), ct)).Select(r => Item(r.Search, r.New))]);

    private static async Task<Results<Created<SavedSearchItem>, ProblemHttpResult>> SaveAsync(SavedSearchBody body, SaveSearch save, HttpContext http, CancellationToken ct)
    {
        var result = await save.SaveAsync(http.Actor(), new SaveSearchRequest(body.Name, body.Text, body.Watch), ct);
        return result.Done ? TypedResults.Created($"{ApiServices.Root}/searches/{result.Value.Id}/hits", Item(result.Value, 0)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<SavedSearchItem>, ProblemHttpResult>> ChangeAsync(Guid id, SavedSearchBody body, SaveSearch save, FindSavedSearches find, HttpContext http, CancellationToken ct)
    {
        var result = await save.ChangeAsync(http.Actor(), id, new SaveSearchRequest(body.Name, body.Text, body.Watch), ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.OneAsync(http.Actor(), id, onlyNew: true, ct) is { } report ? TypedResults.Ok(Item(report.Row.Search, report.Row.New)) : ApiResults.NotFound("saved search");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, SaveSearch save, HttpContext http, CancellationToken ct)
    {
        var result = await save.DeleteAsync(http.Actor(), id, ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<IReadOnlyList<WatchHitItem>>, ProblemHttpResult>> HitsAsync(
        Guid id, [FromQuery(Name = "new")] bool? onlyNew, FindSavedSearches find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, onlyNew ?? false, ct) is { } report
            ? TypedResults.Ok<IReadOnlyList<WatchHitItem>>([.. report.Hits.Select(h => new WatchHitItem(h.Hit.Entity, h.Hit.RecordId, h.Name, h.Hit.FoundAt, h.Hit.RunId, h.Hit.SeenAt, h.Hit.GoneAt))])
            : ApiResults.NotFound("saved search");

    private static async Task<Results<Ok<SeenAnswer>, ProblemHttpResult>> SeenAsync(Guid id, SeenBody body, SaveSearch save, HttpContext http, CancellationToken ct)
    {
        var result = await save.MarkSeenAsync(http.Actor(), id, body.Records, body.FoundUntil?.ToUniversalTime(), ct);
        return result.Done ? TypedResults.Ok(new SeenAnswer(result.Value)) : ApiResults.Problem(result.Refusals);
    }

    private static SavedSearchItem Item(SavedSearch s, int fresh) => new(s.Id, s.Name, s.Text, s.WatchedSince is not null, fresh, s.WatchedSince, s.CheckedAt, s.Waiting);
}
