using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Data;

/// <summary>What is done by one at a time, over all instances.</summary>
public enum Turn
{
    /// <summary>Adding to the audit record: a chain has one end.</summary>
    Audit = 1,

    /// <summary>Beginning and ending runs and their rounds.</summary>
    Runs,

    /// <summary>Taking a supplier list in, or back; merging suppliers and splitting them.</summary>
    Imports,

    /// <summary>Taking documents in: the same file twice is one document.</summary>
    Documents,

    /// <summary>Taking an enforcement list in.</summary>
    Watchlists,

    /// <summary>Keeping what comparing suppliers with each other found.</summary>
    Duplicates,

    /// <summary>Making messages of what happened to cases.</summary>
    Notifications,
}

/// <summary>Turns and wake-ups between instances on one PostgreSQL. SQLite's write transaction is exclusive already, and is its file's only instance.</summary>
public static class Turns
{
    /// <summary>What instances listen on for work that another one wrote.</summary>
    public const string WorkChannel = "supplyrisk_work";

    // Any number, the same for every instance; migrations have the one before.
    private const long First = 7305110948812034;

    /// <summary>The advisory lock that stands for a turn.</summary>
    public static long NumberOf(Turn turn) => First + (long)turn;

    /// <summary>Waits until nobody else has this turn and keeps it to the end of the caller's transaction.</summary>
    public static async Task TakeTurnAsync(this SupplyRiskDb db, Turn turn, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A turn is taken within a transaction only: it ends with it.");
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({NumberOf(turn)})", ct);
    }

    /// <summary>The turn to the end of the caller's transaction if nobody has it now: for whoever can leave it, and holds other turns already, where waiting could be for one another.</summary>
    public static async Task<bool> TryTakeTurnAsync(this SupplyRiskDb db, Turn turn, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A turn is taken within a transaction only: it ends with it.");
        return !db.Database.IsNpgsql() || await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({NumberOf(turn)}) AS \"Value\"").SingleAsync(ct);
    }

    /// <summary>Has the other instances look for work once the caller's transaction is committed.</summary>
    public static async Task WakeInstancesAsync(this SupplyRiskDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync($"NOTIFY {WorkChannel}", ct);
    }
}
