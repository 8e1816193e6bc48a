using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Search;

/// <summary>Reads the outbox in an order in which nothing can turn up behind the reader.</summary>
/// <remarks>
/// On SQLite, which has one writer, that is the order of ids. On PostgreSQL a transaction under way may still bring an id lower than those seen, so rows are
/// read in the order of transactions, and only those before the oldest transaction under way. The version of a record follows the same order: a row
/// read later is taken up by the index whatever its id.
/// </remarks>
internal static class OutboxReader
{
    /// <summary>The next rows after a position; none if all that is safe to read has been read.</summary>
    public static Task<List<OutboxRow>> NextAsync(SupplyRiskDb db, OutboxPosition after, int limit, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql()) return db.Outbox.AsNoTracking().Where(o => o.Id > after.Id).OrderBy(o => o.Id).Take(limit).ToListAsync(ct);
        const string Next = """
            SELECT * FROM outbox_row WHERE (xid, id) > ({0}::text::xid8, {1}) AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, id LIMIT {2}
            """;
        return db.Outbox.FromSqlRaw(Next, Number(after), after.Id, limit).AsNoTracking().ToListAsync(ct);
    }

    /// <summary>How many rows lie after a position, those of transactions just committed too.</summary>
    public static Task<long> CountAsync(SupplyRiskDb db, OutboxPosition after, CancellationToken ct) => db.Database.IsNpgsql()
        ? db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM outbox_row WHERE (xid, id) > ({Number(after)}::text::xid8, {after.Id})").SingleAsync(ct)
        : db.Outbox.LongCountAsync(o => o.Id > after.Id, ct);

    /// <summary>A position that certainly lies before whatever is not committed yet.</summary>
    public static async Task<OutboxPosition> EndAsync(SupplyRiskDb db, CancellationToken ct) => db.Database.IsNpgsql()
        ? new OutboxPosition(await OldestUnderWayAsync(db, ct), 0)
        : new OutboxPosition(0, await db.Outbox.MaxAsync(o => (long?)o.Id, ct) ?? 0);

    /// <summary>Where the last row committed so far lies; the start if there is none.</summary>
    public static async Task<OutboxPosition> LastAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var rows = db.Database.IsNpgsql() ? db.Outbox.FromSqlRaw("SELECT * FROM outbox_row ORDER BY xid DESC, id DESC LIMIT 1") : db.Outbox.OrderByDescending(o => o.Id).Take(1);
        return await rows.AsNoTracking().ToListAsync(ct) is [var last] ? PositionOf(last) : OutboxPosition.Start;
    }

    /// <summary>
    /// False if the position is of another database, and the index must be rebuilt: the installation moved to PostgreSQL, or its database to another server,
    /// where transactions count from the start again.
    /// </summary>
    public static async Task<bool> IsOfThisServerAsync(SupplyRiskDb db, OutboxPosition position, CancellationToken ct) => db.Database.IsNpgsql()
        ? position.Transaction > 0 && position.Transaction <= await OldestUnderWayAsync(db, ct)
        : position.Transaction == 0;

    public static OutboxPosition PositionOf(OutboxRow row) => new((long)row.Xid, row.Id);

    /// <summary>The version of a record that was read after the row: rises in the order in which rows are read.</summary>
    public static long VersionOf(OutboxRow row) => row.Xid > 0 ? (long)row.Xid : row.Id;

    /// <summary>The version of records read for an index that is fed from <paramref name="from"/> on: lower than any that come from the outbox then.</summary>
    public static long VersionBefore(OutboxPosition from) => from.Transaction > 0 ? from.Transaction - 1 : from.Id;

    private static string Number(OutboxPosition position) => position.Transaction.ToString(CultureInfo.InvariantCulture);

    private static Task<long> OldestUnderWayAsync(SupplyRiskDb db, CancellationToken ct) =>
        db.Database.SqlQuery<long>($"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(ct);
}
