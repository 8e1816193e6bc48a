using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>Which cases to list.</summary>
/// <param name="Closed">Closed cases instead of open ones.</param>
/// <param name="Page">From 1.</param>
public sealed record CaseQuery(Lane Lane, Band? Band = null, CaseStatus? Status = null, string? Country = null, bool Closed = false, int Page = 1)
{
    public const int PageSize = 50;
}

/// <summary>One case in its queue.</summary>
/// <param name="Because">Why someone should look, from its open flags; empty if they are gone.</param>
public sealed record CaseInQueue(CaseRow Case, PortfolioRow Supplier, string Because);

/// <summary>One page of a queue.</summary>
/// <param name="Rows">Highest priority first, then the oldest.</param>
/// <param name="Lanes">Open cases by lane.</param>
/// <param name="Bands">Cases of this lane by band, whatever the band asked for; likewise statuses and countries.</param>
public sealed record CaseList(
    CaseQuery Query, IReadOnlyList<CaseInQueue> Rows, int Total, IReadOnlyDictionary<Lane, int> Lanes, IReadOnlyDictionary<Band, int> Bands,
    IReadOnlyDictionary<CaseStatus, int> Statuses, IReadOnlyList<SupplierFacet> Countries, int Closed);

/// <summary>A case with its supplier.</summary>
/// <param name="Next">The next open case of the lane, or null.</param>
/// <param name="Position">Its place in the queue, from 1; 0 if it is not in it.</param>
public sealed record CaseFile(CaseToShow Shown, SupplierProfile Supplier, Guid? Next, int Position, int QueueLength)
{
    public Case Case => Shown.Case;

    /// <summary>What happened since the last decision, newest first; all of it if none was taken.</summary>
    public IReadOnlyList<CaseEvent> SinceDecision =>
        [.. Shown.Events.TakeWhile(e => e.Kind != "decided")];
}

/// <summary>Reads the review queues.</summary>
public sealed class FindCases(Portfolio portfolio, FindSupplier findSupplier, IDbContextFactory<SupplyRiskDb> databases)
{
    public async Task<CaseList> HandleAsync(Actor actor, CaseQuery query, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        var closed = view.Closed(query.Lane);
        var pool = query.Closed ? closed : view.Open(query.Lane);
        bool Band((CaseRow Case, PortfolioRow Supplier) x) => query.Band is null || x.Supplier.Band == query.Band;
        bool Status((CaseRow Case, PortfolioRow Supplier) x) => query.Status is null || x.Case.Status == query.Status;
        bool Country((CaseRow Case, PortfolioRow Supplier) x) => query.Country is null || (x.Supplier.Country ?? "none") == query.Country;
        var fit = query is { Band: null, Status: null, Country: null } ? pool : [.. pool.Where(x => Band(x) && Status(x) && Country(x))];
        var page = Math.Clamp(query.Page, 1, Math.Max(1, (fit.Count + CaseQuery.PageSize - 1) / CaseQuery.PageSize));
        var shown = fit.Skip((page - 1) * CaseQuery.PageSize).Take(CaseQuery.PageSize).ToList();
        var because = await BecauseAsync(actor, [.. shown.Select(x => x.Case.SupplierId)], query.Lane, ct);
        return new CaseList(
            query with { Page = page },
            [.. shown.Select(x => new CaseInQueue(x.Case, x.Supplier, because.GetValueOrDefault(x.Case.SupplierId, "")))],
            fit.Count,
            Enum.GetValues<Lane>().ToDictionary(l => l, l => view.Open(l).Count),
            pool.Where(x => Status(x) && Country(x) && x.Supplier.Band is not null).GroupBy(x => x.Supplier.Band!.Value).ToDictionary(g => g.Key, g => g.Count()),
            pool.Where(x => Band(x) && Country(x)).GroupBy(x => x.Case.Status).ToDictionary(g => g.Key, g => g.Count()),
            [.. pool.Where(x => Band(x) && Status(x)).GroupBy(x => x.Supplier.Country ?? "").Select(g => new SupplierFacet(g.Key, g.Count())).OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal)],
            closed.Count);
    }

    /// <returns>The case with all that happened to it, or null if there is none or the actor may not see it.</returns>
    public async Task<CaseToShow?> HistoryAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Cases.SeenBy(actor, c => c.SupplierId).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } found) return null;
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == id).OrderByDescending(e => e.At).ToListAsync(ct);
        var hidden = await HiddenNames.InAsync(db, actor, events.Select(e => e.ChangesJson), ct);
        return new CaseToShow(
            found, [.. events.Select(e => e.Without(hidden))],
            await db.CaseDecisions.AsNoTracking().Where(d => d.CaseId == id).OrderByDescending(d => d.At).ToListAsync(ct));
    }

    /// <returns>The case, or null if there is none or the actor may not see it.</returns>
    public async Task<CaseFile?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var supplierId = await db.Cases.Where(c => c.Id == id).Select(c => (Guid?)c.SupplierId).FirstOrDefaultAsync(ct);
        if (supplierId is null || await findSupplier.HandleAsync(actor, supplierId.Value, ct) is not { } profile) return null;
        var shown = profile.Cases.First(c => c.Case.Id == id);
        var view = await portfolio.ReadAsync(actor, ct);
        var queue = view.Open(shown.Case.Lane).Select(c => c.Case.Id).ToList();
        var at = queue.IndexOf(id);
        var next = queue.Skip(at + 1).FirstOrDefault(c => c != id);
        return new CaseFile(shown, profile, next == default ? queue.Find(c => c != id) is var first && first != default ? first : null : next, at + 1, queue.Count);
    }

    private async Task<Dictionary<Guid, string>> BecauseAsync(Actor actor, List<Guid> suppliers, Lane lane, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var flags = await db.SupplierFlags.Where(f => suppliers.Contains(f.SupplierId) && f.ClosedAt == null)
            .OrderBy(f => f.OpenedAt).Select(f => new { f.SupplierId, f.Kind, f.Because }).ToListAsync(ct);
        var hidden = await HiddenNames.InAsync(db, actor, flags.Select(f => f.Because), ct);
        return flags.Where(f => OpenCases.LaneOf(f.Kind) == lane).GroupBy(f => f.SupplierId)
            .ToDictionary(g => g.Key, g => string.Join(" ", g.OrderBy(f => f.Kind).Select(f => hidden.Mask(f.Because))));
    }
}
