using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Exchange;

/// <summary>What one supplier is asked, by what links it gets there, and what it answered.</summary>
/// <param name="Links">Newest first.</param>
/// <param name="Requests">Standing ones first, then the newest.</param>
/// <param name="Answers">Waiting ones first, then the newest.</param>
/// <param name="Pending">What was proposed of an answer and waits for a second person, by answer.</param>
public sealed record SupplierExchange(
    Guid SupplierId, string Supplier, DateTime Now, IReadOnlyList<SupplierPageLink> Links, IReadOnlyList<DocumentRequest> Requests, IReadOnlyList<SupplierAnswer> Answers,
    IReadOnlyDictionary<Guid, PendingDecision> Pending);

/// <summary>A supplier whose answers wait for a person.</summary>
public sealed record WaitingSupplier(Guid SupplierId, string Name, int Answers, DateTime Since);

/// <summary>Reads the exchange with a supplier for our own people.</summary>
public sealed class FindExchange(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    private const int Most = 200;

    /// <returns>Null if there is no such supplier or the actor may not see it.</returns>
    public async Task<SupplierExchange?> HandleAsync(Actor actor, Guid supplierId, CancellationToken ct)
    {
        if (!actor.Sees(supplierId)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var name = await db.SupplierVersions.Now().Where(v => v.SupplierId == supplierId).Select(v => v.Name).FirstOrDefaultAsync(ct);
        return name is null ? null : new SupplierExchange(
            supplierId, name, time.Instant(),
            await db.SupplierPageLinks.Where(l => l.SupplierId == supplierId).OrderByDescending(l => l.MadeAt).ThenByDescending(l => l.Id).Take(20).ToListAsync(ct),
            await db.DocumentRequests.Where(r => r.SupplierId == supplierId).OrderBy(r => r.SettledAt != null).ThenByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).Take(Most).ToListAsync(ct),
            await db.SupplierAnswers.Where(a => a.SupplierId == supplierId).OrderBy(a => a.State != AnswerState.Waiting).ThenByDescending(a => a.At).ThenByDescending(a => a.Id).Take(Most).ToListAsync(ct),
            await PendingAsync(db, supplierId, ct));
    }

    private static async Task<Dictionary<Guid, PendingDecision>> PendingAsync(SupplyRiskDb db, Guid supplierId, CancellationToken ct)
    {
        var waiting = await db.PendingDecisions.Where(p => p.SupplierId == supplierId && p.Kind == ProposedKind.AcceptCorrection && p.State == PendingState.Waiting).ToListAsync(ct);
        return waiting.ToDictionary(p => StoredJson.Read<ProposedCorrection>(p.RequestJson).AnswerId);
    }

    /// <summary>Suppliers whose answers nobody has decided yet, the longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingSupplier>> WaitingAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = await db.SupplierAnswers.SeenBy(actor, a => a.SupplierId).Where(a => a.State == AnswerState.Waiting)
            .GroupBy(a => a.SupplierId).Select(g => new { g.Key, Count = g.Count(), Since = g.Min(a => a.At) }).OrderBy(g => g.Since).ThenBy(g => g.Key).Take(Most).ToListAsync(ct);
        var ids = waiting.ConvertAll(w => w.Key);
        var names = await db.SupplierVersions.Now().Where(v => ids.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.Name }).ToDictionaryAsync(v => v.SupplierId, v => v.Name, ct);
        return waiting.ConvertAll(w => new WaitingSupplier(w.Key, names.GetValueOrDefault(w.Key, "a supplier"), w.Count, w.Since));
    }
}
