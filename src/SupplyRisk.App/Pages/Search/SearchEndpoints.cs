using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Search;

internal static class SearchEndpoints
{
    private const int PageSize = 20;

    public static void MapSearch(this RouteGroupBuilder pages) => pages.MapGet("/search", FindAsync);

    private static async Task<IResult> FindAsync(string? q, string? kind, string? from, ISearchIndex index, HttpContext http, CancellationToken ct)
    {
        var text = (q ?? "").Trim();
        var wanted = kind == "document" ? SearchKind.Document : SearchKind.Supplier;
        var parsed = SearchText.Parse(text, wanted);
        var scope = http.Actor().Suppliers is { } suppliers ? SearchScope.Of(suppliers) : SearchScope.All;
        var query = parsed.ToQuery(wanted) with
        {
            Facets = [.. SearchFields.Of(wanted).Where(f => f is not (SearchField.Supplier or SearchField.Region or SearchField.Tier))],
            Order = parsed.Terms.Count > 0 ? SearchOrder.Relevance : wanted == SearchKind.Supplier ? SearchOrder.RiskScore : SearchOrder.Newest,
            PageSize = PageSize,
            PageToken = string.IsNullOrEmpty(from) ? null : from,
        };
        string[] problems = [.. parsed.Problems.Select(p => p.Message), .. query.Problems()];
        if (text.Length == 0 || problems.Length > 0)
            return Render.Page<FoundPage, SearchModel>(new(text, wanted, null, null, problems), problems.Length > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        // The other kind is only counted, where the words mean something there too.
        var other = wanted == SearchKind.Supplier ? SearchKind.Document : SearchKind.Supplier;
        var elsewhere = SearchText.Parse(text, other);
        var count = elsewhere.Problems.Count > 0 ? null : (long?)(await index.SearchAsync(elsewhere.ToQuery(other) with { PageSize = 1, Highlight = false }, scope, ct)).Total;
        return Render.Page<FoundPage, SearchModel>(new(text, wanted, await index.SearchAsync(query, scope, ct), count, []));
    }
}

/// <summary>A search and what it found.</summary>
/// <param name="Found">Null where nothing was asked, or it could not be understood.</param>
/// <param name="Elsewhere">Hits of the other kind; null where the search means nothing there.</param>
/// <param name="Problems">What could not be understood.</param>
public sealed record SearchModel(string Text, SearchKind Kind, SupplyRisk.Search.SearchPage? Found, long? Elsewhere, IReadOnlyList<string> Problems);
