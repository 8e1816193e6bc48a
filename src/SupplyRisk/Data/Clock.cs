namespace SupplyRisk.Data;

/// <summary>Instants and ids from the clock.</summary>
public static class Clock
{
    /// <summary>Now, UTC, cut to microseconds: PostgreSQL keeps no more, and a receipt must read the same from both databases.</summary>
    public static DateTime Instant(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>A version-7 id: rows of one table sort by when they were made.</summary>
    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
