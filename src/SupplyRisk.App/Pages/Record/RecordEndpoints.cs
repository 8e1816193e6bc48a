using System.Globalization;
using SupplyRisk.App.Commands;
using SupplyRisk.Audit;
using SupplyRisk.Review.Record;

namespace SupplyRisk.App.Pages.Record;

internal static class RecordEndpoints
{
    public static void MapRecord(this RouteGroupBuilder pages)
    {
        pages.MapGet("/record", ListAsync).Needs(Right.ReadAudit);
        pages.MapGet("/record/chain", ChainAsync).Needs(Right.ReadAudit);
        pages.MapGet("/record/export", (Delegate)Export).Needs(Right.ReadAudit);
        pages.MapGet("/review/decisions", (Delegate)OwnDecisions).Needs(Right.Export);
    }

    private static async Task<IResult> ListAsync(FindRecord find, HttpContext http, CancellationToken ct)
    {
        var q = http.Request.Query;
        var result = await find.PageAsync(http.Actor(), Query(q), long.TryParse(q["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, ct);
        return result.Done ? Render.Page<RecordPageView, RecordPage>(result.Value) : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ChainAsync(VerifyAudit verify, HttpContext http, CancellationToken ct)
    {
        if (http.Actor().Lacks(Right.ReadAudit) is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var text = http.Request.Query["head"].ToString().Trim();
        var noted = AuditHead.Parse(text);
        return Render.Page<ChainPage, ChainModel>(new(text, text.Length > 0 && noted is null ? null : await verify.RunAsync(noted, null, ct)));
    }

    private static IResult Export(FindRecord find, HttpContext http, TimeProvider time, CancellationToken ct) =>
        File(find.Export(http.Actor(), Query(http.Request.Query), ct), "audit-record", http, time, ct);

    private static IResult OwnDecisions(FindRecord find, HttpContext http, TimeProvider time, CancellationToken ct) =>
        File(find.OwnDecisions(http.Actor(), ct), "my-decisions", http, time, ct);

    private static IResult File(Result<IAsyncEnumerable<RecordEntry>> entries, string name, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (RecordOutput.Format(http.Request.Query["format"]) is not { } format) return Results.BadRequest();
        if (!entries.Done) return Results.StatusCode(RefusalStatus.Of(entries.Refusals));
        return Results.Stream(
            to => RecordOutput.WriteAsync(to, format, entries.Value, ct), RecordOutput.ContentType(format),
            string.Create(CultureInfo.InvariantCulture, $"{name}-{time.GetUtcNow():yyyy-MM-dd}.{Words.Snake(format)}"));
    }

    /// <summary>Days are whole days in UTC, the last one included.</summary>
    internal static RecordQuery Query(IQueryCollection q) => new(
        Day(q["from"]), Day(q["until"])?.AddDays(1), Text(q["who"]), Text(q["action"]), Text(q["subject"]), q["all"] != "yes");

    private static DateTime? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What a walk over the chain found.</summary>
/// <param name="Head">The head to look for, as typed.</param>
/// <param name="Verdict">Null if <paramref name="Head"/> is none.</param>
public sealed record ChainModel(string Head, AuditVerdict? Verdict);
