using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Which pairs to list.</summary>
public enum DuplicateList
{
    /// <summary>May be one and the same; undecided.</summary>
    Same,
    Maybe,

    /// <summary>May be one company at two sites; undecided.</summary>
    OtherSite,

    /// <summary>Merged by a person.</summary>
    Merged,

    /// <summary>Said by a person not to be the same.</summary>
    NotSame,
}

/// <param name="Page">From 1.</param>
public sealed record DuplicateQuery(DuplicateList List = DuplicateList.Same, int Page = 1)
{
    public const int PageSize = 50;
}

/// <summary>One side of a pair.</summary>
/// <param name="SurvivorId">Whom it counts for; itself if it is not merged.</param>
public sealed record DuplicateSide(Guid Id, string OwnId, string Source, string Name, string? NativeName, string? Address, string? City, string? Country, Guid SurvivorId);

/// <summary>A pair in a list.</summary>
/// <param name="Left">The one that an earlier import brought; of a merge the merged one.</param>
/// <param name="Score">0 to 1; null where nothing is compared any more.</param>
/// <param name="Decision">The newest word on it, or null.</param>
/// <param name="Reopened">True if somebody decided and the facts have changed since.</param>
public sealed record DuplicateRow(DuplicateSide Left, DuplicateSide Right, double? Score, string Because, DuplicateDecision? Decision, bool Reopened, SupplierMerge? Merge);

/// <summary>How many pairs stand where.</summary>
/// <param name="New">Suppliers of which no pair waits: they stand alone.</param>
public sealed record DuplicateCounts(int Same, int Maybe, int OtherSite, int Merged, int NotSame, int New)
{
    public int Of(DuplicateList list) => list switch
    {
        DuplicateList.Same => Same,
        DuplicateList.Maybe => Maybe,
        DuplicateList.OtherSite => OtherSite,
        DuplicateList.Merged => Merged,
        DuplicateList.NotSame => NotSame,
    };
}

/// <summary>One page of pairs.</summary>
/// <param name="Rows">Highest score first; decided ones newest first.</param>
/// <param name="Waiting">Suppliers whose facts have changed since they were last compared.</param>
public sealed record DuplicatePage(DuplicateQuery Query, IReadOnlyList<DuplicateRow> Rows, int Total, DuplicateCounts Counts, int Waiting);

/// <summary>Lists pairs of suppliers that may be one.</summary>
public sealed class FindDuplicates(IDbContextFactory<SupplyRiskDb> databases, Portfolio portfolio)
{
    public async Task<DuplicatePage> HandleAsync(Actor actor, DuplicateQuery query, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var redirects = await Redirects.NowAsync(db, ct);
        var sites = query.List == DuplicateList.OtherSite;
        var open = await OpenAsync(db, actor, redirects, sites, ct);
        var merges = db.SupplierMerges.SeenBy(actor, m => m.SupplierId).SeenBy(actor, m => m.SurvivorId).Where(m => m.SplitAt == null);
        var notSame = NotSame(db).SeenBy(actor, d => d.LeftId).SeenBy(actor, d => d.RightId);
        var counts = new DuplicateCounts(
            open.Count(p => p.Band == DuplicateBand.Same), open.Count(p => p.Band == DuplicateBand.Maybe), open.Count(p => p.Band == DuplicateBand.OtherSite) + (sites ? 0 : await OtherSitesAsync(db, actor, redirects, ct)),
            await merges.CountAsync(ct), await notSame.CountAsync(ct), StandingAlone(await portfolio.ReadAsync(actor, ct), redirects, open));
        var skip = (Math.Clamp(query.Page, 1, Math.Max(1, (counts.Of(query.List) + DuplicateQuery.PageSize - 1) / DuplicateQuery.PageSize)) - 1) * DuplicateQuery.PageSize;
        var rows = new DuplicateRows(db, redirects);
        var shown = query.List switch
        {
            DuplicateList.Merged => await rows.OfMergesAsync(await merges.OrderByDescending(m => m.MergedAt).ThenBy(m => m.Id).Skip(skip).Take(DuplicateQuery.PageSize).ToListAsync(ct), ct),
            DuplicateList.NotSame => await rows.OfDecisionsAsync(await notSame.OrderByDescending(d => d.At).ThenBy(d => d.Id).Skip(skip).Take(DuplicateQuery.PageSize).ToListAsync(ct), ct),
            _ => await rows.OfPairsAsync([.. open.Where(p => p.Band == BandOf(query.List)).Skip(skip).Take(DuplicateQuery.PageSize).Select(p => (p.LeftId, p.RightId))], ct),
        };
        return new DuplicatePage(query with { Page = (skip / DuplicateQuery.PageSize) + 1 }, shown, counts.Of(query.List), counts, await WaitingAsync(db, ct));
    }

    /// <summary>How many suppliers may be one of the group and are none of it, and the first few.</summary>
    internal static async Task<(int Total, IReadOnlyList<MayBeDuplicate> First)> OpenOfAsync(SupplyRiskDb db, Actor actor, IReadOnlyList<Guid> group, CancellationToken ct)
    {
        const int few = 3;
        var pairs = await Undecided(db).SeenBy(actor, p => p.LeftId).SeenBy(actor, p => p.RightId)
            .Where(p => p.Band != DuplicateBand.OtherSite && (group.Contains(p.LeftId) || group.Contains(p.RightId)))
            .OrderByDescending(p => p.Score).ThenBy(p => p.LeftId).ThenBy(p => p.RightId).Select(p => new { p.LeftId, p.RightId }).ToListAsync(ct);
        var others = pairs.Where(p => !group.Contains(p.LeftId) || !group.Contains(p.RightId))
            .Select(p => (p.LeftId, p.RightId, Other: group.Contains(p.LeftId) ? p.RightId : p.LeftId)).DistinctBy(p => p.Other).ToList();
        var shown = others.Take(few).Select(p => p.Other).ToList();
        var names = shown.Count == 0 ? [] : await db.SupplierVersions.Now().Where(v => shown.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.Name }).ToDictionaryAsync(v => v.SupplierId, v => v.Name, ct);
        return (others.Count, [.. others.Take(few).Where(p => names.ContainsKey(p.Other)).Select(p => new MayBeDuplicate(p.LeftId, p.RightId, names[p.Other]))]);
    }

    internal sealed record OpenPair(Guid LeftId, Guid RightId, DuplicateBand Band, double Score);

    /// <summary>Highest score first. A pair of a merged one is its survivor's, unless that one has the pair itself; two that are one already are no pair.</summary>
    /// <param name="sites">With those of one company at several sites, which are the most: they are counted, and read whole only where they are listed. What a merge touches is always there.</param>
    internal static async Task<List<OpenPair>> OpenAsync(SupplyRiskDb db, Actor actor, Redirects redirects, bool sites, CancellationToken ct)
    {
        var (undecided, involved) = (Undecided(db).SeenBy(actor, p => p.LeftId).SeenBy(actor, p => p.RightId), redirects.Involved);
        if (!sites)
        {
            undecided = involved.Count == 0 ? undecided.Where(p => p.Band == DuplicateBand.Same || p.Band == DuplicateBand.Maybe)
                : undecided.Where(p => p.Band == DuplicateBand.Same || p.Band == DuplicateBand.Maybe || involved.Contains(p.LeftId) || involved.Contains(p.RightId));
        }
        var pairs = await undecided.OrderByDescending(p => p.Score).ThenBy(p => p.LeftId).ThenBy(p => p.RightId).Select(p => new OpenPair(p.LeftId, p.RightId, p.Band, p.Score)).ToListAsync(ct);
        if (redirects.IsEmpty) return pairs;
        var seen = pairs.Where(p => !redirects.IsMerged(p.LeftId) && !redirects.IsMerged(p.RightId)).Select(p => (p.LeftId, p.RightId)).ToHashSet();
        return pairs.FindAll(p =>
        {
            if (seen.Contains((p.LeftId, p.RightId))) return true;
            var (left, right) = Twins.InOrder(redirects.SurvivorOf(p.LeftId), redirects.SurvivorOf(p.RightId), id => id);
            return left != right && seen.Add((left, right));
        });
    }

    /// <summary>How many pairs <see cref="OpenAsync"/> leaves out without sites: all of the band, less the few that people have decided or merged, so that the many are counted and not read.</summary>
    private static async Task<int> OtherSitesAsync(SupplyRiskDb db, Actor actor, Redirects redirects, CancellationToken ct)
    {
        var all = db.DuplicatePairs.SeenBy(actor, p => p.LeftId).SeenBy(actor, p => p.RightId).Where(p => p.Band == DuplicateBand.OtherSite);
        var involved = redirects.Involved;
        var decided = await NotSame(db).Select(d => new { d.LeftId, d.RightId, d.FactsKey }).ToListAsync(ct);
        var lefts = decided.Select(d => d.LeftId).Distinct().ToList();
        var touched = involved.Count + lefts.Count == 0 ? [] : await all.Where(p => lefts.Contains(p.LeftId) || involved.Contains(p.LeftId) || involved.Contains(p.RightId))
            .Select(p => new { p.LeftId, p.RightId, p.FactsKey }).ToListAsync(ct);
        var (merged, said) = (involved.ToHashSet(), decided.ToHashSet());
        return await all.CountAsync(ct) - touched.Count(p => merged.Contains(p.LeftId) || merged.Contains(p.RightId) || said.Contains(p));
    }

    /// <summary>Pairs on which no decision holds.</summary>
    private static IQueryable<DuplicatePair> Undecided(SupplyRiskDb db) => db.DuplicatePairs.Where(p => !NotSame(db).Any(d => d.LeftId == p.LeftId && d.RightId == p.RightId && d.FactsKey == p.FactsKey));

    /// <summary>The newest words on pairs, where they say that these are not the same.</summary>
    private static IQueryable<DuplicateDecision> NotSame(SupplyRiskDb db) =>
        db.DuplicateDecisions.Where(d => d.Verdict == DuplicateVerdict.NotSame && !db.DuplicateDecisions.Any(l => l.LeftId == d.LeftId && l.RightId == d.RightId && (l.At > d.At || (l.At == d.At && l.Id > d.Id))));

    private static int StandingAlone(PortfolioView view, Redirects redirects, List<OpenPair> open) =>
        view.Suppliers.Count - open.Where(p => p.Band != DuplicateBand.OtherSite).SelectMany(p => new[] { redirects.SurvivorOf(p.LeftId), redirects.SurvivorOf(p.RightId) }).Distinct().Count();

    private static Task<int> WaitingAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var engine = DuplicateSettings.Default.Version;
        return db.SupplierVersions.Now().CountAsync(v => !db.SupplierComparisons.Any(c => c.SupplierId == v.SupplierId && c.SupplierVersionId == v.Id && c.Engine == engine), ct);
    }

    private static DuplicateBand BandOf(DuplicateList list) => list switch
    {
        DuplicateList.Same => DuplicateBand.Same,
        DuplicateList.Maybe => DuplicateBand.Maybe,
        _ => DuplicateBand.OtherSite,
    };
}
