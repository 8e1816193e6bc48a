using SupplyRisk.Review;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Pages.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this RouteGroupBuilder pages)
    {
        pages.MapGet("/runs", ListAsync);
        pages.MapPost("/runs", (Delegate)StartAsync);
        pages.MapGet("/runs/{id:guid}", ShowAsync);
        pages.MapGet("/runs/{id:guid}/progress", ProgressAsync);
        pages.MapPost("/runs/{id:guid}/cancel", CancelAsync);
    }

    private static async Task<IResult> ListAsync(FindRuns find, HttpContext http, CancellationToken ct) =>
        Render.Page<RunsPage, RunList>(await find.ListAsync(http.Actor(), ct));

    /// <summary>Wakes the worker; what is pending decides what is done. The page shows the run as soon as there is one.</summary>
    private static async Task<IResult> StartAsync(HttpContext http, CancellationToken ct)
    {
        return await http.RequestServices.GetRequiredService<Jobs.ScreeningTrigger>().StartAsync(http.Actor(), ct) is { } no
            ? Results.StatusCode(RefusalStatus.Of([no]))
            : Render.GoTo(http, "/runs?started=yes");
    }

    private static async Task<IResult> ShowAsync(Guid id, FindRuns find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } report ? Render.Page<RunPage, RunReport>(report) : Results.NotFound();

    private static async Task<IResult> ProgressAsync(Guid id, FindRuns find, HttpContext http, CancellationToken ct) =>
        await find.ProgressAsync(http.Actor(), id, ct) is { } run ? Render.Page<RunProgress, Run>(run) : Results.NotFound();

    private static async Task<IResult> CancelAsync(Guid id, RunScreening runs, HttpContext http, CancellationToken ct)
    {
        var result = await runs.CancelAsync(http.Actor(), id, ct);
        return result.Done || result.Refusals[0].Kind == RefusalKind.Conflict ? Render.GoTo(http, $"/runs/{id}") : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }
}
