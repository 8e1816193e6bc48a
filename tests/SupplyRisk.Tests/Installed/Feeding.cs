using SupplyRisk.Search;

namespace SupplyRisk.Tests.Installed;

/// <summary>Feeds an index in tests.</summary>
internal static class Feeding
{
    /// <summary>Feeds until the index is level. PostgreSQL holds rows back while anybody on the server writes, the tests of other databases too.</summary>
    public static async Task UntilLevelAsync(this FeedSearchIndex feed, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 3_000; attempt++)
        {
            await feed.CatchUpAsync(null, ct);
            if (await feed.BehindByAsync(ct) == 0) return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);
        }
        throw new TimeoutException("The index does not become level with the outbox.");
    }
}
