using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Actions;

/// <summary>Which actions to list. Null is all.</summary>
public sealed record ActionQuery(ActionState? State = null, bool Overdue = false, string? Owner = null, RemedyKind? Kind = null, Guid? SupplierId = null, int Page = 1)
{
    public const int PageSize = 100;
}

/// <summary>An action in a list.</summary>
/// <param name="Overdue">Days past its due day; 0 if not.</param>
public sealed record ActionRow(CorrectiveAction Action, string Supplier, string? Country, int Overdue);

/// <summary>Actions, the ones due first at the top, those without a day after them.</summary>
/// <param name="Total">All that fit the query.</param>
/// <param name="States">Actions by state, whatever the query but the supplier.</param>
/// <param name="OverdueCount">The same for the overdue ones.</param>
public sealed record ActionList(ActionQuery Query, IReadOnlyList<ActionRow> Rows, int Total, IReadOnlyDictionary<ActionState, int> States, int OverdueCount, IReadOnlyList<string> Owners);

/// <summary>A document beside an action.</summary>
public sealed record ActionDocument(Guid Id, string Path, bool IsEvidence);

/// <summary>One action with all that happened to it.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="Documents">Evidence first, then what else is about the supplier.</param>
/// <param name="StateImposed">True where nothing at the site is a way out.</param>
public sealed record ActionFile(ActionRow Row, IReadOnlyList<ActionEvent> Events, IReadOnlyList<ActionDocument> Documents, string? FoundIn, bool StateImposed);

/// <summary>Reads corrective actions within an actor's scope.</summary>
public sealed class FindActions(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, ActiveRulesets rulesets)
{
    private const int MostDocuments = 200;

    private sealed record Found(CorrectiveAction Action, string Supplier, string? Country);

    public async Task<ActionList> HandleAsync(Actor actor, ActionQuery query, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var seen = db.CorrectiveActions.SeenBy(actor, a => a.SupplierId);
        if (query.SupplierId is { } supplier) seen = seen.Where(a => a.SupplierId == supplier);
        var fit = Fitting(seen, query);
        var page = Math.Max(1, query.Page);
        return new ActionList(
            query with { Page = page },
            await Rows(db, fit).Skip((page - 1) * ActionQuery.PageSize).Take(ActionQuery.PageSize).AsAsyncEnumerable().Select(Row).ToListAsync(ct),
            await fit.CountAsync(ct),
            await seen.GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct),
            await Overdue(seen).CountAsync(ct),
            await seen.Select(a => a.Owner).Distinct().OrderBy(o => o).Take(200).ToListAsync(ct));
    }

    /// <summary>Every action that fits, row by row, for a file.</summary>
    public Result<IAsyncEnumerable<ActionRow>> Export(Actor actor, ActionQuery query, CancellationToken ct) =>
        actor.Lacks(Right.Export) is { } no ? no : Result<IAsyncEnumerable<ActionRow>>.Of(AllAsync(actor, query, ct));

    /// <returns>The action, or null if there is none or the actor may not see it.</returns>
    public async Task<ActionFile?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await Rows(db, db.CorrectiveActions.SeenBy(actor, a => a.SupplierId).Where(a => a.Id == id)).FirstOrDefaultAsync(ct) is not { } found) return null;
        var (action, supplier) = (found.Action, found.Action.SupplierId);
        var events = await db.ActionEvents.Where(e => e.ActionId == id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToListAsync(ct);
        var evidence = db.ActionEvidence.Where(e => e.ActionId == id).Select(e => e.DocumentId);
        var linked = db.DocumentLinks.Where(l => l.SupplierId == supplier && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed)).Select(l => l.DocumentId);
        var documents = await FindDocuments.Seen(db, actor).Where(d => linked.Contains(d.Id) || evidence.Contains(d.Id))
            .OrderByDescending(d => evidence.Contains(d.Id)).ThenByDescending(d => d.ReceivedAt).ThenBy(d => d.Id).Take(MostDocuments)
            .Select(d => new ActionDocument(d.Id, d.Path, evidence.Contains(d.Id))).ToListAsync(ct);
        return new ActionFile(Row(found), events, documents, documents.FirstOrDefault(d => d.Id == action.DocumentId)?.Path, await ActionGround.IsStateImposedAsync(db, rulesets, supplier, ct));
    }

    /// <summary>Whether a state imposes the labour, for the form to plan with; null if the supplier is not the actor's to see.</summary>
    public async Task<(string Supplier, bool StateImposed)?> GroundAsync(Actor actor, Guid supplierId, CancellationToken ct)
    {
        if (!actor.Sees(supplierId)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var name = await db.SupplierVersions.Now().Where(v => v.SupplierId == supplierId).Select(v => v.Name).FirstOrDefaultAsync(ct);
        return name is null ? null : (name, await ActionGround.IsStateImposedAsync(db, rulesets, supplierId, ct));
    }

    private async IAsyncEnumerable<ActionRow> AllAsync(Actor actor, ActionQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var seen = db.CorrectiveActions.AsNoTracking().SeenBy(actor, a => a.SupplierId);
        if (query.SupplierId is { } supplier) seen = seen.Where(a => a.SupplierId == supplier);
        await foreach (var found in Rows(db, Fitting(seen, query)).AsAsyncEnumerable().WithCancellation(ct)) yield return Row(found);
    }

    private IQueryable<CorrectiveAction> Fitting(IQueryable<CorrectiveAction> seen, ActionQuery query)
    {
        if (query.State is { } state) seen = seen.Where(a => a.State == state);
        if (query.Overdue) seen = Overdue(seen);
        if (query.Owner is { } owner) seen = seen.Where(a => a.Owner == owner);
        if (query.Kind is { } kind) seen = seen.Where(a => a.Kind == kind);
        return seen;
    }

    private IQueryable<CorrectiveAction> Overdue(IQueryable<CorrectiveAction> actions)
    {
        var (today, open) = (time.Today(), ActionStates.Open.ToList());
        return actions.Where(a => a.Due < today && open.Contains(a.State));
    }

    private static IQueryable<Found> Rows(SupplyRiskDb db, IQueryable<CorrectiveAction> actions) =>
        from a in actions
        join v in db.SupplierVersions.Now() on a.SupplierId equals v.SupplierId
        orderby a.Due == null, a.Due, a.Id
        select new Found(a, v.Name, v.Country);

    private ActionRow Row(Found f) =>
        new(f.Action, f.Supplier, f.Country, f.Action.Due is { } due && ActionStates.Open.Contains(f.Action.State) ? Math.Max(0, time.Today().DayNumber - due.DayNumber) : 0);
}
