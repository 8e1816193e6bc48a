using SupplyRisk.Review;

namespace SupplyRisk.App.Pages.Overview;

internal static class OverviewEndpoints
{
    public static void MapOverview(this RouteGroupBuilder pages) => pages.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(FindOverview find, HttpContext http, CancellationToken ct) =>
        Render.Page<OverviewPage, PortfolioOverview>(await find.HandleAsync(http.Actor(), ct));
}
