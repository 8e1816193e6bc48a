using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Suppliers;

/// <summary>Which suppliers count for which others, at one instant. A few rows, read whole.</summary>
public sealed class Redirects
{
    /// <summary>Nobody is merged.</summary>
    public static readonly Redirects None = new([]);

    private readonly Dictionary<Guid, Guid> survivors;
    private readonly ILookup<Guid, Guid> merged;

    private Redirects(IReadOnlyCollection<(Guid From, Guid To)> steps)
    {
        var next = steps.ToDictionary(s => s.From, s => s.To);
        survivors = next.Keys.ToDictionary(id => id, id => End(id, next));
        merged = survivors.OrderBy(s => s.Key).ToLookup(s => s.Value, s => s.Key);
    }

    public bool IsEmpty => survivors.Count == 0;

    /// <summary>Every merged supplier, in no order.</summary>
    public IReadOnlyCollection<Guid> Merged => survivors.Keys;

    /// <summary>Every merged supplier and everybody it counts for, in no order.</summary>
    public IReadOnlyList<Guid> Involved => [.. survivors.Keys.Concat(survivors.Values).Distinct()];

    /// <summary>As merges stand now.</summary>
    public static Task<Redirects> NowAsync(SupplyRiskDb db, CancellationToken ct) => ReadAsync(db.SupplierMerges.Where(m => m.SplitAt == null), ct);

    /// <summary>As merges stood at an instant.</summary>
    public static Task<Redirects> AtAsync(SupplyRiskDb db, DateTime knownAt, CancellationToken ct) =>
        ReadAsync(db.SupplierMerges.Where(m => m.MergedAt <= knownAt && (m.SplitAt == null || m.SplitAt > knownAt)), ct);

    public bool IsMerged(Guid supplier) => survivors.ContainsKey(supplier);

    /// <summary>Whom a supplier counts for in the end; itself if it is not merged.</summary>
    public Guid SurvivorOf(Guid supplier) => survivors.GetValueOrDefault(supplier, supplier);

    /// <summary>Everybody who counts for a supplier, itself first. One that is merged away counts as itself alone.</summary>
    public IReadOnlyList<Guid> GroupOf(Guid supplier) => merged.Contains(supplier) ? [supplier, .. merged[supplier]] : [supplier];

    /// <summary>Everybody who counts for any of those given, themselves too.</summary>
    public IReadOnlyList<Guid> GroupsOf(IReadOnlyList<Guid> suppliers) => IsEmpty ? suppliers : [.. suppliers.SelectMany(GroupOf).Distinct()];

    private static async Task<Redirects> ReadAsync(IQueryable<SupplierMerge> merges, CancellationToken ct)
    {
        var steps = await merges.Select(m => new { m.SupplierId, m.SurvivorId }).ToListAsync(ct);
        return steps.Count == 0 ? None : new Redirects([.. steps.Select(s => (s.SupplierId, s.SurvivorId))]);
    }

    // Merging refuses loops; a damaged or hand-made row must not hang a run all the same.
    private static Guid End(Guid id, Dictionary<Guid, Guid> next)
    {
        var at = id;
        for (var steps = 0; next.TryGetValue(at, out var to); at = to)
            if (++steps > next.Count) return id;
        return at;
    }
}
