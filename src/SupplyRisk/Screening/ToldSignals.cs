using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>Tells buyers what stands up their chain, between rounds: within a round all scores read the same, whoever computes them and in whatever order.</summary>
internal sealed class ToldSignals(SupplyRiskDb db, Run run)
{
    /// <summary>Why a supplier is scored again whose chain has been told, all below it too.</summary>
    public const string Reason = "upstream_changed";

    private const string NeighbourReason = "neighbour_changed";

    private const int BatchSize = 500;

    /// <summary>What stands up the chain of these suppliers, and at those they share something with, as told by the last round, whichever instance found it.</summary>
    public static async Task<Dictionary<Guid, string>> StandingAsync(SupplyRiskDb db, SupplyGraph graph, IReadOnlyList<Guid> keys, CancellationToken ct) =>
        await OfAsync(db, graph.SourcesOf(keys).Union(graph.Neighbours.Of(keys)), ct);

    /// <summary>What these suppliers have told.</summary>
    public static async Task<Dictionary<Guid, string>> OfAsync(SupplyRiskDb db, IEnumerable<Guid> suppliers, CancellationToken ct)
    {
        var signals = new Dictionary<Guid, string>();
        foreach (var some in suppliers.Chunk(BatchSize))
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
        var near = await NearAsync(tellers, graph, ct);
        foreach (var some in tellers.Chunk(2_000))
            await db.Screenings.Where(s => some.Contains(s.SupplierId)).ExecuteUpdateAsync(u => u.SetProperty(s => s.ToldSignal, s => s.UpstreamSignal), ct);
        run.Total += await db.AddRunWorkAsync(run.Id, WorkKind.Score, tellers.SelectMany(graph.Downstream).Distinct(), Reason, run.StartedAt, ct);
        run.Total += await db.AddRunWorkAsync(run.Id, WorkKind.Score, near, NeighbourReason, run.StartedAt, ct);
    }

    // Those who share something with a supplier at which something grave came or went; a question of its own is none.
    private async Task<List<Guid>> NearAsync(List<Guid> tellers, SupplyGraph graph, CancellationToken ct)
    {
        var grave = new List<Guid>();
        foreach (var some in tellers.Where(graph.Neighbours.Has).Chunk(BatchSize))
        {
            var signals = await db.Screenings.Where(s => some.Contains(s.SupplierId)).Select(s => new { s.SupplierId, s.UpstreamSignal, s.ToldSignal }).ToListAsync(ct);
            grave.AddRange(signals.Where(s => !UpstreamSignal.Strong(s.UpstreamSignal).SequenceEqual(UpstreamSignal.Strong(s.ToldSignal))).Select(s => s.SupplierId));
        }

        var below = tellers.SelectMany(graph.Downstream).ToHashSet();
        return [.. graph.Neighbours.Of(grave).Where(n => !below.Contains(n))];
    }

    // In order, because two columns that differ are guessed to be common: only the order makes PostgreSQL take the index that holds just these.
    private static IQueryable<Guid> Untold(SupplyRiskDb db) =>
        db.Screenings.Where(s => s.UpstreamSignal != s.ToldSignal).OrderBy(s => s.SupplierId).Select(s => s.SupplierId);
}
