using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>How indices are called and laid out.</summary>
/// <remarks>
/// A generation is three indices of one number: suppliers, documents, and the state with the cursor. Three aliases name the live one and
/// move together. Analysis is ours (<see cref="SearchAnalysis"/>): the engine splits at spaces and does nothing else. Words are indexed but
/// not kept; what is shown is kept but not indexed.
/// </remarks>
internal sealed partial class IndexLayout(string prefix)
{
    /// <summary>Raised whenever the mappings change. The hash finds out if that was forgotten.</summary>
    public const int Schema = 1;

    /// <summary>The only document of a state index.</summary>
    public const string StateDocument = "state";

    /// <summary>Beginnings of up to this many characters are indexed, so that a phrase that goes on finds all of its words however many they are.</summary>
    private const int IndexedBeginning = 8, IndexedBeginningInText = 3;

    private static readonly Dictionary<SearchKind, JObject> s_bodies = Enum.GetValues<SearchKind>().ToDictionary(k => k, Body);

    /// <summary>Of everything that decides what an index holds and finds.</summary>
    public static string Format { get; } = HashOfBodies();

    public string StateAlias => $"{prefix}-state";

    public IReadOnlyList<string> Aliases => [StateAlias, .. Enum.GetValues<SearchKind>().Select(Alias)];

    /// <summary>Matches all indices of any generation, and perhaps others: see <see cref="NumberOf"/>.</summary>
    public string Pattern => string.Join(',', Aliases.Select(a => $"{a}-v*"));

    public string Alias(SearchKind kind) => $"{prefix}-{Word(kind)}";

    /// <summary>What the names of a generation's indices end with.</summary>
    public static string Suffix(int number) => string.Create(CultureInfo.InvariantCulture, $"v{Schema}-{number:D6}");

    public string StateIndex(string suffix) => $"{StateAlias}-{suffix}";

    public string Index(SearchKind kind, string suffix) => $"{Alias(kind)}-{suffix}";

    public IReadOnlyList<string> Indices(string suffix) => [.. Aliases.Select(a => $"{a}-{suffix}")];

    /// <summary>The suffix and number of an index's generation; null if it is none of ours.</summary>
    public (string Suffix, int Number)? NumberOf(string index)
    {
        if (Aliases.FirstOrDefault(a => index.StartsWith(a + "-v", StringComparison.Ordinal)) is not { } alias)
            return null;
        var match = SuffixPattern().Match(index[(alias.Length + 1)..]);
        return match.Success ? (match.Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) : null;
    }

    public static JObject Create(SearchKind kind) => (JObject)s_bodies[kind].DeepClone();

    /// <param name="owner">Who makes the generation.</param>
    /// <param name="begun">When, as Unix milliseconds.</param>
    public static JObject CreateState(string owner, long begun) => Json.Of(
        ("settings", Settings()),
        ("mappings", Json.Of(
            ("dynamic", "strict"),
            ("_meta", Json.Of(("schema", Schema), ("format", Format), ("owner", owner), ("begun_at", begun))),
            ("properties", Json.Of(("cursor_transaction", Type("long")), ("cursor_id", Type("long")), ("until", Type("long")), ("owner", Type("keyword")))))));

    public static string Word(SearchKind kind) => kind switch { SearchKind.Supplier => "supplier", SearchKind.Document => "document" };

    public static string Word(SearchTextPart part) => part switch
    {
        SearchTextPart.Name => "name",
        SearchTextPart.OtherNames => "other_names",
        SearchTextPart.Identifier => "identifier",
        SearchTextPart.Address => "address",
        SearchTextPart.Goods => "goods",
        SearchTextPart.Text => "text",
    };

    private static JObject Body(SearchKind kind) => Json.Of(
        ("settings", Settings()),
        ("mappings", Json.Of(
            ("dynamic", "strict"),
            ("_source", Json.Of("excludes", new JArray("words", "keys"))),
            ("properties", Json.Of(
                ("id", Type("keyword")),
                ("deleted", Type("boolean")),
                ("set_aside", Type("boolean")),
                ("restricted", Type("boolean")),
                ("order", Type("integer")),
                ("suppliers", Unsorted()),
                ("values", Json.Of("properties", Fields(kind, Type("keyword")))),
                ("keys", Json.Of("properties", Fields(kind, Unsorted()))),
                ("words", Json.Of("properties", new JObject(SearchFields.PartsOf(kind).Select(p => new JProperty(Word(p.Part), Words(p.Part)))))),
                ("shown", Json.Of(("type", "object"), ("enabled", false))))))));

    // One shard: a million suppliers fit, and counts and relevance are then exact.
    private static JObject Settings() => Json.Of(
        ("index", Json.Of(("number_of_shards", 1), ("auto_expand_replicas", "0-1"))),
        ("analysis", Json.Of("analyzer", Json.Of("tokens", Json.Of(("type", "custom"), ("tokenizer", "whitespace"))))));

    private static JObject Fields(SearchKind kind, JObject mapping) => new(SearchFields.Of(kind).Select(f => new JProperty(SearchFields.NameOf(f), mapping)));

    private static JObject Type(string type) => Json.Of("type", type);

    /// <summary>For filters only.</summary>
    private static JObject Unsorted() => Json.Of(("type", "keyword"), ("doc_values", false));

    private static JObject Words(SearchTextPart part) => Json.Of(
        ("type", "text"), ("analyzer", "tokens"),
        ("index_prefixes", Json.Of(("min_chars", 1), ("max_chars", part == SearchTextPart.Text ? IndexedBeginningInText : IndexedBeginning))));

    private static string HashOfBodies()
    {
        var all = string.Join('\n', s_bodies.OrderBy(b => b.Key).Select(b => b.Value.ToString(Formatting.None)));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{SearchAnalysis.Version}\n{all}")))[..16];
    }

    [GeneratedRegex("^v[0-9]{1,4}-(?<number>[0-9]{6,9})$", RegexOptions.NonBacktracking)]
    private static partial Regex SuffixPattern();
}
