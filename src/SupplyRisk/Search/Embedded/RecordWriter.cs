using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupplyRisk.Search.Embedded;

/// <summary>Writes batches to one generation, each in one transaction.</summary>
/// <param name="connection">To the generation.</param>
/// <param name="all">True for a file that nobody reads yet: all batches in one transaction, ended by <see cref="Commit"/>. Each commit
/// makes the full-text table write out what it holds, in small pieces that it later merges again and again. After an error the file is of no use.</param>
internal sealed class RecordWriter(SqliteConnection connection, bool all = false) : IDisposable
{
    /// <summary>What is analysed at a time: bounds memory.</summary>
    private const int ChunkRecords = 256;
    private const int ChunkCharacters = 2_000_000;

    private readonly Dictionary<SearchKind, KindStatements> _kinds = Enum.GetValues<SearchKind>().ToDictionary(k => k, k => new KindStatements(connection, k));
    private readonly Dictionary<(SearchField, string), int> _codes = [];
    private readonly SqliteCommand _code = Command(connection,
        "INSERT INTO field_value(field, value) VALUES($field, $value) ON CONFLICT(field, value) DO UPDATE SET value=excluded.value RETURNING code", "$field", "$value");
    private readonly SqliteCommand _setState = Command(connection,
        "INSERT INTO state VALUES($name, $value) ON CONFLICT(name) DO UPDATE SET value=excluded.value", "$name", "$value");

    public WriteOutcome Write(SearchBatch batch, CancellationToken ct)
    {
        if (all)
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) != 0)
                connection.Run("BEGIN IMMEDIATE");
            return TryMoveCursor(batch.Span) && WriteRecords(batch.Records, ct) is var count
                ? new WriteOutcome(count, batch.Records.Count - count, CursorMoved: false)
                : new WriteOutcome(0, 0, CursorMoved: true);
        }

        // By hand: the driver's transaction object would have to be set on every prepared command, for every batch.
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            if (!TryMoveCursor(batch.Span))
                return new WriteOutcome(0, 0, CursorMoved: true);
            var written = WriteRecords(batch.Records, ct);
            connection.Run("COMMIT");
            return new WriteOutcome(written, batch.Records.Count - written, CursorMoved: false);
        }
        finally
        {
            // Codes given out in a transaction are taken back with it.
            if (connection.RollBack())
                _codes.Clear();
        }
    }

    /// <summary>Ends the one transaction of all batches.</summary>
    public void Commit()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            connection.Run("COMMIT");
    }

    /// <summary>Up to where the file has been fed; null if that was never said.</summary>
    public static OutboxPosition? Cursor(SqliteConnection connection)
    {
        var transaction = connection.Number("SELECT value FROM state WHERE name='cursor_transaction'");
        var id = connection.Number("SELECT value FROM state WHERE name='cursor_id'");
        return transaction is null || id is null ? null : new OutboxPosition(transaction.Value, id.Value);
    }

    public void SetCursor(OutboxPosition position)
    {
        SetState("cursor_transaction", position.Transaction);
        SetState("cursor_id", position.Id);
    }

    public void Dispose()
    {
        foreach (var kind in _kinds.Values)
            kind.Dispose();
        _code.Dispose();
        _setState.Dispose();
    }

    private bool TryMoveCursor(OutboxSpan? moved)
    {
        if (moved is not { } span)
            return true;
        if (span.UpTo < span.After)
            throw new ArgumentException($"The span ends at {span.UpTo}, before it begins at {span.After}.", nameof(moved));
        if ((Cursor(connection) ?? OutboxPosition.Start) != span.After)
            return false;
        SetCursor(span.UpTo);
        return true;
    }

    private int WriteRecords(IReadOnlyList<SearchRecord> records, CancellationToken ct)
    {
        if (records.Count == 0)
            return 0;
        var change = (connection.Number("SELECT value FROM state WHERE name='change'") ?? 0) + 1;
        SetState("change", change);
        var rows = _kinds.ToDictionary(k => k.Key, k => k.Value.LastRow() + 1);
        var written = 0;
        foreach (var record in PreparedAhead(records))
        {
            ct.ThrowIfCancellationRequested();
            var row = rows[record.Kind];
            if (_kinds[record.Kind].Write(record, change, CodesOf(record), ref row))
                written++;
            rows[record.Kind] = row;
        }
        return written;
    }

    /// <summary>The records in order, analysed on another thread one chunk ahead of the writing.</summary>
    private static IEnumerable<PreparedRecord> PreparedAhead(IReadOnlyList<SearchRecord> records)
    {
        var ready = Prepare(records, 0, out var next);
        while (ready is not null)
        {
            var ahead = next < records.Count ? Prepare(records, next, out next) : null;
            foreach (var record in ready.GetAwaiter().GetResult())
                yield return record;
            ready = ahead;
        }
    }

    private static Task<PreparedRecord[]> Prepare(IReadOnlyList<SearchRecord> records, int from, out int next)
    {
        next = from;
        for (long characters = 0; next < records.Count && next - from < ChunkRecords && characters < ChunkCharacters; next++)
            characters += records[next].Texts().Sum(t => (long)t.Text.Length);
        var count = next - from;
        return Task.Run(() => Enumerable.Range(from, count).Select(i => PreparedRecord.Of(records[i])).ToArray());
    }

    /// <summary>One code for each value, and that of "none" for each field without one.</summary>
    private byte[] CodesOf(PreparedRecord record)
    {
        if (record.IsDeleted)
            return [];
        var codes = new List<int>(record.Values.Count + 4);
        foreach (var (field, value) in record.Values)
            codes.Add(CodeOf(field, value));
        foreach (var field in SearchFields.Of(record.Kind))
        {
            if (!record.Values.Any(v => v.Field == field))
                codes.Add(CodeOf(field, SearchFields.None));
        }
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(codes)).ToArray();
    }

    private int CodeOf(SearchField field, string value)
    {
        if (_codes.TryGetValue((field, value), out var known))
            return known;
        _code.Parameters[0].Value = SearchFields.NameOf(field);
        _code.Parameters[1].Value = value;
        var code = (int)(long)_code.ExecuteScalar()!; // RETURNING gives a row for insert and update alike
        _codes[(field, value)] = code;
        return code;
    }

    private void SetState(string name, long value)
    {
        _setState.Parameters[0].Value = name;
        _setState.Parameters[1].Value = value;
        _setState.ExecuteNonQuery();
    }

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
