using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Backup;

/// <summary>What is in a database, for the manifest and for comparing with it.</summary>
internal sealed record DatabaseState(string Migration, SortedDictionary<string, long> Rows, long AuditLines, string AuditHead)
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    private const string PostgresTables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

    /// <returns>Null if the database was never migrated.</returns>
    public static async Task<DatabaseState?> OfAsync(DbConnection connection, CancellationToken ct)
    {
        var tables = await TextsAsync(connection, connection is SqliteConnection ? SqliteTables : PostgresTables, ct);
        if (!tables.Contains("__EFMigrationsHistory") || !tables.Contains("audit_row")) return null;
        var migration = await TextsAsync(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\" DESC LIMIT 1", ct);
        if (migration.Count == 0) return null;
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        // The scheduler's own tables change by the second and hold nothing of ours.
        foreach (var table in tables.Where(t => !t.StartsWith("__EF", StringComparison.Ordinal) && !t.StartsWith("qrtz_", StringComparison.OrdinalIgnoreCase)))
            rows[table] = long.Parse((await TextsAsync(connection, $"SELECT CAST(count(*) AS text) FROM \"{table}\"", ct))[0], System.Globalization.CultureInfo.InvariantCulture);
        var head = await TextsAsync(connection, "SELECT hash FROM audit_row ORDER BY seq DESC LIMIT 1", ct);
        return new DatabaseState(migration[0], rows, rows["audit_row"], head.Count == 0 ? "" : head[0]);
    }

    /// <summary>What is wrong with the database, or null: its pages (SQLite) and the chain of its audit record.</summary>
    public static async Task<string?> FaultAsync(SupplyRiskDb db, CancellationToken ct)
    {
        if (db.Database.IsSqlite())
        {
            var said = await TextsAsync(db.Database.GetDbConnection(), "PRAGMA integrity_check(3)", ct);
            if (said is not ["ok"]) return string.Join("; ", said);
        }
        return await AuditTrail.FirstBrokenAsync(db, ct) is { } broken ? $"the audit record does not follow from itself at line {broken.Seq}" : null;
    }

    // Names of tables are the database's own.
    private static async Task<List<string>> TextsAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        if (connection.State != System.Data.ConnectionState.Open) await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>A database opened for itself, outside the pool, so that its file can be moved afterwards.</summary>
    public static SqliteSupplyRiskDb OpenFile(string file) =>
        new((DbContextOptions<SqliteSupplyRiskDb>)new DbContextOptionsBuilder<SqliteSupplyRiskDb>().UseSqlite($"Data Source={file};Pooling=False;Default Timeout=60").Options);

    public static PostgresSupplyRiskDb OpenPostgres(string address) =>
        new((DbContextOptions<PostgresSupplyRiskDb>)new DbContextOptionsBuilder<PostgresSupplyRiskDb>().UsePostgresStore(address).Options);
}
