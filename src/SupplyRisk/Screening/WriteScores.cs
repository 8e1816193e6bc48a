using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>Records what came out different, in the caller's transaction: numbers, flags, what changed, cases, and what the search index must take up.</summary>
internal sealed class WriteScores(IScoredSuppliers cases, TimeProvider time)
{
    /// <returns>How many flags were raised, and how many are gone.</returns>
    public async Task<(int Opened, int Closed)> RecordAsync(SupplyRiskDb db, Run run, int round, IReadOnlyList<ScreenedSupplier> screened, CancellationToken ct)
    {
        var different = screened.Where(s => s.IsDifferent).ToList();
        // An unchanged result still keeps its new input hash and pins, so that it can be reproduced.
        await db.BulkUpsertAsync([.. screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts || s.Subject.Previous?.NextFreshnessStep != s.Screening.NextFreshnessStep).Select(s => s.Screening)], ct);
        await db.BulkInsertAsync(different.Where(s => !s.Change.IsNothing).Select(s => Row(s, round)), ct);
        var flags = await WriteFlagsAsync(db, run, different, ct);
        await ListingFlags.RecordAsync(db, run, [.. different.Where(s => s.Card.Flags.Any(f => f.Kind is FlagKind.HardTrigger or FlagKind.MatchToCheck)).Select(s => s.Subject.Supplier.Id)], time.Instant(), ct);
        await cases.RecordAsync(db, run, [.. screened.Where(s => s.IsDifferent || s.RestsOnOtherFacts)], ct);
        await db.BulkInsertAsync(different.Select(s => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = s.Subject.Supplier.Id }), ct);
        return flags;
    }

    private ScreeningChange Row(ScreenedSupplier s, int round) => new()
    {
        Id = time.NewId(),
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
        Id = time.NewId(),
        SupplierId = s.Subject.Supplier.Id,
        Kind = kind,
        Because = because,
        OpenedRunId = s.Screening.RunId,
        OpenedAt = s.Screening.ScreenedAt,
    };
}
