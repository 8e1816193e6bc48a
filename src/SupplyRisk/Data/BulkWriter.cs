using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace SupplyRisk.Data;

/// <summary>Inserts many rows at the database's own speed. Columns come from the model, so nothing is kept in step by hand.</summary>
public static class BulkWriter
{
    /// <summary>Inserts <paramref name="rows"/> within the context's transaction (one is needed). Keys are given by the caller except
    /// generated ones; interceptors and concurrency tokens are not run.</summary>
    /// <returns>Rows inserted.</returns>
    public static async Task<int> BulkInsertAsync<T>(this SupplyRiskDb db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        var columns = Columns<T>(db, out var table);
        return db.Database.IsNpgsql()
            ? await CopyAsync(db, table, columns, rows, ct)
            : Prepared(db, $"INSERT INTO {table} ({Names(columns)}) VALUES ({Parameters(columns)})", columns, rows, ct);
    }

    /// <summary>Inserts or replaces <paramref name="rows"/> by primary key within the context's transaction.</summary>
    public static async Task<int> BulkUpsertAsync<T>(this SupplyRiskDb db, IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0) return 0;
        var columns = Columns<T>(db, out var table);
        var keys = columns.Where(c => c.IsKey).Select(c => c.Name).ToList();
        var set = string.Join(", ", columns.Where(c => !c.IsKey).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var onConflict = $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {set}";
        if (!db.Database.IsNpgsql())
            return Prepared(db, $"INSERT INTO {table} ({Names(columns)}) VALUES ({Parameters(columns)}) {onConflict}", columns, rows, ct);

        var stage = $"\"stage_{table.Trim('"')}\"";
        await ExecuteAsync(db, $"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS", ct);
        await CopyAsync(db, stage, columns, rows, ct);
        var written = await ExecuteAsync(db, $"INSERT INTO {table} ({Names(columns)}) SELECT {Names(columns)} FROM {stage} {onConflict}", ct);
        await ExecuteAsync(db, $"DELETE FROM {stage}", ct);
        return written;
    }

    private sealed record Column<T>(string Name, bool IsKey, RelationalTypeMapping Mapping, Func<T, object?> Read);

    private static string Names<T>(IEnumerable<Column<T>> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string Parameters<T>(IReadOnlyList<Column<T>> columns) => string.Join(", ", columns.Select(_ => "?"));

    private static List<Column<T>> Columns<T>(SupplyRiskDb db, out string table)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new NotSupportedException($"{typeof(T).Name} is not in the model.");
        var sql = db.GetService<ISqlGenerationHelper>();
        table = sql.DelimitIdentifier(entity.GetTableName()!); // every entity of ours has a table; "case" is a word of SQL
        var columns = new List<Column<T>>();
        foreach (var property in entity.GetProperties())
        {
            if (property.IsShadowProperty()) throw new NotSupportedException($"{typeof(T).Name}.{property.Name} is a shadow property.");
            if (property.ValueGenerated == ValueGenerated.OnAdd) continue;
            var mapping = property.GetRelationalTypeMapping();
            var getter = property.GetGetter();
            var convert = mapping.Converter?.ConvertToProvider;
            columns.Add(new Column<T>(
                sql.DelimitIdentifier(property.GetColumnName()), property.IsPrimaryKey(), mapping,
                row => getter.GetClrValue(row!) is { } value ? convert is null ? value : convert(value) : null));
        }
        return columns;
    }

    private static int Prepared<T>(SupplyRiskDb db, string sql, List<Column<T>> columns, IEnumerable<T> rows, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Rows are written in bulk within a transaction only.");
        using var insert = new PreparedInsert((SqliteConnection)db.Database.GetDbConnection(), sql);
        var written = 0;
        foreach (var row in rows)
        {
            if ((written & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
                insert.Bind(i + 1, columns[i].Read(row));
            insert.Execute();
            written++;
        }
        return written;
    }

    private static async Task<int> CopyAsync<T>(SupplyRiskDb db, string table, List<Column<T>> columns, IEnumerable<T> rows, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var types = columns.Select(c => c.Mapping.StoreType.Split('(')[0]).ToArray();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({Names(columns)}) FROM STDIN (FORMAT BINARY)", ct);
        var written = 0;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < types.Length; i++)
            {
                if (columns[i].Read(row) is { } value) await copy.WriteAsync(value, types[i], ct);
                else await copy.WriteNullAsync(ct);
            }
            written++;
        }
        await copy.CompleteAsync(ct);
        return written;
    }

    // Names come from the model, never from a user.
    private static async Task<int> ExecuteAsync(SupplyRiskDb db, string sql, CancellationToken ct) =>
        await db.Database.ExecuteSqlRawAsync(sql, ct);
}
