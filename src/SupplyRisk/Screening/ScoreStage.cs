using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
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
            var different = Screened.Where(s => s.IsDifferent).ToList();
            // An unchanged result still keeps its new input hash and pins, so that it can be reproduced.
            await db.BulkUpsertAsync([.. Screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts || s.Subject.Previous?.NextFreshnessStep != s.Screening.NextFreshnessStep).Select(s => s.Screening)], ct);
            await db.BulkInsertAsync(different.Where(s => !s.Change.IsNothing).Select(s => Row(s, round)), ct);
            var (opened, closed) = await WriteFlagsAsync(db, run, different, ct);
            await ListingFlags.RecordAsync(db, run, [.. different.Where(s => s.Card.Flags.Any(f => f.Kind is FlagKind.HardTrigger or FlagKind.MatchToCheck)).Select(s => s.Subject.Supplier.Id)], Time.Instant(), ct);
            await Cases.RecordAsync(db, run, [.. Screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts)], ct);
            closed += await WithdrawAsync(db, run, Gone, "No list says anything of the supplier any more: its import was undone.", ct);
            closed += await WithdrawAsync(db, run, Away, "The supplier was merged with another one: what is known of it counts there.", ct);
            await db.BulkInsertAsync(different.Select(s => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = s.Subject.Supplier.Id }), ct);
            var added = await db.AddRunWorkAsync(run.Id, WorkKind.Score, Buyers, "upstream_moved", run.StartedAt, ct);
            added += await db.AddRunWorkAsync(run.Id, WorkKind.Score, Neighbours.Except(Buyers), "neighbour_moved", run.StartedAt, ct);
            added += await db.AddRunWorkAsync(run.Id, WorkKind.Score, Survivors, "merged_moved", run.StartedAt, ct);
            return new BatchEffect(added, different.Count(s => s.Subject.Previous?.ChangedRunId != run.Id), opened, closed);
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

        private ScreeningChange Row(ScreenedSupplier s, int round) => new()
        {
            Id = Time.NewId(),
            SupplierId = s.Subject.Supplier.Id,
            RunId = s.Screening.RunId,
            Round = round,
            At = s.Screening.ScreenedAt,
            FromScore = s.Subject.Previous?.RiskScore,
            ToScore = s.Screening.RiskScore,
            FromBand = s.Subject.Previous?.Band,
            ToBand = s.Screening.Band,
            FromFlags = s.Subject.Previous?.Flags ?? "",
            ToFlags = s.Screening.Flags,
            ChangeJson = StoredJson.Write(s.Change),
        };

        private async Task<(int Opened, int Closed)> WriteFlagsAsync(SupplyRiskDb db, Run run, List<ScreenedSupplier> different, CancellationToken ct)
        {
            var ids = different.Where(s => s.Subject.Previous is { Flags.Length: > 0 }).Select(s => s.Subject.Supplier.Id).ToList();
            var open = ids.Count == 0 ? [] : await db.SupplierFlags.Where(f => ids.Contains(f.SupplierId) && f.ClosedAt == null).ToListAsync(ct);
            var openBy = open.ToLookup(f => f.SupplierId);
            var fresh = new List<SupplierFlag>();
            foreach (var s in different)
            {
                var now = s.Card.Flags.GroupBy(f => f.Kind).ToDictionary(g => g.Key, g => string.Join(" ", g.Select(f => f.Because)));
                foreach (var flag in openBy[s.Subject.Supplier.Id])
                {
                    if (now.Remove(flag.Kind, out var because)) flag.Because = because;
                    else (flag.ClosedRunId, flag.ClosedAt) = (run.Id, s.Screening.ScreenedAt);
                }
                fresh.AddRange(now.Select(n => Open(s, n.Key, n.Value)));
            }
            await db.SaveChangesAsync(ct);
            await db.BulkInsertAsync(fresh, ct);
            return (fresh.Count, open.Count(f => f.ClosedRunId == run.Id));
        }

        private SupplierFlag Open(ScreenedSupplier s, FlagKind kind, string because) => new()
        {
            Id = Time.NewId(),
            SupplierId = s.Subject.Supplier.Id,
            Kind = kind,
            Because = because,
            OpenedRunId = s.Screening.RunId,
            OpenedAt = s.Screening.ScreenedAt,
        };
    }
}
