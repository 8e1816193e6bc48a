using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>One field of a mapping.</summary>
internal sealed record FakeField(string Type, FakeAnalyzer? Analyzer, bool HasDocValues, (int Min, int Max)? Prefixes)
{
    private const int LongestTerm = 32_766;

    private static readonly string[] s_types = ["keyword", "text", "boolean", "integer", "long", "float", "date", "object"];

    /// <summary>All fields below a mapping's properties, by full path; objects that are not looked into as type "skipped".</summary>
    public static Dictionary<string, FakeField> Read(JObject properties, IReadOnlyDictionary<string, FakeAnalyzer> analyzers, string below = "")
    {
        var fields = new Dictionary<string, FakeField>(StringComparer.Ordinal);
        foreach (var property in properties.Properties())
        {
            var (path, body) = (below + property.Name, (JObject)property.Value);
            var type = (string?)body["type"] ?? "object";
            if (!s_types.Contains(type))
                throw new FakeError(400, "mapper_parsing_exception", $"No handler for type [{type}] declared on field [{property.Name}]");
            if (body["properties"] is JObject inner)
            {
                foreach (var (name, field) in Read(inner, analyzers, path + "."))
                    fields.Add(name, field);
                continue;
            }
            var analyzer = (string?)body["analyzer"] ?? "standard";
            if (type == "text" && !analyzers.ContainsKey(analyzer))
                throw new FakeError(400, "mapper_parsing_exception", $"analyzer [{analyzer}] not found for field [{property.Name}]");
            var prefixes = body["index_prefixes"] is JObject p ? ((int)p["min_chars"]!, (int)p["max_chars"]!) : ((int, int)?)null;
            fields.Add(path, new FakeField(
                type == "object" ? (bool?)body["enabled"] == false ? "skipped" : "object" : type,
                type == "text" ? analyzers[analyzer] : null, type != "text" && ((bool?)body["doc_values"] ?? true), prefixes));
        }
        return fields;
    }

    /// <summary>A value as it is compared: text as tokens.</summary>
    public IEnumerable<object> Terms(JToken value, string field, FakeFlavour flavour)
    {
        if (value.Type == JTokenType.Null)
            return [];
        return Type switch
        {
            "keyword" when Encoding.UTF8.GetByteCount(Text(value)) > LongestTerm =>
                throw new FakeError(400, "illegal_argument_exception", $"Document contains at least one immense term in field=\"{field}\" (whose UTF8 encoding is longer than the max length {LongestTerm}), all of which were skipped."),
            "keyword" or "date" => [Text(value)],
            "text" => Analyzer!.Tokens(Text(value)),
            "boolean" => [value.Type == JTokenType.Boolean ? (bool)value : Text(value) == "true"],
            _ when value.Type is JTokenType.Integer or JTokenType.Float => [(double)value],
            _ when double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => [number],
            _ => throw new FakeError(400, flavour.ParsingError, $"failed to parse field [{field}] of type [{Type}] in document. Preview of field's value: '{value}'"),
        };
    }

    public static string Text(JToken value) => value.Type == JTokenType.Boolean ? (bool)value ? "true" : "false" : value is JValue { Value: IFormattable f } ? f.ToString(null, CultureInfo.InvariantCulture) : (string?)value ?? "";
}

/// <summary>How a text field is cut into tokens: the two tokenizers and two filters that we and the recorded exchanges use.</summary>
internal sealed record FakeAnalyzer(string Tokenizer, IReadOnlyList<string> Filters)
{
    public static readonly FakeAnalyzer Standard = new("standard", ["lowercase"]);

    private const int LongestToken = 255;

    public static Dictionary<string, FakeAnalyzer> Read(JObject? settings)
    {
        var analyzers = new Dictionary<string, FakeAnalyzer>(StringComparer.Ordinal) { ["standard"] = Standard };
        foreach (var analyzer in (settings?["analysis"]?["analyzer"] as JObject)?.Properties() ?? [])
            analyzers[analyzer.Name] = new FakeAnalyzer((string)analyzer.Value["tokenizer"]!, [.. (analyzer.Value["filter"] ?? new JArray()).Select(f => (string)f!)]);
        return analyzers;
    }

    public IEnumerable<string> Tokens(string text)
    {
        var tokens = Tokenizer == "whitespace" ? Whitespace(text) : Words(text);
        return tokens.Select(t => Filters.Aggregate(t, (token, filter) => filter == "lowercase" ? token.ToLowerInvariant() : Folded(token)));
    }

    private static IEnumerable<string> Whitespace(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(t => t.Length <= LongestToken ? [t] : t.Chunk(LongestToken).Select(c => new string(c)));

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var ideograph = Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter && rune.Value is >= 0x2E80 and < 0xAC00;
            if (Rune.IsLetterOrDigit(rune) && !ideograph)
            {
                word.Append(rune);
                continue;
            }
            if (word.Length > 0)
                yield return word.ToString();
            word.Clear();
            if (ideograph)
                yield return rune.ToString();
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    private static string Folded(string token) =>
        string.Concat(token.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
