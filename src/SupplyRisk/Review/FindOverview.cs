using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Lists;
using SupplyRisk.Review.Visits;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>How many open cases of one lane stand in each band.</summary>
/// <param name="ByBand">Bands with no case are absent.</param>
/// <param name="Oldest">When the oldest of them was opened; null if the lane is empty.</param>
public sealed record LaneCount(Lane Lane, IReadOnlyDictionary<Band, int> ByBand, DateTime? Oldest)
{
    public int Total => ByBand.Values.Sum();
}

/// <summary>How many suppliers are known how well.</summary>
/// <param name="From">Least coverage in the step, 0 to 100.</param>
/// <param name="To">Most coverage in the step.</param>
public sealed record CoverageStep(int From, int To, int Suppliers);

/// <summary>Suppliers of one country by band.</summary>
/// <param name="Country">ISO alpha-2; empty where no list gives one.</param>
/// <param name="Suppliers">All, screened or not.</param>
public sealed record CountryCount(string Country, IReadOnlyDictionary<Band, int> ByBand, int Suppliers);

/// <summary>Where the portfolio stands.</summary>
/// <param name="Listed">Suppliers that are on a list now.</param>
/// <param name="ByBand">Every band; zero if none.</param>
/// <param name="NotScreened">Listed suppliers that no run has screened yet.</param>
/// <param name="Lanes">All lanes, in their declared order.</param>
/// <param name="Coverage">Steps in ascending order.</param>
/// <param name="MeanCoverage">0 to 100; null before the first screening.</param>
/// <param name="Countries">By number of suppliers, descending, then code.</param>
/// <param name="LastRun">The newest finished run, or null.</param>
/// <param name="ChangingRun">The newest run that changed anything, or null.</param>
/// <param name="Changes">What that run changed, weightiest first; at most <see cref="FindOverview.ChangesShown"/>.</param>
/// <param name="Runs">The newest few.</param>
/// <param name="Lists">Enforcement lists, by name.</param>
/// <param name="Documents">Documents held.</param>
/// <param name="Unreadable">Documents of which nothing, or not all, could be read; the newest few.</param>
/// <param name="UnreadableCount">All that could not be read at all.</param>
/// <param name="LinksToCheck">Proposed links of documents to suppliers.</param>
public sealed record PortfolioOverview(
    int Listed, IReadOnlyDictionary<Band, int> ByBand, int NotScreened, IReadOnlyList<LaneCount> Lanes,
    IReadOnlyList<CoverageStep> Coverage, int? MeanCoverage, IReadOnlyList<CountryCount> Countries,
    Run? LastRun, Run? ChangingRun, IReadOnlyList<ChangeRow> Changes, IReadOnlyList<Run> Runs, IReadOnlyList<ListRow> Lists,
    int Documents, IReadOnlyList<DocumentRow> Unreadable, int UnreadableCount, int LinksToCheck)
{
    /// <summary>Documents of which something, but not all, could be read.</summary>
    public required int PartlyRead { get; init; }

    /// <summary>Open cases of a lane that have waited for <see cref="FindOverview.LongDays"/> days or more.</summary>
    public required IReadOnlyDictionary<Lane, int> WaitingLong { get; init; }

    /// <summary>What happened since the actor's last visit; null at the first.</summary>
    public required SinceCounts? Since { get; init; }

    /// <summary>How fast listings became flags in the last twelve months; null if none did.</summary>
    public required ListSpeed? Speed { get; init; }
}

/// <summary>Reads where the portfolio stands.</summary>
public sealed class FindOverview(Portfolio portfolio, FindLists lists, FindSince since, IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public const int ChangesShown = 8, LongDays = 30;

    /// <summary>As the figures on effectiveness count: this month and the eleven before.</summary>
    public const int SpeedMonths = 12;

    /// <param name="lastVisit">When the actor was here last; null if never.</param>
    public async Task<PortfolioOverview> HandleAsync(Actor actor, DateTime? lastVisit, CancellationToken ct)
    {
        var (now, today) = (time.Instant(), time.Today());
        var months = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - SpeedMonths).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using var db = await databases.CreateDbContextAsync(ct);
        var view = await portfolio.ReadAsync(actor, ct);
        var counts = view.Counts;
        // What a run says is over all suppliers.
        var all = db.Runs.AsNoTracking().Where(x => actor.SeesAll && x.Trigger != Run.ByDecision);
        var runs = await all.OrderByDescending(x => x.StartedAt).Take(5).ToListAsync(ct);
        var lastRun = runs.FirstOrDefault(x => x.State == RunState.Completed)
            ?? await all.Where(x => x.State == RunState.Completed).OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(ct);
        var changing = await all.Where(x => x.Changed > 0).OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(ct);
        var documents = FindDocuments.Seen(db, actor);
        var unreadable = documents.Where(x => x.State == DocumentState.PartlyRead || x.State == DocumentState.Unreadable);
        return new PortfolioOverview(
            counts.Listed, counts.ByBand, counts.NotScreened, counts.Lanes, counts.Coverage, counts.MeanCoverage, counts.Countries,
            lastRun,
            changing,
            changing is null ? [] : await FindRuns.ChangesAsync(db, actor, changing.Id, ChangesShown, ct),
            runs,
            await lists.HandleAsync(ct),
            await documents.CountAsync(ct),
            await FindDocuments.Rows(unreadable.OrderByDescending(x => x.ReceivedAt).Take(5)).ToListAsync(ct),
            await documents.CountAsync(x => x.State == DocumentState.Unreadable, ct),
            await db.DocumentLinks.SeenBy(actor, x => x.SupplierId).CountAsync(x => x.State == ProposalState.Proposed, ct))
        {
            PartlyRead = await documents.CountAsync(x => x.State == DocumentState.PartlyRead, ct),
            WaitingLong = Enum.GetValues<Lane>().ToDictionary(l => l, l => view.Open(l).Count(c => FindCases.IsOlder(c.Case, LongDays, now))),
            Since = lastVisit is { } visit ? await since.CountAsync(actor, visit, ct) : null,
            Speed = (await view.OnceAsync(new SpeedFrom(months), () => SpeedAsync(actor, months))).Speed,
        };
    }

    private async Task<Measured> SpeedAsync(Actor actor, DateTime months)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None); // for all who wait
        return new Measured(ListSpeed.Of(await ListingTimes.ReadAsync(db, actor, null, months, CancellationToken.None)));
    }

    private sealed record SpeedFrom(DateTime Months);

    private sealed record Measured(ListSpeed? Speed);
}
