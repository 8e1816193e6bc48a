using System.Globalization;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>The server's kind and version, as <c>GET /</c> tells, and everything in which the kinds differ for us.</summary>
/// <remarks>
/// Little does, because the requests were chosen so: no <c>_type</c> is sent or read, totals are asked for with <c>track_total_hits</c> and
/// come as <c>{value, relation}</c> from 7.0 on, and pages go by <c>search_after</c> over a unique sort, which needs no point in time (7.10).
/// </remarks>
internal sealed record Dialect(string Flavour, int Major, int Minor)
{
    private const string OpenSearch = "OpenSearch", Elasticsearch = "Elasticsearch";

    public static Dialect Of(JObject info)
    {
        var version = info["version"] as JObject;
        var numbers = ((string?)version?["number"] ?? "").Split('.', '-');
        return new Dialect(
            (string?)version?["distribution"] == "opensearch" ? OpenSearch : Elasticsearch,
            Number(numbers.ElementAtOrDefault(0)), Number(numbers.ElementAtOrDefault(1)));
    }

    /// <summary>Why this server cannot be used; null if it can.</summary>
    public string? Problem => (Flavour, Major, Minor) switch
    {
        (_, 0, _) => "The address answers, but not as Elasticsearch or OpenSearch do.",
        (OpenSearch, < 2, _) => $"OpenSearch {Major}.{Minor} is too old; 2 or later is needed.",
        (Elasticsearch, < 7, _) or (Elasticsearch, 7, < 5) => $"Elasticsearch {Major}.{Minor} is too old; 7.5 or later is needed.",
        _ => null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Flavour} {Major}.{Minor}");

    /// <summary>Writes are blocked, as they are for a full disk: 403 up to 7.6, 429 from 7.7 on.</summary>
    public static bool IsBlocked(int status, string? type) => status is 403 or 429 && type == "cluster_block_exception";

    /// <summary>It may go another time: too busy, blocked, or a shard that is not there yet.</summary>
    public static bool IsPassing(int status, string? type) => status is 429 or >= 500 || IsBlocked(status, type);

    /// <summary>The index, or the alias asked for, is not there.</summary>
    public static bool IsMissing(int status, string? type) => status == 404 && type is "index_not_found_exception" or "aliases_not_found_exception" or "alias_missing_exception";

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
