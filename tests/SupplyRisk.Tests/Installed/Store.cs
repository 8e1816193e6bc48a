using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SupplyRisk.Data;

namespace SupplyRisk.Tests.Installed;

/// <summary>Which database the handlers run on. The same tests run on each; what is not configured shows as a labelled skip.</summary>
public enum Store
{
    Sqlite,
    Postgres,
}

/// <summary>Databases of tests: migrated once, then copied for each test.</summary>
internal static class Stores
{
    private const string Variable = "SUPPLYRISK_TEST_POSTGRES";

    private static readonly SemaphoreSlim Making = new(1, 1);
    private static string? sqliteTemplate;
    private static string? postgresTemplate;

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    /// <summary>A fresh, migrated database for the folder given; skips the test where the store is not configured.</summary>
    public static async Task<DataOptions> FreshAsync(Store store, string folder)
    {
        SkipWithout(store);
        await Making.WaitAsync();
        try
        {
            if (store == Store.Postgres) return new DataOptions { Folder = folder, Postgres = await FreshPostgresAsync() };
            var options = new DataOptions { Folder = folder };
            File.Copy(sqliteTemplate ??= await SqliteTemplateAsync(), options.SqliteFile);
            return options;
        }
        finally
        {
            Making.Release();
        }
    }

    /// <summary>A database that was never migrated.</summary>
    public static async Task<DataOptions> EmptyAsync(Store store, string folder)
    {
        SkipWithout(store);
        if (store == Store.Sqlite) return new DataOptions { Folder = folder };
        var name = $"supplyrisk_empty_{Guid.CreateVersion7():N}";
        await OnServerAsync($"CREATE DATABASE \"{name}\"");
        return new DataOptions { Folder = folder, Postgres = Address(name) };
    }

    private static void SkipWithout(Store store)
    {
        if (store == Store.Postgres && string.IsNullOrEmpty(Server)) Assert.Skip($"PostgreSQL is not configured: set {Variable} to a connection string.");
    }

    public static async Task DropAsync(DataOptions options)
    {
        if (options.Postgres is { } address)
        {
            var database = new NpgsqlConnectionStringBuilder(address).Database;
            await OnServerAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
            return;
        }
        using var connection = new SqliteConnection($"Data Source={options.SqliteFile};Default Timeout=30;Pooling=True");
        SqliteConnection.ClearPool(connection);
    }

    private static async Task<string> SqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = new DataOptions { Folder = folder }.SqliteFile;
        await using var db = new SqliteSupplyRiskDb((DbContextOptions<SqliteSupplyRiskDb>)new DbContextOptionsBuilder<SqliteSupplyRiskDb>().UseSqliteStore(file).Options);
        await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), CancellationToken.None);
        await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        return file;
    }

    private static async Task<string> FreshPostgresAsync()
    {
        postgresTemplate ??= await PostgresTemplateAsync();
        var name = $"supplyrisk_test_{Guid.CreateVersion7():N}";
        await OnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{postgresTemplate}\"");
        return Address(name);
    }

    private static async Task<string> PostgresTemplateAsync()
    {
        var name = $"supplyrisk_template_{Guid.CreateVersion7():N}";
        await OnServerAsync($"CREATE DATABASE \"{name}\"");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnServerAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)").GetAwaiter().GetResult();
        await using var db = new PostgresSupplyRiskDb((DbContextOptions<PostgresSupplyRiskDb>)new DbContextOptionsBuilder<PostgresSupplyRiskDb>().UsePostgresStore(Address(name)).Options);
        await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), CancellationToken.None);
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        return name;
    }

    private static string Address(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 8 }.ConnectionString;

    // Names of databases are ours, made above.
    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
