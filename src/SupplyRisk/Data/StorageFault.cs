using Microsoft.Data.Sqlite;
using Npgsql;

namespace SupplyRisk.Data;

/// <summary>What keeps the installation from storing or reading, apart from bugs.</summary>
public enum StorageFaultKind
{
    Full,
    Locked,
    ReadOnly,
    Unreachable,
    Damaged,
}

/// <summary>A fault of disk or database that a person can mend; whatever was under way was not kept in part.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Advice">What to do, in a sentence or two.</param>
public sealed record StorageFault(StorageFaultKind Kind, string Title, string Advice)
{
    private const int NoSpace = 28, OverQuota = 122, ReadOnlyFileSystem = 30, WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <returns>Null if the exception, and what caused it, says nothing of the kind: then it is a bug.</returns>
    public static StorageFault? Of(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            var kind = e switch
            {
                SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
                PostgresException postgres => OfState(postgres.SqlState),
                NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } => StorageFaultKind.Unreachable,
                IOException { HResult: NoSpace or OverQuota or WindowsDiskFull or WindowsHandleDiskFull } => StorageFaultKind.Full,
                IOException { HResult: ReadOnlyFileSystem } or UnauthorizedAccessException => StorageFaultKind.ReadOnly,
                _ => (StorageFaultKind?)null,
            };
            if (kind is { } found) return Words(found);
        }
        return null;
    }

    private static StorageFault Words(StorageFaultKind kind) => kind switch
    {
        StorageFaultKind.Full => new(kind, "The disk is full", "There is no room left where the data lie. Nothing of this was kept and nothing else was harmed: make room and do it again."),
        StorageFaultKind.Locked => new(kind, "The database is locked", "Another program has held the database for too long. Nothing of this was kept: end that program, or wait, and do it again."),
        StorageFaultKind.ReadOnly => new(kind, "The data cannot be written", "The data folder, or the file system it lies on, is read-only for this user. Give write permission, or name another folder with --data."),
        StorageFaultKind.Unreachable => new(kind, "The database does not answer", "Check that the database server runs and can be reached. Nothing of this was kept; it can be done again."),
        StorageFaultKind.Damaged => new(kind, "The database is damaged", "Stop the service and restore the last good backup: supplyrisk restore FILE --replace."),
    };

    // https://sqlite.org/rescode.html
    private static StorageFaultKind? OfSqlite(int code) => code switch
    {
        13 => StorageFaultKind.Full,
        5 or 6 => StorageFaultKind.Locked,
        8 or 14 or 23 => StorageFaultKind.ReadOnly,
        10 => StorageFaultKind.Unreachable,
        11 or 26 => StorageFaultKind.Damaged,
        _ => null,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static StorageFaultKind? OfState(string state) => state switch
    {
        "53100" => StorageFaultKind.Full,
        "55P03" or "57014" => StorageFaultKind.Locked,
        "25006" => StorageFaultKind.ReadOnly,
        "53300" or "57P01" or "57P02" or "57P03" => StorageFaultKind.Unreachable,
        "XX001" or "XX002" => StorageFaultKind.Damaged,
        _ => state.StartsWith("08", StringComparison.Ordinal) ? StorageFaultKind.Unreachable : null,
    };
}
