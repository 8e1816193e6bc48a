using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>Answers one search over some indices.</summary>
internal sealed class FakeSearch(IReadOnlyList<FakeIndex> indices, FakeFlavour flavour)
{
    private const int Window = 10_000;

    private readonly List<FakeDocument> _documents = [.. indices.SelectMany(i => i.Searchable.Values)];
    private readonly Dictionary<string, FakeField> _fields = indices.SelectMany(i => i.Fields).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.First().Value);

    public int Count(JObject body) => Matching(body).Count;

    public JObject Answer(JObject body)
    {
        if (body.Properties().FirstOrDefault(p => p.Name is not ("size" or "track_total_hits" or "query" or "sort" or "_source" or "aggs" or "search_after")) is { } unknown)
            throw new FakeError(400, "parsing_exception", $"Unknown key for a VALUE_STRING in [{unknown.Name}].");
        var size = (int?)body["size"] ?? 10;
        if (size > Window)
            throw new FakeError(400, "illegal_argument_exception", $"Result window is too large, from + size must be less than or equal to: [{Window}] but was [{size}].");
        var matching = Matching(body);
        var sort = (body["sort"] as JArray ?? []).Select(s => ((JObject)s).Properties().Single()).Select(p => (p.Name, Down: (string?)p.Value == "desc")).ToList();
        foreach (var (name, _) in sort.Where(s => s.Name != "_score" && !(_fields.TryGetValue(s.Name, out var f) && f.HasDocValues)))
            throw new FakeError(400, "illegal_argument_exception", $"Can't load fielddata on [{name}]");
        var scored = sort.Count == 0 || sort.Any(s => s.Name == "_score");
        var order = sort.Count == 0 ? [(Name: "_score", Down: true)] : sort;
        var rows = matching.Select(m => (m.Document, m.Score, Key: order.Select(s => Value(s.Name, m)).ToArray())).ToList();
        rows.Sort((a, b) => Compare(a.Key, b.Key, order));
        if (body["search_after"] is JArray after)
        {
            if (after.Count != order.Count)
                throw new FakeError(400, "illegal_argument_exception", "search_after has another number of values than sort.");
            var place = after.Select((v, i) => order[i].Item1 == "_score" ? (float)v : v.Type == JTokenType.String ? (object)(string)v! : (double)v).ToArray();
            rows = [.. rows.Where(r => Compare(r.Key, place, order) > 0)];
        }
        var exact = (bool?)body["track_total_hits"] == true || matching.Count <= Window;
        var answer = new JObject(
            new JProperty("took", 1), new JProperty("timed_out", false), new JProperty("_shards", Shards(indices.Count)),
            new JProperty("hits", new JObject(
                new JProperty("total", new JObject(new JProperty("value", exact ? matching.Count : Window), new JProperty("relation", exact ? "eq" : "gte"))),
                new JProperty("max_score", sort.Count == 0 && matching.Count > 0 ? matching.Max(m => m.Score) : null),
                new JProperty("hits", new JArray(rows.Take(size).Select(r => Hit(r.Document, scored ? r.Score : null, sort.Count > 0 ? r.Key : null, body["_source"])))))));
        if (body["aggs"] is JObject aggs)
            answer["aggregations"] = new JObject(aggs.Properties().Select(a => new JProperty(a.Name, Counts((JObject)a.Value["terms"]!, matching))));
        return answer;
    }

    public static JObject Shards(int count) =>
        new(new JProperty("total", count), new JProperty("successful", count), new JProperty("skipped", 0), new JProperty("failed", 0));

    private List<(FakeDocument Document, float Score)> Matching(JObject body)
    {
        var query = new FakeQuery(_documents, _fields).Compile(body["query"] as JObject ?? new JObject(new JProperty("match_all", new JObject())));
        return [.. _documents.Select(d => (Document: d, Score: query(d))).Where(m => m.Score is not null).Select(m => (m.Document, (float)m.Score!.Value))];
    }

    private object? Value(string field, (FakeDocument Document, float Score) row) => field == "_score" ? row.Score : row.Document.Of(field).Select(v => v).FirstOrDefault();

    private static int Compare(object?[] left, object?[] right, List<(string Name, bool Down)> order)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (left[i] is null || right[i] is null)
            {
                if (left[i] is null != right[i] is null)
                    return left[i] is null ? 1 : -1; // what has no value comes last either way
                continue;
            }
            var by = left[i] is string a && right[i] is string b ? Bytes(a, b) : Convert.ToDouble(left[i], CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right[i], CultureInfo.InvariantCulture));
            if (by != 0)
                return order[i].Down ? -by : by;
        }
        return 0;
    }

    private static int Bytes(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private JObject Hit(FakeDocument document, float? score, object?[]? sort, JToken? source)
    {
        var hit = new JObject(new JProperty("_index", document.Index));
        if (flavour.HasTypes)
            hit["_type"] = "_doc";
        hit["_id"] = document.Id;
        hit["_score"] = score;
        hit["_source"] = source is JArray wanted ? Filtered(document.Source, [.. wanted.Select(w => (string)w!)], "") : document.Source;
        if (sort is not null)
            hit["sort"] = new JArray(sort.Select(s => s is double and var n && n == Math.Floor(n) ? new JValue((long)n) : new JValue(s)));
        return hit;
    }

    private static JObject Filtered(JObject source, string[] wanted, string below)
    {
        var kept = new JObject();
        foreach (var property in source.Properties())
        {
            var path = below + property.Name;
            if (wanted.Any(w => w == path || path.StartsWith(w + ".", StringComparison.Ordinal)))
                kept[property.Name] = property.Value;
            else if (property.Value is JObject inner && wanted.Any(w => w.StartsWith(path + ".", StringComparison.Ordinal)))
                kept[property.Name] = Filtered(inner, wanted, path + ".");
        }
        return kept;
    }

    private JObject Counts(JObject terms, List<(FakeDocument Document, float Score)> matching)
    {
        var (field, size) = ((string)terms["field"]!, (int?)terms["size"] ?? 10);
        if (!_fields.TryGetValue(field, out var mapped) || !mapped.HasDocValues)
            throw new FakeError(400, "illegal_argument_exception", $"Can't load fielddata on [{field}]");
        var counts = matching.SelectMany(m => m.Document.Of(field).Distinct()).Cast<string>().GroupBy(v => v).Select(g => (g.Key, Count: g.Count())).ToList();
        counts.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : Bytes(a.Key, b.Key));
        return new JObject(
            new JProperty("doc_count_error_upper_bound", 0), new JProperty("sum_other_doc_count", counts.Skip(size).Sum(c => c.Count)),
            new JProperty("buckets", new JArray(counts.Take(size).Select(c => new JObject(new JProperty("key", c.Key), new JProperty("doc_count", c.Count))))));
    }
}
