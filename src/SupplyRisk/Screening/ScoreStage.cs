using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Scores suppliers and records what came out different: numbers, flags, what changed, and who up and down the chain must be looked at again.</summary>
internal sealed class ScoreStage(string kind, PinnedInputs inputs, Run run, SupplyGraph graph, TimeProvider time, IScoredSuppliers cases) : IStage
{
    public string Kind => kind;

    public string Words => "Scoring suppliers";

    public int BatchSize => 500; // with a hundred findings a document, more would outlive the young generations

    public async Task<IStageBatch> PrepareAsync(SupplyRiskDb db, IReadOnlyList<Guid> keys, CancellationToken ct)
    {
        var away = keys.Where(graph.Redirects.IsMerged).ToList();
        if (away.Count > 0) keys = [.. keys.Except(away)];
        var subjects = await new SubjectReader(db, inputs.AsOf, inputs.KnownAt).ReadAsync(keys, graph, await ToldSignals.StandingAsync(db, graph, keys, ct), ct);
        var screened = new ScreenedSupplier[subjects.Count];
        for (var i = 0; i < screened.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            screened[i] = ScreenSupplier.Screen(subjects[i], inputs, run);
        }
        var gone = await GoneAsync(db, [.. keys.Except(subjects.Select(s => s.Supplier.Id))], ct);
        return new Batch(screened, gone, await BuyersAsync(db, screened, ct), await NeighboursAsync(db, screened, away, ct), cases, time)
        {
            Away = away,
            Survivors = [.. away.Select(graph.Redirects.SurvivorOf).Distinct().Except(keys)],
        };
    }

    // Somebody came to an address or an owner, or left one: what the others there share is no longer the same.
    private async Task<HashSet<Guid>> NeighboursAsync(SupplyRiskDb db, ScreenedSupplier[] screened, List<Guid> away, CancellationToken ct)
    {
        var moved = screened.Where(s => s.Subject.Previous?.SupplierVersionId != s.Subject.Version.Id).Select(s => s.Subject).ToList();
        // One that was merged away since it was last screened is somebody else there from now on.
        var left = away.Count == 0 ? [] : await db.Screenings.Where(s => away.Contains(s.SupplierId)).Select(s => s.SupplierVersionId).ToListAsync(ct);
        if (moved.Count == 0 && left.Count == 0) return [];
        var before = moved.Select(s => s.Previous?.SupplierVersionId).OfType<Guid>().Concat(left).ToList();
        List<SupplierVersion> versions = [.. moved.Select(s => s.Version), .. before.Count == 0 ? [] : await db.SupplierVersions.AsNoTracking().Where(v => before.Contains(v.Id)).ToListAsync(ct)];
        var there = versions.SelectMany(graph.Neighbours.At).Concat(moved.Select(s => s.Supplier.Id)).Distinct().ToList();
        var signals = await ToldSignals.OfAsync(db, there, ct);
        return [.. versions.SelectMany(v => graph.Neighbours.Concerned(v, signals)).Except(screened.Select(s => s.Subject.Supplier.Id))];
    }

    // A link came or went above; whom a signal told, it told with all below.
    private async Task<HashSet<Guid>> BuyersAsync(SupplyRiskDb db, ScreenedSupplier[] screened, CancellationToken ct)
    {
        var moved = screened.Where(s => s.UpstreamMoved).Select(s => s.Subject.Supplier.Id).ToList();
        if (moved.Count == 0) return [];
        var told = await db.Work.Where(w => w.RunId == run.Id && w.Kind == kind && w.Reason == ToldSignals.Reason && moved.Contains(w.Key)).Select(w => w.Key).ToListAsync(ct);
        return [.. moved.Except(told).SelectMany(graph.BuyersOf)];
    }

    // Not known on the pinned day may only mean that the day lies far back; gone is what nobody says anything of now.
    private static async Task<List<Guid>> GoneAsync(SupplyRiskDb db, List<Guid> unread, CancellationToken ct)
    {
        if (unread.Count == 0) return unread;
        var known = await db.SupplierVersions.StillKnownNow().Where(v => unread.Contains(v.SupplierId)).Select(v => v.SupplierId).Distinct().ToListAsync(ct);
        return [.. unread.Except(known)];
    }

    private sealed record Batch(ScreenedSupplier[] Screened, List<Guid> Gone, HashSet<Guid> Buyers, HashSet<Guid> Neighbours, IScoredSuppliers Cases, TimeProvider Time) : IStageBatch
    {
        /// <summary>Suppliers that count for another one now: they have no score of their own.</summary>
        public required IReadOnlyList<Guid> Away { get; init; }

        /// <summary>Whom they count for, where this batch has not scored them.</summary>
        public required IReadOnlyList<Guid> Survivors { get; init; }

        public async Task<BatchEffect> WriteAsync(SupplyRiskDb db, Run run, int round, CancellationToken ct)
        {
            var (opened, closed) = await new WriteScores(Cases, Time).RecordAsync(db, run, round, Screened, ct);
            closed += await WithdrawAsync(db, run, Gone, "No list says anything of the supplier any more: its import was undone.", ct);
            closed += await WithdrawAsync(db, run, Away, "The supplier was merged with another one: what is known of it counts there.", ct);
            var added = await db.AddRunWorkAsync(run.Id, WorkKind.Score, Buyers, "upstream_moved", run.StartedAt, ct);
            added += await db.AddRunWorkAsync(run.Id, WorkKind.Score, Neighbours.Except(Buyers), "neighbour_moved", run.StartedAt, ct);
            added += await db.AddRunWorkAsync(run.Id, WorkKind.Score, Survivors, "merged_moved", run.StartedAt, ct);
            return new BatchEffect(added, Screened.Count(s => s.IsDifferent && s.Subject.Previous?.ChangedRunId != run.Id), opened, closed);
        }

        private async Task<int> WithdrawAsync(SupplyRiskDb db, Run run, IReadOnlyList<Guid> gone, string why, CancellationToken ct)
        {
            if (gone.Count == 0) return 0;
            await db.Screenings.Where(s => gone.Contains(s.SupplierId)).ExecuteDeleteAsync(ct);
            var closed = await db.SupplierFlags.Where(f => gone.Contains(f.SupplierId) && f.ClosedAt == null)
                .ExecuteUpdateAsync(u => u.SetProperty(f => f.ClosedRunId, run.Id).SetProperty(f => f.ClosedAt, run.StartedAt), ct);
            await Cases.WithdrawAsync(db, run, gone, why, ct);
            return closed;
        }
    }
}
