using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Search;

namespace SupplyRisk.App.Api;

/// <summary>Search results with the whole set's counts.</summary>
/// <param name="BehindBy">Changes the index has not taken up yet; 0 is level.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchHit> Items, long Total, IReadOnlyList<Facet> Facets, string? NextPageToken, long BehindBy);

internal static class SearchApi
{
    public static void MapSearch(this RouteGroupBuilder api)
    {
        api.MapGet("/search/completions", CompleteAsync).WithTags("Search").WithName("CompleteSearch")
            .WithSummary("Ways to go on with what was typed so far: names, titles, fields and their values.");
        api.MapGet("/search", SearchAsync).WithTags("Search").WithName("Search")
            .WithSummary("Words, \"phrases\", prefix*, -not, country:CN,DE band:high over suppliers or documents.");
        api.MapGet("/search/status", StatusAsync).WithTags("Search").WithName("SearchStatus")
            .WithSummary("Whether the search engine answers, how far it is behind, and which records it would not take.");
    }

    private static async Task<Ok<IReadOnlyList<Completion>>> CompleteAsync(
        [FromQuery(Name = "q")] string q, [FromQuery(Name = "at")] int? at, CompleteSearch complete, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(await complete.HandleAsync(http.Actor(), q, at ?? q.Length, ct));

    private static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        [FromQuery(Name = "q")] string q, [FromQuery(Name = "kind")] string? kind, [FromQuery(Name = "page_token")] string? pageToken,
        ISearchIndex index, FeedSearchIndex feed, HttpContext http, CancellationToken ct)
    {
        if (kind is not null && SupplierApi.Unknown<SearchKind>("kind", [kind]) is { } bad) return bad;
        var of = Words.Parse<SearchKind>(kind) ?? SearchKind.Supplier;
        var parsed = SearchText.Parse(q, of);
        if (parsed.Problems.Count > 0) return ApiResults.Bad("q", string.Join(" ", parsed.Problems.Select(p => $"At character {p.Position + 1}: {p.Message}")));
        var query = parsed.ToQuery(of) with { PageToken = pageToken, Facets = of == SearchKind.Supplier ? [SearchField.Band, SearchField.Country, SearchField.Sector] : [SearchField.DocumentKind, SearchField.Language, SearchField.Country] };
        if (query.Problems() is { Count: > 0 } problems) return ApiResults.Bad("q", string.Join(" ", problems));
        try
        {
            var page = await index.SearchAsync(query, SearchScope.Of(http.Actor()), ct);
            return TypedResults.Ok(new SearchAnswer(page.Hits, page.Total, page.Facets, page.NextPageToken, await feed.BehindByAsync(ct)));
        }
        catch (SearchUnavailableException)
        {
            return TypedResults.Problem("The search engine cannot be asked just now. It catches up by itself; everything else goes on.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    // It names records of the whole portfolio.
    private static async Task<Results<Ok<SearchStatus>, ProblemHttpResult>> StatusAsync(FeedSearchIndex feed, HttpContext http, CancellationToken ct) =>
        http.Actor().SeesAll ? TypedResults.Ok(await feed.StatusAsync(ct)) : ApiResults.NotFound("status");
}
