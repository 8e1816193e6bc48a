using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Something that waits for a second person.</summary>
/// <param name="Supplier">Its row; null if it is no longer known.</param>
/// <param name="Yours">True if whoever asks proposed it, and so cannot answer it.</param>
public sealed record PendingToShow(PendingDecision Proposal, PortfolioRow? Supplier, bool Yours);

/// <summary>What waits for a second pair of eyes.</summary>
/// <param name="Rows">The oldest first; at most <see cref="FindPending.Most"/>.</param>
/// <param name="Alone">Nobody else could be the second person here.</param>
public sealed record PendingList(IReadOnlyList<PendingToShow> Rows, int Total, bool Alone);

/// <summary>Reads what waits for a second person.</summary>
public sealed class FindPending(Portfolio portfolio, KnownPeople people, IDbContextFactory<SupplyRiskDb> databases)
{
    public const int Most = 200;

    public async Task<PendingList> HandleAsync(Actor actor, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = db.PendingDecisions.SeenBy(actor, p => p.SupplierId).Where(p => p.State == PendingState.Waiting);
        var rows = await waiting.AsNoTracking().OrderBy(p => p.ProposedAt).ThenBy(p => p.Id).Take(Most).ToListAsync(ct);
        return new PendingList(
            [.. rows.Select(p => new PendingToShow(p, view.ById.GetValueOrDefault(p.SupplierId), p.ProposedBy == actor.Id))],
            rows.Count < Most ? rows.Count : await waiting.CountAsync(ct), await people.IsAloneAsync(actor, ct));
    }

    public async Task<int> CountAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.PendingDecisions.SeenBy(actor, p => p.SupplierId).CountAsync(p => p.State == PendingState.Waiting, ct);
    }
}
