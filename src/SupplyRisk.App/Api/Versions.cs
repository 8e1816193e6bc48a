using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SupplyRisk.App.Api;

/// <summary>Versions as entity tags: what was read is given back as If-Match, and is refused with 412 if somebody has changed it since.</summary>
internal static class Versions
{
    /// <summary>A version somebody looked at; null if they did not say.</summary>
    internal readonly record struct SeenVersion(int? Version);

    public static string Tag(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <returns>The version of If-Match, else the one of the body; null if the header is none of ours.</returns>
    public static SeenVersion? Seen(HttpContext http, int? body)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0) return new SeenVersion(body);
        if (header == "*") return new SeenVersion(null);
        return header is ['"', .. var inner, '"'] && int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? new SeenVersion(version) : null;
    }

    public static ProblemHttpResult Unreadable() => ApiResults.Bad("If-Match", "If-Match holds one entity tag as a case's ETag has it, e.g. \"3\".");

    /// <summary>As ever, but 412 where the caller asked by If-Match and the version is another one.</summary>
    public static ProblemHttpResult Problem(HttpContext http, IReadOnlyList<Refusal> refusals) =>
        http.Request.Headers.IfMatch.Count > 0 && refusals.Any(r => r.Code == "case_changed")
            ? TypedResults.Problem(refusals[0].Message, statusCode: StatusCodes.Status412PreconditionFailed, extensions: new Dictionary<string, object?> { ["problems"] = refusals.Select(r => new ApiResults.Reason(r.Code, r.Message, r.Field)).ToList() })
            : ApiResults.Problem(refusals);
}
