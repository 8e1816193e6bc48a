using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SupplyRisk.Data;

/// <summary>Brings the database to the model's shape at start, alone, whatever an earlier start left behind.</summary>
public static class MigrateDatabase
{
    // Any number, the same for every instance.
    private const long AdvisoryLock = 7305110948812034;

    /// <summary>Applies pending migrations under a lock that the operating system or the server frees when its holder dies.</summary>
    /// <param name="db">The database to migrate.</param>
    /// <param name="wait">How long to wait for another instance that is migrating.</param>
    /// <param name="ct">Cancels the waiting, not a migration under way.</param>
    /// <exception cref="TimeoutException">Another instance held the lock for longer than <paramref name="wait"/>.</exception>
    public static async Task RunAsync(SupplyRiskDb db, TimeSpan wait, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        if (db.Database.IsNpgsql()) await OnPostgresAsync(db, wait, ct);
        else await OnSqliteAsync(db, wait, ct);
        db.Database.SetCommandTimeout(null);
    }

    private static async Task OnPostgresAsync(SupplyRiskDb db, TimeSpan wait, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString())
        {
            Pooling = false,
            KeepAlive = 15,
            CommandTimeout = (int)wait.TotalSeconds,
        };
        await using var holder = new NpgsqlConnection(address.ConnectionString);
        await holder.OpenAsync(ct);
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLock})", holder);
        await take.ExecuteNonQueryAsync(ct);
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            await db.Database.MigrateAsync(CancellationToken.None);
    }

    private static async Task OnSqliteAsync(SupplyRiskDb db, TimeSpan wait, CancellationToken ct)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        await using var held = await HoldAsync(file + ".migrate.lock", wait, ct);
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any()) return;

        // EF's own lock is a committed row; a start killed in a migration leaves it and the next start would wait for ever.
        // Under our lock any such row is stale.
        await db.Database.OpenConnectionAsync(ct);
        var stale = await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (stale > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
        await db.Database.MigrateAsync(CancellationToken.None);
    }

    private static async Task<FileStream> HoldAsync(string path, TimeSpan wait, CancellationToken ct)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (System.Diagnostics.Stopwatch.GetElapsedTime(started) < wait)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
            catch (IOException e)
            {
                throw new TimeoutException($"Another start has been migrating the database for {wait.TotalSeconds:0} s; it holds {path}.", e);
            }
        }
    }
}
