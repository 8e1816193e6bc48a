using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>What a node answered, other than that it cannot.</summary>
/// <param name="Status">HTTP status below 500, not 429.</param>
/// <param name="Body">Empty where there was none.</param>
internal sealed record Answer(int Status, JObject Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    public string? ErrorType => Body["error"] is JObject error ? (string?)error["type"] : null;

    public bool IsMissing => Dialect.IsMissing(Status, ErrorType);

    /// <summary>The server's own words, cut short and without what it quotes of a record.</summary>
    public static string Reason(JToken? error)
    {
        var type = (string?)(error as JObject)?["type"] ?? "unknown";
        var reason = (string?)(error as JObject)?["reason"] ?? "";
        var inner = (string?)(error as JObject)?["caused_by"]?["reason"];
        var text = inner is null || reason.Contains(inner, StringComparison.Ordinal) ? reason : $"{reason} {inner}";
        foreach (var quoting in (string[])["Preview of field's value", "For input string", "prefix of the first immense term", "original message"])
        {
            if (text.IndexOf(quoting, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at].TrimEnd() + " …";
        }
        return text.Length == 0 ? type : $"{type}: {(text.Length > 300 ? text[..300] + "…" : text)}";
    }

    /// <summary>The answer as a whole.</summary>
    public static async Task<JObject> ReadBodyAsync(Stream body, CancellationToken ct)
    {
        await using var reader = Reader(body);
        return await reader.ReadAsync(ct) ? await JObject.LoadAsync(reader, ct) : [];
    }

    /// <summary>Dates stay the text they are.</summary>
    public static JsonTextReader Reader(Stream body) =>
        new(new StreamReader(body)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Double };
}
