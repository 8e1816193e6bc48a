using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Review;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Api;

/// <summary>What taking a list in changed.</summary>
/// <param name="NewSnapshot">False if the same file had been taken before.</param>
internal sealed record SnapshotAnswer(string List, string Sha256, int Entries, int Added, int Changed, int Removed, bool NewSnapshot);

internal static class WatchlistApi
{
    private const long MaxUpload = 256L << 20;

    public static void MapWatchlists(this RouteGroupBuilder api)
    {
        var lists = api.MapGroup("/watchlists").WithTags("Enforcement lists");
        lists.MapGet("", ListAsync).WithName("ListWatchlists").WithSummary("Lists loaded, with age, rows and hash.");
        lists.MapPost("/{name}", ImportAsync).WithName("ImportWatchlist").WithSummary("Take a custom list in as a snapshot. A file with errors changes nothing.")
            .AcceptsUploads(MaxUpload).DisableAntiforgery().ProducesProblem(422);
    }

    private static async Task<Ok<ListOf<ListRow>>> ListAsync(FindLists find, CancellationToken ct)
    {
        var lists = await find.HandleAsync(ct);
        return TypedResults.Ok(new ListOf<ListRow>(lists, lists.Count, null));
    }

    private static async Task<Results<Ok<SnapshotAnswer>, ProblemHttpResult>> ImportAsync(
        string name, IFormFile file, [FromForm(Name = "published_on")] DateOnly? publishedOn, ImportWatchlist import, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await import.ImportAsync(http.Actor(), new WatchlistRequest(kept.Path, file.FileName, name, publishedOn), ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        var s = result.Value.Snapshot;
        return TypedResults.Ok(new SnapshotAnswer(result.Value.List.Name, s.Sha256, s.Rows, s.Added, s.Changed, s.Removed, result.Value.IsNew));
    }
}
