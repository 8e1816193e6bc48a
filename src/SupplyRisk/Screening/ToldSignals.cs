using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>Tells buyers what stands up their chain, between rounds: within a round all scores read the same, whoever computes them and in whatever order.</summary>
internal sealed class ToldSignals(SupplyRiskDb db, Run run)
{
    /// <summary>Why a supplier is scored again whose chain has been told, all below it too.</summary>
    public const string Reason = "upstream_changed";

    private const int BatchSize = 500;

    /// <summary>What stands up the chain of these suppliers as told by the last round, whichever instance found it.</summary>
    public static async Task<Dictionary<Guid, string>> StandingAsync(SupplyRiskDb db, SupplyGraph graph, IReadOnlyList<Guid> keys, CancellationToken ct)
    {
        var signals = new Dictionary<Guid, string>();
        foreach (var some in graph.SourcesOf(keys).Chunk(BatchSize))
            foreach (var told in await db.Screenings.Where(s => some.Contains(s.SupplierId) && s.ToldSignal != "").Select(s => new { s.SupplierId, s.ToldSignal }).ToListAsync(ct))
                signals.Add(told.SupplierId, told.ToldSignal);
        return signals;
    }

    /// <summary>True if a supplier has something to tell.</summary>
    public static async Task<bool> AnyAsync(SupplyRiskDb db, CancellationToken ct) => (await Untold(db).Take(1).ToListAsync(ct)).Count > 0;

    /// <summary>Has everybody below a supplier that has something new to tell scored again, in the caller's transaction.</summary>
    public async Task TellAsync(SupplyGraph graph, CancellationToken ct)
    {
        var tellers = await Untold(db).ToListAsync(ct);
        if (tellers.Count == 0) return;
        foreach (var some in tellers.Chunk(2_000))
            await db.Screenings.Where(s => some.Contains(s.SupplierId)).ExecuteUpdateAsync(u => u.SetProperty(s => s.ToldSignal, s => s.UpstreamSignal), ct);
        run.Total += await db.AddRunWorkAsync(run.Id, WorkKind.Score, tellers.SelectMany(graph.Downstream).Distinct(), Reason, run.StartedAt, ct);
    }

    // In order, because two columns that differ are guessed to be common: only the order makes PostgreSQL take the index that holds just these.
    private static IQueryable<Guid> Untold(SupplyRiskDb db) =>
        db.Screenings.Where(s => s.UpstreamSignal != s.ToldSignal).OrderBy(s => s.SupplierId).Select(s => s.SupplierId);
}
