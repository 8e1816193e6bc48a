using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>The statements that write one kind of record, prepared once.</summary>
internal sealed class KindStatements : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _deleteFts;
    private readonly SqliteCommand _insertFts;
    private readonly SqliteCommand _lastRow;

    public KindStatements(SqliteConnection connection, SearchKind kind)
    {
        var (records, fts) = (GenerationSchema.Records(kind), GenerationSchema.Fts(kind));
        var parts = SearchFields.PartsOf(kind).Select(p => $"p{(int)p.Part}").ToList();
        string[] columns = ["version", "deleted", "change", "restricted", "order_value", "codes", "suppliers", "texts"];
        string[] values = [.. columns.Select(c => "$" + c)];
        _insert = RecordWriter.Command(connection,
            $"INSERT INTO {records}({string.Join(", ", columns)}, rid, id) VALUES({string.Join(", ", values)}, $rid, $id) ON CONFLICT(id) DO NOTHING", [.. values, "$rid", "$id"]);
        _find = RecordWriter.Command(connection, $"SELECT rid, version, deleted FROM {records} WHERE id=$id", "$id");
        _update = RecordWriter.Command(connection, $"UPDATE {records} SET {string.Join(", ", columns.Select(c => $"{c}=${c}"))} WHERE rid=$rid", [.. values, "$rid"]);
        _deleteFts = RecordWriter.Command(connection, $"DELETE FROM {fts} WHERE rowid=$rid", "$rid");
        _insertFts = RecordWriter.Command(connection,
            $"INSERT INTO {fts}(rowid, {string.Join(", ", parts)}) VALUES($rid, {string.Join(", ", parts.Select(p => "$" + p))})", ["$rid", .. parts.Select(p => "$" + p)]);
        _lastRow = RecordWriter.Command(connection, $"SELECT coalesce(max(rid), 0) FROM {records}");
    }

    /// <summary>The highest row so far. Rows are numbered by the writer, which asks once a batch.</summary>
    public long LastRow() => (long)_lastRow.ExecuteScalar()!; // an aggregate gives a row

    /// <summary>False if the file has that version or a newer one.</summary>
    /// <param name="nextRow">The row for it if it is new; moved on then.</param>
    public bool Write(PreparedRecord record, long change, byte[] codes, ref long nextRow)
    {
        object?[] columns =
        [
            record.Version, record.IsDeleted ? 1L : 0L, change, record.IsRestricted ? 1L : 0L,
            (object?)record.OrderValue ?? DBNull.Value, codes, record.Suppliers, record.Stored,
        ];
        var row = nextRow;
        if (Execute(_insert, [.. columns, row, record.Id]) > 0)
        {
            nextRow++;
        }
        else
        {
            (row, var version, var deleted) = Find(record.Id);
            if (version >= record.Version)
                return false;
            Execute(_update, [.. columns, row]);
            if (!deleted)
                Execute(_deleteFts, row);
        }
        if (!record.IsDeleted)
            Execute(_insertFts, [row, .. record.IndexTexts]);
        return true;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _insert, _find, _update, _deleteFts, _insertFts, _lastRow })
            command.Dispose();
    }

    private (long Row, long Version, bool Deleted) Find(byte[] id)
    {
        _find.Parameters[0].Value = id;
        using var reader = _find.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2) != 0);
    }

    private static int Execute(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
    }
}
