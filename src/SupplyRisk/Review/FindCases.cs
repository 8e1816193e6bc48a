using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Views;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>Which cases to list.</summary>
/// <param name="Closed">Closed cases instead of open ones.</param>
/// <param name="PutOff">Open cases that were put off instead.</param>
/// <param name="Assignee">An actor id, <see cref="Mine"/>, or <see cref="Nobody"/>; null is all.</param>
/// <param name="Page">From 1.</param>
/// <param name="Since">Only cases opened at this instant or later.</param>
/// <param name="OlderThan">Only cases opened at least so many days ago.</param>
public sealed record CaseQuery(
    Lane Lane, Band? Band = null, CaseStatus? Status = null, string? Country = null, bool Closed = false, int Page = 1, bool PutOff = false, string? Assignee = null, DateTime? Since = null, int? OlderThan = null)
{
    public const int PageSize = 50;

    public const string Mine = "me", Nobody = "nobody";
}

/// <summary>One case in its queue.</summary>
/// <param name="Because">Why someone should look, from its open flags; empty if they are gone.</param>
/// <param name="Order">Why it stands where it does.</param>
/// <param name="HeldBy">Actor id of whoever is at it now; null if nobody.</param>
public sealed record CaseInQueue(CaseRow Case, PortfolioRow Supplier, string Because, string Order, string? HeldBy);

/// <summary>One page of a queue.</summary>
/// <param name="Rows">In the order of <see cref="QueueOrder"/>.</param>
/// <param name="Lanes">Open cases by lane.</param>
/// <param name="Bands">Cases of this lane by band, whatever the band asked for; likewise statuses and countries.</param>
public sealed record CaseList(
    CaseQuery Query, IReadOnlyList<CaseInQueue> Rows, int Total, IReadOnlyDictionary<Lane, int> Lanes, IReadOnlyDictionary<Band, int> Bands,
    IReadOnlyDictionary<CaseStatus, int> Statuses, IReadOnlyList<SupplierFacet> Countries, int Closed)
{
    /// <summary>Cases of the lane that were put off.</summary>
    public required int PutOff { get; init; }

    /// <summary>Cases of the pool given to whoever asks, and to nobody.</summary>
    public required int Mine { get; init; }

    public required int Nobodys { get; init; }

    /// <summary>Proposals of all lanes that wait for a second person.</summary>
    public required int Pending { get; init; }

    /// <summary>The actor's own filters, by name.</summary>
    public required IReadOnlyList<SavedView> Filters { get; init; }

    /// <summary>The actor's newest step that can still be undone, or null.</summary>
    public required CaseStep? Undo { get; init; }

    public required IReadOnlyList<KnownPerson> People { get; init; }
}

/// <summary>A case with its supplier.</summary>
/// <param name="Next">The next open case of the lane, or null.</param>
/// <param name="Position">Its place in the queue, from 1; 0 if it is not in it.</param>
public sealed record CaseFile(CaseToShow Shown, SupplierProfile Supplier, Guid? Next, int Position, int QueueLength)
{
    /// <summary>What waits for a second person, the oldest first; most often nothing.</summary>
    public required IReadOnlyList<PendingDecision> Pending { get; init; }

    /// <summary>Without their content.</summary>
    public required IReadOnlyList<AttachmentRow> Attachments { get; init; }

    public required IReadOnlyList<KnownPerson> People { get; init; }

    /// <summary>Nobody else here could be the second person.</summary>
    public required bool Alone { get; init; }

    /// <summary>Actor id of whoever is at it now; null if nobody.</summary>
    public required string? HeldBy { get; init; }

    /// <summary>Why it stands where it does in the queue.</summary>
    public required string Order { get; init; }

    /// <summary>Something was decided that a run has still to take up: the score shown is the one before.</summary>
    public required bool BeingScored { get; init; }

    /// <summary>The newest step of whoever asks that can still be undone, or null.</summary>
    public required CaseStep? Undo { get; init; }

    public Case Case => Shown.Case;

    /// <summary>What happened since the last decision, newest first; all of it if none was taken.</summary>
    public IReadOnlyList<CaseEvent> SinceDecision =>
        [.. Shown.Events.TakeWhile(e => e.Kind != "decided")];
}

/// <summary>A file kept with a case.</summary>
public sealed record AttachmentRow(Guid Id, string FileName, int Size, string ActorId, DateTime At);

/// <summary>Reads the review queues.</summary>
public sealed class FindCases(
    Portfolio portfolio, FindSupplier findSupplier, QueueFilters filters, UndoStep undo, FindPending pending, KnownPeople people, TimeProvider time, IDbContextFactory<SupplyRiskDb> databases)
{
    public async Task<CaseList> HandleAsync(Actor actor, CaseQuery query, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        var (pool, fits) = Narrow(view, actor, query, time.Instant());
        var fit = fits.All(pool);
        var page = Math.Clamp(query.Page, 1, Math.Max(1, (fit.Count + CaseQuery.PageSize - 1) / CaseQuery.PageSize));
        var shown = fit.Skip((page - 1) * CaseQuery.PageSize).Take(CaseQuery.PageSize).ToList();
        var because = await BecauseAsync(actor, [.. shown.Select(x => x.Case.SupplierId)], query.Lane, ct);
        var now = time.Instant();
        return new CaseList(
            query with { Page = page },
            [.. shown.Select(x => new CaseInQueue(x.Case, x.Supplier, because.GetValueOrDefault(x.Case.SupplierId, ""), QueueOrder.Reason(x.Case, now), x.Case.HolderAt(now)))],
            fit.Count,
            Enum.GetValues<Lane>().ToDictionary(l => l, l => view.Open(l).Count),
            pool.Where(x => fits.Status(x) && fits.Country(x) && fits.Assignee(x) && x.Supplier.Band is not null).GroupBy(x => x.Supplier.Band!.Value).ToDictionary(g => g.Key, g => g.Count()),
            pool.Where(x => fits.Band(x) && fits.Country(x) && fits.Assignee(x)).GroupBy(x => x.Case.Status).ToDictionary(g => g.Key, g => g.Count()),
            [.. pool.Where(x => fits.Band(x) && fits.Status(x) && fits.Assignee(x)).GroupBy(x => x.Supplier.Country ?? "").Select(g => new SupplierFacet(g.Key, g.Count())).OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal)],
            view.Closed(query.Lane).Count)
        {
            PutOff = view.PutOff(query.Lane).Count,
            Mine = pool.Count(x => x.Case.AssigneeId == actor.Id),
            Nobodys = pool.Count(x => x.Case.AssigneeId is null),
            Pending = await pending.CountAsync(actor, ct),
            Filters = await filters.ListAsync(actor, ct),
            Undo = await undo.LastAsync(actor, ct),
            People = await people.ListAsync(actor, ct),
        };
    }

    /// <summary>All cases of a queue, in its order.</summary>
    internal async Task<List<CaseRow>> QueueAsync(Actor actor, CaseQuery query, CancellationToken ct)
    {
        var (pool, fits) = Narrow(await portfolio.ReadAsync(actor, ct), actor, query, time.Instant());
        return [.. fits.All(pool).Select(x => x.Case)];
    }

    private sealed record Fits(CaseQuery Query, string ActorId)
    {
        public bool Band((CaseRow Case, PortfolioRow Supplier) x) => Query.Band is null || x.Supplier.Band == Query.Band;

        public bool Status((CaseRow Case, PortfolioRow Supplier) x) => Query.Status is null || x.Case.Status == Query.Status;

        public bool Country((CaseRow Case, PortfolioRow Supplier) x) => Query.Country is null || (x.Supplier.Country ?? "none") == Query.Country;

        public bool Assignee((CaseRow Case, PortfolioRow Supplier) x) => Query.Assignee switch
        {
            null => true,
            CaseQuery.Nobody => x.Case.AssigneeId is null,
            CaseQuery.Mine => x.Case.AssigneeId == ActorId,
            var id => x.Case.AssigneeId == id,
        };

        public IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> All(IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> pool) =>
            Query is { Band: null, Status: null, Country: null, Assignee: null } ? pool : [.. pool.Where(x => Band(x) && Status(x) && Country(x) && Assignee(x))];
    }

    private static (IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> Pool, Fits Fits) Narrow(PortfolioView view, Actor actor, CaseQuery query, DateTime now)
    {
        var pool = query.Closed ? view.Closed(query.Lane) : query.PutOff ? view.PutOff(query.Lane) : view.Open(query.Lane);
        // When it was opened is asked for by a number somewhere else, and no choice on this page: counts go by it.
        if (query.Since is { } since) pool = [.. pool.Where(x => x.Case.OpenedAt >= since)];
        if (query.OlderThan is { } days) pool = [.. pool.Where(x => IsOlder(x.Case, days, now))];
        return (pool, new Fits(query, actor.Id));
    }

    internal static bool IsOlder(CaseRow c, int days, DateTime now) => c.OpenedAt <= now.AddDays(-days);

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
        var now = time.Instant();
        return new CaseFile(shown, profile, next == default ? queue.Find(c => c != id) is var first && first != default ? first : null : next, at + 1, queue.Count)
        {
            Pending = await db.PendingDecisions.AsNoTracking().Where(p => p.SupplierId == supplierId && p.State == PendingState.Waiting && (p.CaseId == id || p.Kind != ProposedKind.CloseCase)).OrderBy(p => p.ProposedAt).ToListAsync(ct),
            Attachments = await db.CaseAttachments.Where(a => a.CaseId == id).OrderBy(a => a.At).Select(a => new AttachmentRow(a.Id, a.FileName, a.Size, a.ActorId, a.At)).ToListAsync(ct),
            People = await people.ListAsync(actor, ct),
            Alone = await people.IsAloneAsync(actor, ct),
            HeldBy = shown.Case.HolderAt(now),
            Order = QueueOrder.Reason(Portfolio.RowOf(shown.Case), now),
            BeingScored = profile.BeingScored,
            Undo = await undo.LastAsync(actor, ct),
        };
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
