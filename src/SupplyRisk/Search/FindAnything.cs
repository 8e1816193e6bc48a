using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Search;

/// <summary>What a person typed into the one box.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Kind">Null shows the first few of both kinds.</param>
/// <param name="PageToken">From the page before; with a kind only.</param>
public sealed record FindRequest(string Text, SearchKind? Kind = null, string? PageToken = null);

/// <summary>A hit with what helps to choose among hits. What it does not have is null.</summary>
public sealed record FoundItem(SearchHit Hit, string? Country = null, Band? Band = null, int? RiskScore = null, string? DocumentKind = null, DateOnly? Date = null);

/// <summary>What was found of one kind.</summary>
/// <param name="Total">All that fit, within what the actor may see.</param>
/// <param name="Items">One page, or the first few where both kinds are shown; empty where this kind was only counted.</param>
/// <param name="Facets">A field whose values are asked for counts its other values, too, as if none were.</param>
public sealed record FoundOfKind(SearchKind Kind, long Total, IReadOnlyList<FoundItem> Items, IReadOnlyList<Facet> Facets, string? NextPageToken);

/// <summary>A value asked for that no record has.</summary>
/// <param name="Nearest">The nearest value that some have; null if none is near.</param>
public sealed record UnknownValue(SearchField Field, string Value, string? Nearest);

/// <summary>The answer to what was typed.</summary>
/// <param name="Suppliers">Null if the text means nothing for suppliers, was not understood, or was empty.</param>
/// <param name="Documents">Null likewise.</param>
/// <param name="Problems">With the whole query; those of the text stand in <paramref name="Asked"/>.</param>
/// <param name="Unknown">Told of where nothing was found.</param>
/// <param name="BehindBy">Changes the index has not taken up yet; 0 is level.</param>
public sealed record Found(
    ParsedSearch Asked, SearchKind? Kind, FoundOfKind? Suppliers, FoundOfKind? Documents, IReadOnlyList<string> Problems, IReadOnlyList<UnknownValue> Unknown, long BehindBy)
{
    public FoundOfKind? Of(SearchKind kind) => kind switch { SearchKind.Supplier => Suppliers, SearchKind.Document => Documents };
}

/// <summary>Looks for suppliers and documents by one text.</summary>
public sealed class FindAnything(ISearchIndex index, FeedSearchIndex feed, IDbContextFactory<SupplyRiskDb> databases)
{
    public const int PageSize = 20, FirstFew = 5;

    public async Task<Found> HandleAsync(Actor actor, FindRequest request, CancellationToken ct)
    {
        var asked = SearchText.ParseForAll(request.Text);
        if (asked.Problems.Count > 0 || string.IsNullOrWhiteSpace(request.Text))
            return new(asked, request.Kind, null, null, [], [], 0);
        if (request is { Kind: { } one, PageToken: not null } && asked.Of(one) is { } paged && Query(paged, one, request).Problems() is { Count: > 0 } problems)
            return new(asked, request.Kind, null, null, problems, [], 0);
        var suppliers = await OfKindAsync(actor, asked, SearchKind.Supplier, request, ct);
        var documents = await OfKindAsync(actor, asked, SearchKind.Document, request, ct);
        var none = (suppliers?.Total ?? 0) + (documents?.Total ?? 0) == 0;
        return new(asked, request.Kind, suppliers, documents, [], none ? await UnknownAsync(actor, asked, ct) : [], await feed.BehindByAsync(ct));
    }

    private static SearchQuery Query(ParsedSearchText asked, SearchKind kind, FindRequest request) => asked.ToQuery(kind) with
    {
        Facets = [.. SearchFields.Of(kind).Where(f => f != SearchField.Supplier)],
        Order = asked.Terms.Any(t => !t.Exclude) ? SearchOrder.Relevance : ByFacts(kind),
        PageSize = request.Kind is null ? FirstFew : PageSize,
        PageToken = request.Kind == kind ? request.PageToken : null,
    };

    private static SearchOrder ByFacts(SearchKind kind) => kind switch { SearchKind.Supplier => SearchOrder.RiskScore, SearchKind.Document => SearchOrder.Newest };

    private async Task<FoundOfKind?> OfKindAsync(Actor actor, ParsedSearch asked, SearchKind kind, FindRequest request, CancellationToken ct)
    {
        if (asked.Of(kind) is not { } text)
            return null;
        var (query, scope) = (Query(text, kind, request), SearchScope.Of(actor));
        if (query.Problems().Count > 0)
            return null;
        if (request.Kind is { } other && other != kind)
            return new(kind, (await index.SearchAsync(query with { PageSize = 1, Highlight = false, Facets = [], Order = ByFacts(kind) }, scope, ct)).Total, [], [], null);
        var page = await index.SearchAsync(query, scope, ct);
        return new(kind, page.Total, await ItemsAsync(kind, page.Hits, ct), await FacetsAsync(query, page.Facets, scope, ct), page.NextPageToken);
    }

    // A field that is narrowed already is counted as if it were not: else its other values could not be chosen as well.
    private async Task<IReadOnlyList<Facet>> FacetsAsync(SearchQuery query, IReadOnlyList<Facet> facets, SearchScope scope, CancellationToken ct)
    {
        var counted = facets.ToList();
        for (var i = 0; i < counted.Count; i++)
        {
            var field = counted[i].Field;
            if (!query.Filters.Any(f => f.Field == field && !f.Exclude)) continue;
            var wider = query with
            {
                Filters = [.. query.Filters.Where(f => f.Field != field || f.Exclude)],
                Facets = [field],
                Order = ByFacts(query.Kind),
                PageSize = 1,
                PageToken = null,
                Highlight = false,
            };
            counted[i] = (await index.SearchAsync(wider, scope, ct)).Facets[0];
        }
        return counted;
    }

    private async Task<IReadOnlyList<FoundItem>> ItemsAsync(SearchKind kind, IReadOnlyList<SearchHit> hits, CancellationToken ct)
    {
        if (hits.Count == 0) return [];
        var ids = hits.Select(h => h.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (kind == SearchKind.Document)
        {
            var documents = await db.Documents.Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Kind, Date = d.AuditDate ?? d.ReportDate }).ToDictionaryAsync(d => d.Id, ct);
            return [.. hits.Select(h => documents.TryGetValue(h.Id, out var d) ? new FoundItem(h, DocumentKind: d.Kind, Date: d.Date) : new FoundItem(h))];
        }
        var scores = await db.Screenings.Where(s => ids.Contains(s.SupplierId)).Select(s => new { s.SupplierId, s.Band, s.RiskScore }).ToDictionaryAsync(s => s.SupplierId, ct);
        var countries = await db.SupplierVersions.StillKnownNow().Where(v => ids.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
            .Select(v => new { v.SupplierId, v.Country }).ToDictionaryAsync(v => v.SupplierId, v => v.Country, ct);
        return [.. hits.Select(h => new FoundItem(h, countries.GetValueOrDefault(h.Id), scores.GetValueOrDefault(h.Id)?.Band, scores.GetValueOrDefault(h.Id)?.RiskScore))];
    }

    private async Task<IReadOnlyList<UnknownValue>> UnknownAsync(Actor actor, ParsedSearch asked, CancellationToken ct)
    {
        var unknown = new List<UnknownValue>();
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            var fields = (asked.Of(kind)?.Filters ?? []).Where(f => !f.Exclude && f.Field is not (SearchField.Supplier or SearchField.Band or SearchField.Flag)).ToList();
            if (fields.Count == 0) continue;
            var facets = (await index.SearchAsync(
                new SearchQuery { Kind = kind, Facets = [.. fields.Select(f => f.Field)], PageSize = 1, Highlight = false }, SearchScope.Of(actor), ct)).Facets;
            foreach (var (field, value) in fields.SelectMany(f => f.Values.Select(v => (f.Field, v))))
            {
                var known = facets.First(f => f.Field == field).Counts.Select(c => c.Value).ToList();
                if (known.Count < SearchQuery.FacetLimit && !known.Any(k => SearchAnalysis.Key(k) == SearchAnalysis.Key(value)))
                    unknown.Add(new(field, value, SearchFieldNames.NearestOf(value, [.. known.Where(k => k != SearchFields.None)])));
            }
        }
        return [.. unknown.DistinctBy(u => (u.Field, u.Value))];
    }
}
