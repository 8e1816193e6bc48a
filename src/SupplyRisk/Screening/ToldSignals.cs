using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>Tells buyers what stands up their chain, between rounds: within a round all scores read the same, whoever computes them and in whatever order.</summary>
internal sealed class ToldSignals(SupplyRiskDb db, Run run)
{
    /// <summary>Why a supplier is scored again whose chain has been told, all below it too.</summary>
    public const string Reason = "upstream_changed";

    /// <summary>True if a supplier has something to tell.</summary>
    public static Task<bool> AnyAsync(SupplyRiskDb db, CancellationToken ct) => db.Screenings.AnyAsync(s => s.UpstreamSignal != s.ToldSignal, ct);

    /// <summary>Has everybody below a supplier that has something new to tell scored again, in the caller's transaction.</summary>
    public async Task TellAsync(SupplyGraph graph, CancellationToken ct)
    {
        var untold = db.Screenings.Where(s => s.UpstreamSignal != s.ToldSignal);
        var tellers = await untold.OrderBy(s => s.SupplierId).Select(s => s.SupplierId).ToListAsync(ct);
        if (tellers.Count == 0) return;
        await untold.ExecuteUpdateAsync(u => u.SetProperty(s => s.ToldSignal, s => s.UpstreamSignal), ct);
        await db.AddRunWorkAsync(run.Id, WorkKind.Score, tellers.SelectMany(graph.Downstream).Distinct(), Reason, run.StartedAt, ct);
    }
}
