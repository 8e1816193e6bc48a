using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>What filters, counts, orders and scopes need of one record.</summary>
/// <param name="RowId">Its row in the full-text table.</param>
/// <param name="Id">Its id.</param>
/// <param name="Codes">The codes of its field values (<see cref="FieldValues"/>).</param>
/// <param name="Suppliers">Who must be visible for it to be.</param>
/// <param name="Restricted">Whether it is a restricted document.</param>
/// <param name="OrderValue">Risk score or day; negative infinity where there is none.</param>
internal sealed record CachedRecord(int RowId, Guid Id, int[] Codes, Guid[] Suppliers, bool Restricted, double OrderValue);

/// <summary>All records of one state of the file. Never changes.</summary>
internal sealed class RecordSnapshot(long change, IReadOnlyDictionary<SearchKind, CachedRecord?[]> byRow)
{
    public static RecordSnapshot Empty { get; } = new(0, Enum.GetValues<SearchKind>().ToDictionary(k => k, _ => Array.Empty<CachedRecord?>()));

    /// <summary>The number of the last write it contains.</summary>
    public long Change { get; } = change;

    /// <summary>By row id; null where nothing is or it was deleted.</summary>
    public CachedRecord?[] Of(SearchKind kind) => byRow[kind];
}

/// <summary>Keeps the records of a generation in memory and up to date, so that counting a broad result set reads no table row by row.</summary>
/// <remarks>About 150 bytes a record: 100,000 suppliers take 15 MB. A write adds only its own records at the next search, whichever process made it.</remarks>
internal sealed class RecordCache
{
    private readonly Lock _refresh = new();
    private volatile RecordSnapshot _latest = RecordSnapshot.Empty;

    public FieldValues Values { get; } = new();

    /// <summary>The records as of the read transaction that is open on the connection.</summary>
    public RecordSnapshot AsOf(SqliteConnection connection)
    {
        var change = connection.Number("SELECT value FROM state WHERE name='change'") ?? 0;
        var latest = _latest;
        if (latest.Change == change)
            return latest;
        lock (_refresh)
        {
            // Another search, begun later, may have read on already: then this one reads its own state from the start.
            var from = _latest.Change <= change ? _latest : RecordSnapshot.Empty;
            if (from.Change == change)
                return from;
            Values.Refresh(connection);
            var next = new RecordSnapshot(change, Enum.GetValues<SearchKind>().ToDictionary(k => k, k => Read(connection, k, from)));
            if (_latest.Change < change)
                _latest = next;
            return next;
        }
    }

    private static CachedRecord?[] Read(SqliteConnection connection, SearchKind kind, RecordSnapshot from)
    {
        var table = GenerationSchema.Records(kind);
        var last = connection.Number($"SELECT max(rid) FROM {table}") ?? 0;
        var records = new CachedRecord?[last + 1];
        from.Of(kind).CopyTo(records, 0);

        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rid, id, deleted, restricted, order_value, codes, suppliers FROM {table}" + (from.Change > 0 ? " WHERE change > $from" : "");
        command.Parameters.AddWithValue("$from", from.Change);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = reader.GetInt32(0);
            records[row] = reader.GetInt64(2) != 0 ? null : ReadRecord(reader, row, kind);
        }
        return records;
    }

    private static CachedRecord ReadRecord(SqliteDataReader reader, int row, SearchKind kind)
    {
        var id = new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true);
        var suppliers = kind == SearchKind.Supplier ? [id] : MemoryMarshal.Cast<byte, Guid>(reader.GetFieldValue<byte[]>(6)).ToArray();
        var codes = MemoryMarshal.Cast<byte, int>(reader.GetFieldValue<byte[]>(5)).ToArray();
        return new CachedRecord(row, id, codes, suppliers, reader.GetInt64(3) != 0, reader.IsDBNull(4) ? double.NegativeInfinity : reader.GetInt64(4));
    }
}
