using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupplyRisk.Data;

/// <summary>One SQLite statement for many rows. Binding by position below the driver, which looks each parameter up by its name for every row, halves the time of bulk writing.</summary>
/// <remarks>Values are stored as the driver stores them, so that whatever EF writes and reads is the same; the contract suite reads them back.</remarks>
internal sealed class PreparedInsert : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private byte[] buffer = new byte[1024];

    /// <param name="connection">Open, with its transaction begun.</param>
    /// <param name="sql">One statement with <c>?</c> for each value.</param>
    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public PreparedInsert(SqliteConnection connection, string sql)
    {
        this.connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(this.connection, sql, out statement));
    }

    /// <param name="index">From 1.</param>
    /// <param name="value">As it comes out of the model's converters; null is NULL.</param>
    public void Bind(int index, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        string text => BindText(index, text),
        Guid id => BindGuid(index, id),
        int number => raw.sqlite3_bind_int(statement, index, number),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        bool yes => raw.sqlite3_bind_int(statement, index, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, index, number),
        DateTime instant => BindText(index, instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateOnly day => BindText(index, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => BindText(index, time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
        decimal number => BindText(index, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        _ => throw new NotSupportedException($"A {value.GetType().Name} is not written in bulk."),
    });

    /// <summary>Writes the row whose values are bound.</summary>
    public void Execute()
    {
        // Where another connection holds the lock, SQLite itself has waited for the busy time-out by now.
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            raw.sqlite3_reset(statement);
            Check(code);
        }
        Check(raw.sqlite3_reset(statement));
    }

    public void Dispose() => statement.Dispose();

    private int BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most) buffer = new byte[most];
        return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    private int BindGuid(int index, Guid id)
    {
        id.TryFormat(buffer, out var length);
        Ascii.ToUpperInPlace(buffer.AsSpan(0, length), out _);
        return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, length));
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection);
}
