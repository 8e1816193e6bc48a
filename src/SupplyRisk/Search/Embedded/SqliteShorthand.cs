using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupplyRisk.Search.Embedded;

internal static class SqliteShorthand
{
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long? Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Ends the open transaction, if SQLite has not done so itself after an error.</summary>
    public static bool RollBack(this SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) != 0)
            return false;
        connection.Run("ROLLBACK");
        return true;
    }

    /// <summary>One unchanging state of the file until disposed; takes no lock a writer would wait for.</summary>
    public static ReadTransaction BeginRead(this SqliteConnection connection)
    {
        connection.Run("BEGIN");
        return new ReadTransaction(connection);
    }
}

/// <summary>Ends a reading transaction. Not the driver's own: that would have to be handed to every command.</summary>
internal readonly record struct ReadTransaction(SqliteConnection Connection) : IDisposable
{
    public void Dispose() => Connection.RollBack();
}
