using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Reads the answer to a search as it comes, one hit at a time: a page of long documents is never in memory as a whole.</summary>
internal sealed class AnswerReader(SearchQuery query, IReadOnlyList<TermTokens> terms)
{
    private readonly Highlighter _highlighter = new(query.Highlight ? terms : []);
    private readonly List<SearchHit> _hits = [];
    private long _total;
    private PageToken? _last;
    private bool _more;
    private JObject _counts = [];

    public async Task<SearchPage> ReadAsync(Stream body, CancellationToken ct)
    {
        await using var json = Answer.Reader(body);
        await ObjectAsync(json, async name =>
        {
            if (name == "hits")
                await ObjectAsync(json, inner => HitsAsync(json, inner, ct), ct);
            else if (name == "aggregations")
                _counts = await JObject.LoadAsync(json, ct);
            else if (name == "timed_out" && json.Value is true)
                throw new NodeFailureException("The search did not come to its end in time.");
            else if (name == "_shards" && await JObject.LoadAsync(json, ct) is var shards && (int?)shards["failed"] > 0)
                throw new NodeFailureException("Part of the search index does not answer.");
            else
                await json.SkipAsync(ct);
        }, ct);
        return new SearchPage
        {
            Hits = _hits,
            Total = _total,
            Facets = [.. query.Facets.Distinct().Select(Facet)],
            NextPageToken = _more ? _last?.Write(query) : null,
        };
    }

    private async Task HitsAsync(JsonTextReader json, string name, CancellationToken ct)
    {
        if (name == "total")
        {
            _total = (long?)(await JObject.LoadAsync(json, ct))["value"] ?? 0;
        }
        else if (name == "hits")
        {
            while (await json.ReadAsync(ct) && json.TokenType == JsonToken.StartObject)
                Take(await JObject.LoadAsync(json, ct));
        }
        else
        {
            await json.SkipAsync(ct);
        }
    }

    private void Take(JObject hit)
    {
        if (_hits.Count == query.PageSize)
        {
            _more = true;
            return;
        }
        var source = hit["_source"] as JObject ?? [];
        var id = Guid.Parse((string?)source["id"] ?? "");
        var shown = source["shown"] as JObject ?? [];
        var title = (string?)shown["title"] ?? "";
        var sort = hit["sort"] as JArray ?? [];
        var value = sort.Count > 1 ? (double)sort[0] : 0;
        var snippet = _highlighter.IsIdle ? null : _highlighter.BestPassage(Texts(shown).Where(t => t.Text != title));
        _hits.Add(new SearchHit(query.Kind, id, _highlighter.MarkAll(title), snippet, QueryJson.IsByValue(query) ? 0 : value));
        _last = new PageToken(value, id);
    }

    private static IEnumerable<(SearchTextPart Part, string Text)> Texts(JObject shown)
    {
        foreach (var text in shown["texts"] as JArray ?? [])
        {
            var part = (string?)text["part"];
            yield return (Enum.GetValues<SearchTextPart>().First(p => IndexLayout.Word(p) == part), (string?)text["text"] ?? "");
        }
    }

    /// <summary>The engine's order among equal counts is by bytes; the port's is by UTF-16 units.</summary>
    private Facet Facet(SearchField field)
    {
        var buckets = _counts[SearchFields.NameOf(field)]?["buckets"] as JArray ?? [];
        var counts = buckets.Select(b => new FacetCount((string?)b["key"] ?? "", (long?)b["doc_count"] ?? 0)).ToList();
        counts.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Value, b.Value));
        return new Facet(field, counts);
    }

    /// <summary>Each property's value is read by <paramref name="property"/>, which begins at its first token.</summary>
    private static async Task ObjectAsync(JsonTextReader json, Func<string, Task> property, CancellationToken ct)
    {
        if (json.TokenType != JsonToken.StartObject && !(await json.ReadAsync(ct) && json.TokenType == JsonToken.StartObject))
            throw new JsonReaderException("An object was expected.");
        while (true)
        {
            if (!await json.ReadAsync(ct))
                throw new JsonReaderException("The answer ends in the middle.");
            if (json.TokenType == JsonToken.EndObject)
                return;
            var name = (string)json.Value!; // the name of a property
            await json.ReadAsync(ct);
            await property(name);
        }
    }
}
