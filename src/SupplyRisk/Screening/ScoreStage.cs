using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>Scores suppliers and records what came out different: numbers, flags, what changed, and who up and down the chain must be looked at again.</summary>
internal sealed class ScoreStage(string kind, ScoreStage.Memory memory, PinnedInputs inputs, Run run, SupplyGraph graph, TimeProvider time, IScoredSuppliers cases) : IStage
{
    /// <summary>What the scoring of one run remembers between batches.</summary>
    public sealed class Memory
    {
        /// <summary><see cref="SupplierScreening.UpstreamSignal"/> of every supplier that has one; null until read.</summary>
        public Dictionary<Guid, string>? Signals { get; set; }

        /// <summary>Suppliers that a signal up their chain has told, and all below them with it.</summary>
        public HashSet<Guid> Told { get; } = [];

        /// <summary>Suppliers that came out different, each once however often it was scored.</summary>
        public HashSet<Guid> Different { get; } = [];
    }

    public string Kind => kind;

    public string Words => "Scoring suppliers";

    public int BatchSize => 500; // with a hundred findings a document, more would outlive the young generations

    public async Task<IStageBatch> PrepareAsync(SupplyRiskDb db, IReadOnlyList<Guid> keys, CancellationToken ct)
    {
        var signals = memory.Signals ??= await db.Screenings.Where(s => s.UpstreamSignal != "").ToDictionaryAsync(s => s.SupplierId, s => s.UpstreamSignal, ct);
        var subjects = await new SubjectReader(db, inputs.AsOf, inputs.KnownAt).ReadAsync(keys, graph, signals, ct);
        var screened = new ScreenedSupplier[subjects.Count];
        Parallel.For(0, subjects.Count, new ParallelOptions { CancellationToken = ct }, i => screened[i] = ScreenSupplier.Screen(subjects[i], inputs, run));
        var (told, buyers) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var s in screened)
        {
            var id = s.Subject.Supplier.Id;
            if (signals.GetValueOrDefault(id, "") != s.Screening.UpstreamSignal)
            {
                signals[id] = s.Screening.UpstreamSignal;
                told.UnionWith(graph.Downstream(id));
            }
            else if (s.UpstreamMoved && !memory.Told.Contains(id))
            {
                buyers.UnionWith(graph.BuyersOf(id)); // a link came or went above; whom a signal told, it told with all below
            }
        }
        memory.Told.UnionWith(told);
        buyers.UnionWith(told);
        var gone = await GoneAsync(db, [.. keys.Except(subjects.Select(s => s.Supplier.Id))], ct);
        foreach (var id in gone) signals.Remove(id);
        return new Batch(screened, gone, buyers, memory, cases, time);
    }

    // Not known on the pinned day may only mean that the day lies far back; gone is what nobody says anything of now.
    private static async Task<List<Guid>> GoneAsync(SupplyRiskDb db, List<Guid> unread, CancellationToken ct)
    {
        if (unread.Count == 0) return unread;
        var known = await db.SupplierVersions.StillKnownNow().Where(v => unread.Contains(v.SupplierId)).Select(v => v.SupplierId).Distinct().ToListAsync(ct);
        return [.. unread.Except(known)];
    }

    private sealed record Batch(ScreenedSupplier[] Screened, List<Guid> Gone, HashSet<Guid> Buyers, Memory Memory, IScoredSuppliers Cases, TimeProvider Time) : IStageBatch
    {
        public async Task WriteAsync(SupplyRiskDb db, Run run, CancellationToken ct)
        {
            var different = Screened.Where(s => s.IsDifferent).ToList();
            // An unchanged result still keeps its new input hash and pins, so that it can be reproduced.
            await db.BulkUpsertAsync([.. Screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts || s.Subject.Previous?.NextFreshnessStep != s.Screening.NextFreshnessStep).Select(s => s.Screening)], ct);
            await db.BulkInsertAsync(different.Where(s => !s.Change.IsNothing).Select(Row), ct);
            await WriteFlagsAsync(db, run, different, ct);
            await Cases.RecordAsync(db, run, [.. Screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts)], ct);
            await WithdrawAsync(db, run, ct);
            await db.BulkInsertAsync(different.Select(s => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = s.Subject.Supplier.Id }), ct);
            await db.AddWorkAsync(WorkKind.Score, Buyers, "upstream_changed", Time.Instant(), ct);
            Memory.Different.UnionWith(different.Select(s => s.Subject.Supplier.Id));
            run.Changed = Memory.Different.Count;
        }

        private async Task WithdrawAsync(SupplyRiskDb db, Run run, CancellationToken ct)
        {
            if (Gone.Count == 0) return;
            await db.Screenings.Where(s => Gone.Contains(s.SupplierId)).ExecuteDeleteAsync(ct);
            run.FlagsClosed += await db.SupplierFlags.Where(f => Gone.Contains(f.SupplierId) && f.ClosedAt == null)
                .ExecuteUpdateAsync(u => u.SetProperty(f => f.ClosedRunId, run.Id).SetProperty(f => f.ClosedAt, run.StartedAt), ct);
            await Cases.WithdrawAsync(db, run, Gone, ct);
        }

        private ScreeningChange Row(ScreenedSupplier s) => new()
        {
            Id = Time.NewId(),
            SupplierId = s.Subject.Supplier.Id,
            RunId = s.Screening.RunId,
            At = s.Screening.ScreenedAt,
            FromScore = s.Subject.Previous?.RiskScore,
            ToScore = s.Screening.RiskScore,
            FromBand = s.Subject.Previous?.Band,
            ToBand = s.Screening.Band,
            FromFlags = s.Subject.Previous?.Flags ?? "",
            ToFlags = s.Screening.Flags,
            ChangeJson = StoredJson.Write(s.Change),
        };

        private async Task WriteFlagsAsync(SupplyRiskDb db, Run run, List<ScreenedSupplier> different, CancellationToken ct)
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
            run.FlagsClosed += open.Count(f => f.ClosedRunId == run.Id);
            run.FlagsOpened += fresh.Count;
            await db.SaveChangesAsync(ct);
            await db.BulkInsertAsync(fresh, ct);
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
