using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>A search in the engine's own terms. Made of analysed tokens, compared keys and ids only; nothing a person typed reaches it as syntax.</summary>
internal static class QueryJson
{
    /// <summary>How far a phrase that goes on is followed where its last beginning is longer than those indexed.</summary>
    private const int MostWordsOfBeginning = 10_000;

    /// <summary>The engine takes 65,536 values in one list.</summary>
    private const int MostValues = 60_000;

    public static JObject Search(SearchQuery query, IReadOnlyList<TermTokens> terms, SearchScope scope)
    {
        var body = Json.Of(
            ("size", query.PageSize + 1), // one more tells whether there is a next page
            ("track_total_hits", true),
            ("query", Query(query, terms, scope)),
            ("sort", Sort(query, terms)),
            ("_source", query.Highlight && LooksFor(terms) ? new JArray("id", "shown") : new JArray("id", "shown.title")));
        if (query.Facets.Count > 0)
        {
            body["aggs"] = new JObject(query.Facets.Distinct().Select(SearchFields.NameOf).Select(name =>
                new JProperty(name, Json.Of("terms", Json.Of(("field", $"values.{name}"), ("size", SearchQuery.FacetLimit))))));
        }
        if (query.PageToken is { } text && PageToken.Read(text, query) is { } after)
            body["search_after"] = After(query, terms, after);
        return body;
    }

    public static JObject Visible(SearchKind kind, SearchScope scope)
    {
        var parts = new Clauses();
        parts.AddScope(kind, scope);
        return parts.ToQuery();
    }

    /// <summary>True if something must be found; then hits differ in how well they fit.</summary>
    public static bool LooksFor(IReadOnlyList<TermTokens> terms) => terms.Any(t => !t.Exclude);

    /// <summary>True if the order asked for is by the order value.</summary>
    public static bool IsByValue(SearchQuery query) => query.Order is SearchOrder.RiskScore or SearchOrder.Newest;

    private static JObject Query(SearchQuery query, IReadOnlyList<TermTokens> terms, SearchScope scope)
    {
        var parts = new Clauses();
        parts.AddScope(query.Kind, scope);
        foreach (var term in terms)
        {
            if (term.Tokens.Count > 0)
                (term.Exclude ? parts.MustNot : parts.Must).Add(Term(query.Kind, term));
            else if (!term.Exclude)
                parts.Filter.Add(Json.Of("match_none", new JObject())); // a term without a letter or digit stands in no text
        }
        foreach (var filter in query.Filters)
            (filter.Exclude ? parts.MustNot : parts.Filter).Add(Any($"keys.{SearchFields.NameOf(filter.Field)}", filter.Values.Select(SearchAnalysis.Key)));
        if (query.DateFrom is not null || query.DateTo is not null)
        {
            var range = Json.Of("gte", query.DateFrom?.DayNumber ?? 0);
            if (query.DateTo is { } to)
                range["lte"] = to.DayNumber;
            parts.Filter.Add(Json.Of("range", Json.Of("order", range)));
        }
        return parts.ToQuery();
    }

    /// <summary>In any part of the record, worth more in some than in others.</summary>
    private static JObject Term(SearchKind kind, TermTokens term) => Json.Of("bool", Json.Of(
        ("should", new JArray(SearchFields.PartsOf(kind).SelectMany(p => InPart($"words.{IndexLayout.Word(p.Part)}", term, p.Weight)))),
        ("minimum_should_match", 1)));

    private static IEnumerable<JObject> InPart(string field, TermTokens term, double weight) =>
        term.AlsoFinds.Select(form => Word(field, form, weight)).Prepend(Whole(field, term, weight));

    private static JObject Word(string field, string text, double weight) => Json.Of("term", Json.Of(field, Json.Of(("value", text), ("boost", weight))));

    private static JObject Whole(string field, TermTokens term, double weight)
    {
        var text = string.Join(' ', term.Tokens);
        return (term.Tokens.Count, term.IsPrefix) switch
        {
            (1, false) => Word(field, text, weight),
            (1, true) => Json.Of("prefix", Json.Of(field, Json.Of(("value", text), ("boost", weight)))),
            (_, false) => Json.Of("match_phrase", Json.Of(field, Json.Of(("query", text), ("boost", weight)))),
            (_, true) => Json.Of("match_phrase_prefix", Json.Of(field, Json.Of(("query", text), ("max_expansions", MostWordsOfBeginning), ("boost", weight)))),
        };
    }

    private static JArray Sort(SearchQuery query, IReadOnlyList<TermTokens> terms)
    {
        var sort = new JArray();
        if (IsByValue(query))
            sort.Add(Json.Of("order", "desc"));
        else if (LooksFor(terms))
            sort.Add(Json.Of("_score", "desc"));
        sort.Add(Json.Of("id", "asc"));
        return sort;
    }

    private static JArray After(SearchQuery query, IReadOnlyList<TermTokens> terms, PageToken after)
    {
        var values = new JArray();
        if (IsByValue(query))
            values.Add((long)Math.Clamp(after.Value, BulkItem.NoOrder, int.MaxValue));
        else if (LooksFor(terms))
            values.Add(double.IsFinite(after.Value) ? after.Value : 0);
        values.Add(BulkItem.IdOf(after.Id));
        return values;
    }

    private static JObject Any(string field, IEnumerable<string> values)
    {
        var lists = values.Chunk(MostValues).Select(some => Json.Of("terms", Json.Of(field, new JArray(some)))).ToList();
        return lists.Count switch
        {
            0 => Json.Of("match_none", new JObject()),
            1 => lists[0],
            _ => Json.Of("bool", Json.Of(("should", new JArray(lists)), ("minimum_should_match", 1))),
        };
    }

    private sealed class Clauses
    {
        public JArray Must { get; } = [];

        public JArray Filter { get; } = [];

        public JArray MustNot { get; } = [Json.Of("term", Json.Of("deleted", true))];

        public void AddScope(SearchKind kind, SearchScope scope)
        {
            if (kind == SearchKind.Document && !scope.SeesRestricted)
                MustNot.Add(Json.Of("term", Json.Of("restricted", true)));
            if (scope.Suppliers is { } suppliers)
                Filter.Add(Any(kind == SearchKind.Supplier ? "id" : "suppliers", suppliers.Order().Select(BulkItem.IdOf)));
        }

        public JObject ToQuery() => Json.Of("bool", Json.Of(("must", Must), ("filter", Filter), ("must_not", MustNot)));
    }
}
