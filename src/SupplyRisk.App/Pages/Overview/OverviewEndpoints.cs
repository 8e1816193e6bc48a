using SupplyRisk.People;
using SupplyRisk.Review;
using SupplyRisk.Review.Visits;

namespace SupplyRisk.App.Pages.Overview;

internal static class OverviewEndpoints
{
    public static void MapOverview(this RouteGroupBuilder pages)
    {
        pages.MapGet("/", ShowAsync);
        pages.MapGet("/changes", ChangesAsync);
    }

    private static async Task<IResult> ShowAsync(FindOverview find, NoteVisit visits, HttpContext http, CancellationToken ct)
    {
        var actor = http.Actor();
        return Render.Page<OverviewPage, OverviewModel>(new(await find.HandleAsync(actor, await visits.HandleAsync(actor, ct), ct), http.SignedIn() is null));
    }

    private static async Task<IResult> ChangesAsync(string? since, string? kind, FindSince find, TimeProvider time, HttpContext http, CancellationToken ct) =>
        Render.Page<ChangesSincePage, SinceList>(await find.ListAsync(http.Actor(), Instants.Read(since) ?? time.GetUtcNow().UtcDateTime.AddDays(-7), Words.Parse<SinceKind>(kind), ct));
}

/// <summary>The overview.</summary>
/// <param name="Shared">Nobody signs in here: whoever opens the installation under this name has the same last visit.</param>
public sealed record OverviewModel(PortfolioOverview Facts, bool Shared);
