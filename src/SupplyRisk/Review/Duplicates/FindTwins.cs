using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Matching.Duplicates;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Two suppliers that may be one.</summary>
internal sealed record TwinPair(Twin Left, Twin Right, DuplicateResult Result);

/// <summary>Compares some suppliers with the whole portfolio. Each is compared with a few that blocking finds, so the cost grows with the portfolio and not with its square.</summary>
internal static class FindTwins
{
    private const int Chunk = 1_000;

    // The pages and the screening of this process go on beside it.
    private static readonly int Workers = Math.Max(1, Environment.ProcessorCount / 2);

    /// <param name="some">The suppliers to compare; those of the portfolio are compared with each other, too.</param>
    public static async Task<IReadOnlyCollection<TwinPair>> AmongAsync(SupplyRiskDb db, IReadOnlyList<Twin> some, CancellationToken ct)
    {
        if (some.Count == 0) return [];
        var total = await db.SupplierVersions.Now().CountAsync(ct);
        var all = db.SupplierVersions.Now().AsNoTracking().Facts().AsAsyncEnumerable();
        var found = new ConcurrentDictionary<(Guid, Guid), TwinPair?>();
        // An index of the smaller side: when one supplier has changed, it is the portfolio that is looked up.
        if (some.Count <= total / 4)
        {
            var index = new TwinIndex(some, DuplicateSettings.Default);
            await Parallel.ForEachAsync(all.Chunk(Chunk), Options(ct), (facts, token) => Compare(facts.Select(f => new Twin(f)), index, found, token));
        }
        else
        {
            var twins = new List<Twin>(total);
            await foreach (var facts in all.WithCancellation(ct)) twins.Add(new Twin(facts));
            var index = new TwinIndex(twins, DuplicateSettings.Default);
            await Parallel.ForEachAsync(some.Chunk(Chunk), Options(ct), (asked, token) => Compare(asked, index, found, token));
        }
        return [.. found.Values.OfType<TwinPair>()];
    }

    private static ParallelOptions Options(CancellationToken ct) => new() { MaxDegreeOfParallelism = Workers, CancellationToken = ct };

    private static ValueTask Compare(IEnumerable<Twin> some, TwinIndex index, ConcurrentDictionary<(Guid, Guid), TwinPair?> found, CancellationToken ct)
    {
        foreach (var asked in some)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var near in index.Near(asked))
            {
                var (left, right) = Twins.InOrder(asked, near, t => t.Facts.Id);
                if (found.TryAdd((left.Facts.Id, right.Facts.Id), null) && TwinComparison.Of(left, right, DuplicateSettings.Default) is { } result)
                    found[(left.Facts.Id, right.Facts.Id)] = new TwinPair(left, right, result);
            }
        }
        return ValueTask.CompletedTask;
    }
}
