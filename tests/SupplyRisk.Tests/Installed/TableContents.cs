using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Tests.Installed;

/// <summary>Every row of every table, to compare databases with.</summary>
internal static class TableContents
{
    /// <param name="columnsOf">Columns to read of a table, or null for all; a table it does not know is read whole.</param>
    public static async Task<SortedDictionary<string, List<string>>> OfAsync(SupplyRiskDb db, IReadOnlyDictionary<string, List<string>>? columnsOf = null)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        var all = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(connection))
        {
            var columns = columnsOf?.GetValueOrDefault(table) is { } known ? string.Join(", ", known.Select(c => $"\"{c}\"")) : "*";
            all[table] = await RowsAsync(connection, $"SELECT {columns} FROM \"{table}\"");
        }
        await db.Database.CloseConnectionAsync();
        return all;
    }

    /// <summary>Columns by table, as the database has them.</summary>
    public static async Task<Dictionary<string, List<string>>> ColumnsAsync(SupplyRiskDb db)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        var columns = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" LIMIT 0";
            await using var reader = await command.ExecuteReaderAsync();
            columns[table] = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Order(StringComparer.Ordinal)];
        }
        await db.Database.CloseConnectionAsync();
        return columns;
    }

    private static async Task<List<string>> TablesAsync(DbConnection connection) => await RowsAsync(connection, connection is SqliteConnection
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
        : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%' AND tablename NOT LIKE 'qrtz%'");

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
