using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>The statements that write one kind of record, prepared once.</summary>
internal sealed class KindStatements : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _deleteStored;
    private readonly SqliteCommand _deleteFts;
    private readonly SqliteCommand _insertStored;
    private readonly SqliteCommand _insertFts;

    public KindStatements(SqliteConnection connection, SearchKind kind)
    {
        var records = GenerationSchema.Records(kind);
        var parts = SearchFields.PartsOf(kind).Select(p => (int)p.Part).ToList();
        string[] columns = ["$version", "$deleted", "$change", "$restricted", "$order", "$codes", "$suppliers"];
        _find = RecordWriter.Command(connection, $"SELECT rid, version, deleted FROM {records} WHERE id=$id", "$id");
        _insert = RecordWriter.Command(connection,
            $"INSERT INTO {records}(version, deleted, change, restricted, order_value, codes, suppliers, id) VALUES({string.Join(", ", columns)}, $id) RETURNING rid", [.. columns, "$id"]);
        _update = RecordWriter.Command(connection,
            $"UPDATE {records} SET version=$version, deleted=$deleted, change=$change, restricted=$restricted, order_value=$order, codes=$codes, suppliers=$suppliers WHERE rid=$rid", [.. columns, "$rid"]);
        _deleteStored = RecordWriter.Command(connection, $"DELETE FROM {GenerationSchema.Stored(kind)} WHERE rid=$rid", "$rid");
        _deleteFts = RecordWriter.Command(connection, $"DELETE FROM {GenerationSchema.Fts(kind)} WHERE rowid=$rid", "$rid");
        _insertStored = RecordWriter.Command(connection, $"INSERT INTO {GenerationSchema.Stored(kind)}(rid, texts) VALUES($rid, $texts)", "$rid", "$texts");
        _insertFts = RecordWriter.Command(connection,
            $"INSERT INTO {GenerationSchema.Fts(kind)}(rowid, {string.Join(", ", parts.Select(p => $"p{p}"))}) VALUES($rid, {string.Join(", ", parts.Select(p => $"$p{p}"))})",
            ["$rid", .. parts.Select(p => $"$p{p}")]);
    }

    /// <summary>False if the file has that version or a newer one.</summary>
    public bool Write(PreparedRecord record, long change, byte[] codes)
    {
        var (row, version, deleted) = Find(record.Id);
        if (row is not null && version >= record.Version)
            return false;

        if (row is { } existing)
        {
            Execute(_update, [.. Columns(record, change, codes), existing]);
            if (!deleted)
            {
                Execute(_deleteStored, existing);
                Execute(_deleteFts, existing);
            }
        }
        else
        {
            Set(_insert, [.. Columns(record, change, codes), record.Id]);
            row = (long)_insert.ExecuteScalar()!; // RETURNING gives the row
        }
        if (!record.IsDeleted)
        {
            Execute(_insertStored, row.Value, record.Stored);
            Execute(_insertFts, [row.Value, .. record.IndexTexts]);
        }
        return true;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _find, _insert, _update, _deleteStored, _deleteFts, _insertStored, _insertFts })
            command.Dispose();
    }

    private (long? Row, long Version, bool Deleted) Find(byte[] id)
    {
        Set(_find, id);
        using var reader = _find.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2) != 0) : (null, 0, false);
    }

    private static object?[] Columns(PreparedRecord record, long change, byte[] codes) =>
        [record.Version, record.IsDeleted ? 1L : 0L, change, record.IsRestricted ? 1L : 0L, (object?)record.OrderValue ?? DBNull.Value, codes, record.Suppliers];

    private static void Set(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Set(command, values);
        command.ExecuteNonQuery();
    }
}
