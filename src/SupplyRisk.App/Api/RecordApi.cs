using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Commands;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Review.Record;

namespace SupplyRisk.App.Api;

/// <summary>One line of the audit record.</summary>
/// <param name="Who">The person by name; null if it was erased.</param>
/// <param name="From">Where from; null if it was erased.</param>
/// <param name="Subject">As <c>kind:id</c>.</param>
/// <param name="Facts">What changed and what was said; empty if it was erased.</param>
internal sealed record RecordLine(
    long Line, DateTime At, string WhoId, string? Who, string? From, string Action, string Subject, string? SubjectName, bool Erased, IReadOnlyList<RecordFact> Facts, string Digest, string Hash);

/// <summary>A page of the record, newest first.</summary>
/// <param name="Before">Ask for lines below this one next; null on the last page.</param>
internal sealed record RecordLines(IReadOnlyList<RecordLine> Items, long Total, long? Before);

/// <summary>What a walk over the whole chain found.</summary>
/// <param name="Head">To note outside of the installation, as <c>LINE:HASH</c>; null if there is no line.</param>
internal sealed record ChainState(bool Whole, long Lines, int Erased, string? Head, IReadOnlyList<AuditProblem> Problems);

internal static class RecordApi
{
    public static void MapRecord(this RouteGroupBuilder api)
    {
        var record = api.MapGroup("/record").WithTags("Audit record").ProducesProblem(403);
        record.MapGet("", ListAsync).WithName("ListRecord").WithSummary("Who did what, newest first; 50 lines a page. Days are UTC, the last one included.");
        record.MapGet("/chain", ChainAsync).WithName("VerifyRecord").WithSummary("Walk the whole chain; with a head noted earlier, prove that nothing up to it was changed or cut off.").ProducesProblem(400);
        record.MapGet("/export", Export).WithName("ExportRecord").WithSummary("The record of a period as csv, xlsx or html, oldest first.").ProducesProblem(400);
    }

    private static async Task<Results<Ok<RecordLines>, ProblemHttpResult>> ListAsync(
        FindRecord find, HttpContext http, [FromQuery] DateOnly? from, [FromQuery] DateOnly? until, [FromQuery] string? who, [FromQuery] string? action,
        [FromQuery] string? subject, [FromQuery] bool? all, [FromQuery] long? before, CancellationToken ct)
    {
        var result = await find.PageAsync(http.Actor(), Query(from, until, who, action, subject, all), before, ct);
        return result.Done
            ? TypedResults.Ok(new RecordLines([.. result.Value.Entries.Select(Line)], result.Value.Total, result.Value.Before)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<ChainState>, ProblemHttpResult>> ChainAsync(VerifyAudit verify, HttpContext http, [FromQuery] string? head, CancellationToken ct)
    {
        if (http.Actor().Lacks(Right.ReadAudit) is { } no) return ApiResults.Problem([no]);
        var noted = head is null ? null : AuditHead.Parse(head);
        if (head is not null && noted is null) return ApiResults.Bad("head", "A head is LINE:HASH, as an earlier walk gave it.");
        var v = await verify.RunAsync(noted, null, ct);
        return TypedResults.Ok(new ChainState(v.Problems.Count == 0, v.Lines, v.Erased, v.Head?.ToString(), v.Problems));
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        FindRecord find, HttpContext http, TimeProvider time, [FromQuery] string? format, [FromQuery] DateOnly? from, [FromQuery] DateOnly? until,
        [FromQuery] string? who, [FromQuery] string? action, [FromQuery] string? subject, [FromQuery] bool? all, CancellationToken ct)
    {
        if (RecordOutput.Format(format ?? "csv") is not { } kind) return ApiResults.Bad("format", "It is csv, xlsx or html.");
        var entries = find.Export(http.Actor(), Query(from, until, who, action, subject, all), ct);
        if (!entries.Done) return ApiResults.Problem(entries.Refusals);
        return TypedResults.Stream(to => RecordOutput.WriteAsync(to, kind, entries.Value, ct), RecordOutput.ContentType(kind),
            string.Create(CultureInfo.InvariantCulture, $"audit-record-{time.GetUtcNow():yyyy-MM-dd}.{Words.Snake(kind)}"));
    }

    private static RecordQuery Query(DateOnly? from, DateOnly? until, string? who, string? action, string? subject, bool? all) =>
        new(from?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), until?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), who, action, subject, all != true);

    private static RecordLine Line(RecordEntry e) => new(e.Seq, e.At, e.ActorId, e.Name, e.From, e.Action, e.Subject, e.SubjectName, e.IsErased, e.Facts, e.Digest, e.Hash);
}
