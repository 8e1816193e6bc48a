using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The part of the query language that the adapter and the recorded exchanges use. Anything else is refused, as a typing error would be.</summary>
/// <param name="documents">What is searched.</param>
/// <param name="fields">The mapping.</param>
internal sealed class FakeQuery(IReadOnlyCollection<FakeDocument> documents, IReadOnlyDictionary<string, FakeField> fields)
{
    private const int MostClauses = 1024, MostTerms = 65_536;

    private int _clauses;

    /// <summary>Gives a document's score, or null if it does not fit.</summary>
    public Func<FakeDocument, double?> Compile(JObject query)
    {
        var (name, body) = Single(query);
        if (++_clauses > MostClauses)
            throw new FakeError(400, "too_many_nested_clauses", "Query contains too many nested clauses; maxClauseCount is set to 1024");
        return name switch
        {
            "match_all" => _ => 1,
            "match_none" => _ => null,
            "bool" => Bool((JObject)body),
            "terms" => Terms((JObject)body),
            "range" => Range((JObject)body),
            "term" => Words((JObject)body, "value", (field, text) => [[text]], false, 0),
            "prefix" => Words((JObject)body, "value", (field, text) => [[text]], true, int.MaxValue),
            "match" => Words((JObject)body, "query", (field, text) => [.. Analyzed(field, text).Select(t => new[] { t })], false, 0),
            "match_phrase" => Words((JObject)body, "query", (field, text) => [[.. Analyzed(field, text)]], false, 0),
            "match_phrase_prefix" => Words((JObject)body, "query", (field, text) => [[.. Analyzed(field, text)]], true, 50),
            _ => throw new FakeError(400, "parsing_exception", $"no [query] registered for [{name}]"),
        };
    }

    private static (string Name, JToken Body) Single(JToken query)
    {
        var properties = ((JObject)query).Properties().ToList();
        return properties.Count == 1 ? (properties[0].Name, properties[0].Value) : throw new FakeError(400, "parsing_exception", "[_na] query malformed, expected one property");
    }

    private Func<FakeDocument, double?> Bool(JObject body)
    {
        List<Func<FakeDocument, double?>> Clauses(string name) => body[name] switch
        {
            null => [],
            JArray many => [.. many.Select(q => Compile((JObject)q))],
            var one => [Compile((JObject)one)],
        };
        if (body.Properties().FirstOrDefault(p => p.Name is not ("must" or "filter" or "should" or "must_not" or "minimum_should_match")) is { } unknown)
            throw new FakeError(400, "parsing_exception", $"[bool] query does not support [{unknown.Name}]");
        var (must, filter, should, mustNot) = (Clauses("must"), Clauses("filter"), Clauses("should"), Clauses("must_not"));
        var minimum = (int?)body["minimum_should_match"] ?? (should.Count > 0 && must.Count == 0 && filter.Count == 0 ? 1 : 0);
        return document =>
        {
            var score = 0d;
            if (mustNot.Any(q => q(document) is not null) || filter.Any(q => q(document) is null))
                return null;
            foreach (var query in must)
            {
                if (query(document) is not { } part)
                    return null;
                score += part;
            }
            var fitting = should.Select(q => q(document)).OfType<double>().ToList();
            return fitting.Count < minimum ? null : score + fitting.Sum();
        };
    }

    private Func<FakeDocument, double?> Terms(JObject body)
    {
        var (name, values) = Single(body);
        if (values.Count() > MostTerms)
            throw new FakeError(400, "illegal_argument_exception", "failed to create query: The number of terms has exceeded the allowed maximum of [65536].");
        if (!fields.TryGetValue(name, out var field))
            return _ => null;
        var wanted = values.SelectMany(v => field.Terms(v, name, FakeFlavour.Elasticsearch75)).ToHashSet();
        return document => document.Of(name).Any(wanted.Contains) ? 1 : null;
    }

    private Func<FakeDocument, double?> Range(JObject body)
    {
        var (name, bounds) = Single(body);
        var (from, to) = ((double?)bounds["gte"] ?? double.NegativeInfinity, (double?)bounds["lte"] ?? double.PositiveInfinity);
        return ((JObject)bounds).Properties().Any(p => p.Name is not ("gte" or "lte"))
            ? throw new FakeError(400, "parsing_exception", "[range] query does not support that")
            : document => document.Of(name).Any(v => v is double n && n >= from && n <= to) ? 1 : null;
    }

    private IEnumerable<string> Analyzed(string field, string text) => fields.TryGetValue(field, out var f) && f.Analyzer is { } analyzer ? analyzer.Tokens(text) : [text];

    /// <summary>Sequences of tokens, any of which must stand in the field; where <paramref name="goesOn"/>, the last token is a beginning.</summary>
    private Func<FakeDocument, double?> Words(JObject body, string key, Func<string, string, List<string[]>> read, bool goesOn, int expansions)
    {
        var (name, options) = Single(body);
        var boost = (double?)(options as JObject)?["boost"] ?? 1;
        var text = FakeField.Text(options is JObject o ? o[key]! : options);
        if (options is JObject given && given.Properties().FirstOrDefault(p => p.Name != key && p.Name is not ("boost" or "max_expansions")) is { } unknown)
            throw new FakeError(400, "parsing_exception", $"the query does not support [{unknown.Name}]");
        if (!fields.TryGetValue(name, out var field))
            return _ => null;
        if (field.Type != "text" && !goesOn)
        {
            var value = field.Terms(text, name, FakeFlavour.Elasticsearch75).Single();
            return document => document.Of(name).Contains(value) ? boost : null;
        }
        var phrases = read(name, text).Where(p => p.Length > 0).ToList();
        Func<string, string, bool> ends = goesOn ? Beginning(name, field, phrases, (int?)(options as JObject)?["max_expansions"] ?? expansions) : (token, wanted) => token == wanted;
        var frequencies = documents.ToDictionary(d => d, d => phrases.Sum(p => Count(d.Of(name), p, ends)));
        var holding = frequencies.Values.Count(f => f > 0);
        var rarity = Math.Log(1 + ((documents.Count - holding + 0.5) / (holding + 0.5)));
        return document => frequencies[document] is > 0 and var tf ? boost * rarity * tf / (tf + 1.2) : null;
    }

    /// <summary>Indexed beginnings stand for all their words; longer ones only for the first so many.</summary>
    private Func<string, string, bool> Beginning(string name, FakeField field, List<string[]> phrases, int expansions)
    {
        var last = phrases.Count > 0 ? phrases[0][^1] : "";
        if (expansions == int.MaxValue || (field.Prefixes is { } indexed && last.Length >= indexed.Min && last.Length <= indexed.Max))
            return (token, wanted) => token.StartsWith(wanted, StringComparison.Ordinal);
        var words = documents.SelectMany(d => d.Of(name)).Cast<string>().Where(t => t.StartsWith(last, StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal).Take(expansions).ToHashSet(StringComparer.Ordinal);
        return (token, _) => words.Contains(token);
    }

    private static int Count(IReadOnlyList<object> tokens, string[] phrase, Func<string, string, bool> ends)
    {
        var count = 0;
        for (var at = 0; at + phrase.Length <= tokens.Count; at++)
        {
            var fits = ends((string)tokens[at + phrase.Length - 1], phrase[^1]);
            for (var i = 0; fits && i < phrase.Length - 1; i++)
                fits = (string)tokens[at + i] == phrase[i];
            if (fits)
                count++;
        }
        return count;
    }
}
