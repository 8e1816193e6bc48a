using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>One of two suppliers, with all that its list says.</summary>
/// <param name="Screening">Null until a run has screened it, and of one that is merged.</param>
/// <param name="Documents">That count for it.</param>
/// <param name="Survivor">Whom it counts for; itself if it is not merged.</param>
public sealed record ComparedSupplier(Supplier Supplier, SupplierVersion Version, string Source, SupplierScreening? Screening, int Documents, int Matches, Guid Survivor);

/// <summary>Two suppliers side by side.</summary>
/// <param name="Left">The one that an earlier import brought.</param>
/// <param name="Result">What comparing them says now; null if nothing in it is worth a question.</param>
/// <param name="FactsKey">What a decision rests on.</param>
/// <param name="Merge">The merge of one with the other, or null.</param>
/// <param name="Decisions">Every word on the pair, newest first.</param>
/// <param name="Next">The next pair of its list that waits, or null.</param>
public sealed record ComparedPair(
    ComparedSupplier Left, ComparedSupplier Right, DuplicateResult? Result, string FactsKey, SupplierMerge? Merge, IReadOnlyList<DuplicateDecision> Decisions, (Guid Left, Guid Right)? Next)
{
    /// <summary>The newest word, if it says something and its facts hold still.</summary>
    public DuplicateDecision? Holds => Decisions is [{ Verdict: not DuplicateVerdict.TakenBack } newest, ..] && newest.FactsKey == FactsKey ? newest : null;

    /// <summary>True if somebody decided and the facts have changed since.</summary>
    public bool Reopened => Decisions is [{ Verdict: not DuplicateVerdict.TakenBack } newest, ..] && newest.FactsKey != FactsKey;

    /// <summary>Both count for one, by this merge or by others.</summary>
    public bool AreOne => Left.Survivor == Right.Survivor;
}

/// <summary>Reads two suppliers side by side, whether or not comparing found them: a person may know what names do not tell.</summary>
public sealed class FindDuplicate(IDbContextFactory<SupplyRiskDb> databases)
{
    /// <returns>Null if there is no such pair for this actor.</returns>
    public async Task<ComparedPair?> HandleAsync(Actor actor, Guid one, Guid other, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await PairDecisions.ReadAsync(db, actor, one, other, ct) is not { } pair) return null;
        var redirects = await Redirects.NowAsync(db, ct);
        var (left, right) = (pair.Left.SupplierId, pair.Right.SupplierId);
        var result = TwinComparison.Of(new Twin(pair.Left.Facts()), new Twin(pair.Right.Facts()), DuplicateSettings.Default);
        return new ComparedPair(
            await SideAsync(db, pair.Left, redirects, ct), await SideAsync(db, pair.Right, redirects, ct), result, pair.FactsKey,
            await db.SupplierMerges.FirstOrDefaultAsync(m => m.SplitAt == null && ((m.SupplierId == left && m.SurvivorId == right) || (m.SupplierId == right && m.SurvivorId == left)), ct),
            await db.DuplicateDecisions.Where(d => d.LeftId == left && d.RightId == right).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).ToListAsync(ct),
            await NextAsync(db, actor, redirects, left, right, result?.Band ?? DuplicateBand.Same, ct));
    }

    private static async Task<ComparedSupplier> SideAsync(SupplyRiskDb db, SupplierVersion version, Redirects redirects, CancellationToken ct)
    {
        var id = version.SupplierId;
        var group = redirects.GroupOf(id);
        var supplier = await db.Suppliers.SingleAsync(s => s.Id == id, ct);
        return new ComparedSupplier(
            supplier, version, await db.ListSources.Where(l => l.Id == supplier.ListSourceId).Select(l => l.Name).SingleAsync(ct),
            redirects.IsMerged(id) ? null : await db.Screenings.FirstOrDefaultAsync(s => s.SupplierId == id, ct),
            await db.DocumentLinks.Where(l => group.Contains(l.SupplierId) && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed)).Select(l => l.DocumentId).Distinct().CountAsync(ct),
            await db.SupplierMatches.CountAsync(m => group.Contains(m.SupplierId), ct), redirects.SurvivorOf(id));
    }

    private static async Task<(Guid, Guid)?> NextAsync(SupplyRiskDb db, Actor actor, Redirects redirects, Guid left, Guid right, DuplicateBand band, CancellationToken ct)
    {
        var open = (await FindDuplicates.OpenAsync(db, actor, redirects, sites: band == DuplicateBand.OtherSite, ct)).FindAll(p => p.Band == band);
        var at = open.FindIndex(p => p.LeftId == left && p.RightId == right);
        var next = open.Skip(at + 1).Concat(open.Take(Math.Max(0, at))).FirstOrDefault();
        return next is null ? null : (next.LeftId, next.RightId);
    }
}

/// <summary>A new row of a previewed import beside the supplier it may be.</summary>
/// <param name="Known">The supplier as now known; null if it is gone since.</param>
public sealed record ImportDuplicateRow(ImportDuplicate Found, DuplicateSide? Known, IReadOnlyList<MatchFeature> Features);

/// <summary>What comparing a previewed import found.</summary>
/// <param name="Comparison">Null while it is still to be compared.</param>
/// <param name="Rows">Same before maybe before another site, then highest score first.</param>
public sealed record ImportDuplicates(ImportComparison? Comparison, IReadOnlyList<ImportDuplicateRow> Rows, int Total);

/// <summary>Reads which new rows of a previewed import may be suppliers already known.</summary>
public sealed class FindImportDuplicates(IDbContextFactory<SupplyRiskDb> databases)
{
    public async Task<ImportDuplicates> HandleAsync(Actor actor, Guid importId, int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var comparison = await db.ImportComparisons.FirstOrDefaultAsync(c => c.ImportId == importId, ct);
        var seen = db.ImportDuplicates.SeenBy(actor, d => d.SupplierId).Where(d => d.ImportId == importId);
        var found = new List<ImportDuplicate>();
        foreach (var band in Enum.GetValues<DuplicateBand>())
            if (found.Count < most) found.AddRange(await seen.Where(d => d.Band == band).OrderByDescending(d => d.Score).ThenBy(d => d.Row).ThenBy(d => d.SupplierId).Take(most - found.Count).ToListAsync(ct));
        var redirects = await Redirects.NowAsync(db, ct);
        var known = await new DuplicateRows(db, redirects).SidesAsync([.. found.Select(d => d.SupplierId).Distinct()], ct);
        return new ImportDuplicates(comparison, [.. found.Select(d => new ImportDuplicateRow(d, known.GetValueOrDefault(d.SupplierId), StoredJson.Read<List<MatchFeature>>(d.FeaturesJson)))], await seen.CountAsync(ct));
    }
}
