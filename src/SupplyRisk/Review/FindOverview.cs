using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
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
public sealed record CountryCount(string Country, IReadOnlyDictionary<Band, int> ByBand);

/// <summary>Where the portfolio stands.</summary>
/// <param name="Listed">Suppliers that are on a list now.</param>
/// <param name="ByBand">Every band; zero if none.</param>
/// <param name="NotScreened">Listed suppliers that no run has screened yet.</param>
/// <param name="Lanes">All lanes, in their declared order.</param>
/// <param name="Coverage">Steps in ascending order.</param>
/// <param name="MeanCoverage">0 to 100; null before the first screening.</param>
/// <param name="Countries">By number of suppliers, descending, then code.</param>
/// <param name="LastRun">The newest finished run, or null.</param>
/// <param name="Changes">What that run changed, weightiest first; at most <see cref="FindOverview.ChangesShown"/>.</param>
/// <param name="Runs">The newest few.</param>
/// <param name="Lists">Enforcement lists, by name.</param>
/// <param name="Documents">Documents held.</param>
/// <param name="Unreadable">Documents of which nothing, or not all, could be read; the newest few.</param>
/// <param name="UnreadableCount">All of them.</param>
/// <param name="LinksToCheck">Proposed links of documents to suppliers.</param>
public sealed record PortfolioOverview(
    int Listed, IReadOnlyDictionary<Band, int> ByBand, int NotScreened, IReadOnlyList<LaneCount> Lanes,
    IReadOnlyList<CoverageStep> Coverage, int? MeanCoverage, IReadOnlyList<CountryCount> Countries,
    Run? LastRun, IReadOnlyList<ChangeRow> Changes, IReadOnlyList<Run> Runs, IReadOnlyList<ListRow> Lists,
    int Documents, IReadOnlyList<DocumentRow> Unreadable, int UnreadableCount, int LinksToCheck);

/// <summary>Reads where the portfolio stands.</summary>
public sealed class FindOverview(IDbContextFactory<SupplyRiskDb> databases)
{
    public const int ChangesShown = 8;

    public async Task<PortfolioOverview> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var listed = await db.Suppliers.SeenBy(actor, x => x.Id).CountAsync(x => x.NotListedSince == null, ct);
        var screened = await CountryBandsAsync(db, actor, ct);
        var byBand = Enum.GetValues<Band>().ToDictionary(b => b, b => screened.Where(x => x.Band == b).Sum(x => x.Count));
        var coverage = await CoverageAsync(db, actor, ct);
        var runs = await db.Runs.AsNoTracking().OrderByDescending(x => x.StartedAt).Take(5).ToListAsync(ct);
        var lastRun = runs.FirstOrDefault(x => x.State == RunState.Completed)
            ?? await db.Runs.AsNoTracking().Where(x => x.State == RunState.Completed).OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(ct);
        var unreadable = db.Documents.Where(x => x.State != DocumentState.Read);
        return new PortfolioOverview(
            listed, byBand, Math.Max(0, listed - byBand.Values.Sum()),
            await LanesAsync(db, actor, ct),
            coverage.Steps, coverage.Mean,
            [.. screened.GroupBy(x => x.Country ?? "").Select(g => new CountryCount(g.Key, g.ToDictionary(x => x.Band, x => x.Count)))
                .OrderByDescending(x => x.ByBand.Values.Sum()).ThenBy(x => x.Country, StringComparer.Ordinal)],
            lastRun,
            lastRun is null ? [] : await FindRuns.ChangesAsync(db, actor, lastRun.Id, ChangesShown, ct),
            runs,
            await FindLists.RowsAsync(db, ct),
            await db.Documents.CountAsync(ct),
            await FindDocuments.Rows(unreadable.OrderByDescending(x => x.ReceivedAt).Take(5)).ToListAsync(ct),
            await unreadable.CountAsync(ct),
            await db.DocumentLinks.SeenBy(actor, x => x.SupplierId).CountAsync(x => x.State == ProposalState.Proposed, ct));
    }

    private sealed record CountryBand(string? Country, Band Band, int Count);

    private static async Task<List<CountryBand>> CountryBandsAsync(SupplyRiskDb db, Actor actor, CancellationToken ct) =>
        await (from s in db.Screenings.SeenBy(actor, x => x.SupplierId)
               join v in db.SupplierVersions.Now() on s.SupplierId equals v.SupplierId
               join u in db.Suppliers on s.SupplierId equals u.Id
               where u.NotListedSince == null
               group s by new { v.Country, s.Band } into g
               select new CountryBand(g.Key.Country, g.Key.Band, g.Count())).ToListAsync(ct);

    private static async Task<(IReadOnlyList<CoverageStep> Steps, int? Mean)> CoverageAsync(SupplyRiskDb db, Actor actor, CancellationToken ct)
    {
        var counts = await db.Screenings.SeenBy(actor, x => x.SupplierId)
            .GroupBy(x => x.Coverage).Select(g => new { Coverage = g.Key, Count = g.Count() }).ToListAsync(ct);
        var steps = new[] { (0, 24), (25, 49), (50, 74), (75, 100) }
            .Select(s => new CoverageStep(s.Item1, s.Item2, counts.Where(c => c.Coverage >= s.Item1 && c.Coverage <= s.Item2).Sum(c => c.Count)));
        var all = counts.Sum(c => c.Count);
        return ([.. steps], all == 0 ? null : (int)(counts.Sum(c => (long)c.Coverage * c.Count) / all));
    }

    private static async Task<IReadOnlyList<LaneCount>> LanesAsync(SupplyRiskDb db, Actor actor, CancellationToken ct)
    {
        var counts = await (from c in db.Cases.SeenBy(actor, x => x.SupplierId)
                            where c.Flagged && c.Status != CaseStatus.Closed
                            join s in db.Screenings on c.SupplierId equals s.SupplierId
                            group c by new { c.Lane, s.Band } into g
                            select new { g.Key.Lane, g.Key.Band, Count = g.Count(), Oldest = g.Min(x => x.OpenedAt) }).ToListAsync(ct);
        return [.. Enum.GetValues<Lane>().Select(lane => counts.Where(c => c.Lane == lane).ToList() is { Count: > 0 } some
            ? new LaneCount(lane, some.ToDictionary(c => c.Band, c => c.Count), some.Min(c => c.Oldest))
            : new LaneCount(lane, new Dictionary<Band, int>(), null))];
    }
}
