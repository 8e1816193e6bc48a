using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Jobs;
using SupplyRisk.App.Pages;
using SupplyRisk.Review;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>A run with what it pins.</summary>
internal sealed record RunItem(
    Guid Id, string Trigger, RunState State, string Stage, DateTime StartedAt, DateTime? FinishedAt, DateOnly AsOf, DateTime KnownAt,
    string RulesetHash, string TextRulesHash, string ListsHash, string MatcherVersion, int Total, int Done, int Changed, int FlagsOpened, int FlagsClosed, string? Message);

/// <summary>A run with what it changed.</summary>
/// <param name="Changes">Weightiest first; at most 200.</param>
internal sealed record RunDetail(RunItem Run, IReadOnlyList<ChangeRow> Changes, int ChangeCount);

internal static class RunApi
{
    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", ListAsync).WithName("ListRuns").WithSummary("Runs, newest first; at most 100.");
        runs.MapPost("", StartAsync).WithName("StartRun").WithSummary("Work off what is pending. Nothing pending is no run.");
        runs.MapGet("/{id:guid}", OneAsync).WithName("GetRun").WithSummary("One run with what it changed.").ProducesProblem(404);
        runs.MapPost("/{id:guid}/cancel", CancelAsync).WithName("CancelRun").WithSummary("Stop after the current batch; the rest waits for the next run.").ProducesProblem(409);
    }

    private static async Task<Ok<ListOf<RunItem>>> ListAsync(FindRuns find, HttpContext http, CancellationToken ct)
    {
        var list = await find.ListAsync(http.Actor(), ct);
        return TypedResults.Ok(new ListOf<RunItem>([.. list.Runs.Select(Item)], list.Runs.Count, null));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> StartAsync([FromServices] ScreeningTrigger trigger, HttpContext http, CancellationToken ct)
    {
        if (await trigger.StartAsync(http.Actor(), ct) is { } no) return ApiResults.Problem([no]);
        return TypedResults.Accepted($"{ApiServices.Root}/runs");
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> OneAsync(Guid id, FindRuns find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } report
            ? TypedResults.Ok(new RunDetail(Item(report.Run), report.Changes, report.ChangeCount)) : ApiResults.NotFound("run");

    private static async Task<Results<Ok<RunItem>, ProblemHttpResult>> CancelAsync(Guid id, RunScreening runs, HttpContext http, CancellationToken ct)
    {
        var result = await runs.CancelAsync(http.Actor(), id, ct);
        return result.Done ? TypedResults.Ok(Item(result.Value)) : ApiResults.Problem(result.Refusals);
    }

    private static RunItem Item(Run r) => new(
        r.Id, r.Trigger, r.State, r.Stage, r.StartedAt, r.FinishedAt, r.AsOf, r.KnownAt, r.RulesetHash, r.TextRulesHash, r.ListsHash, r.MatcherVersion,
        r.Total, r.Done, r.Changed, r.FlagsOpened, r.FlagsClosed, r.Message);
}
