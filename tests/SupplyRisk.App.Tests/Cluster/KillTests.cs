using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Tests.Cluster;

/// <summary>
/// Real processes of the built program, one of them killed at a random moment of a run. Whatever the moment, the run ends as an undisturbed one:
/// every supplier scored, none twice, no flag or case doubled. <c>tests/kill-test.sh</c> does it twenty times.
/// </summary>
public sealed class KillTests(KillTests.Unscreened unscreened, ITestOutputHelper output) : IClassFixture<KillTests.Unscreened>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Seeds of the kills: a few fixed ones, or as many random ones as <c>SUPPLYRISK_KILLS</c> says.</summary>
    public static TheoryData<int> Seeds(int usually)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("SUPPLYRISK_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : 0;
        return [.. kills > 0 ? Enumerable.Range(0, kills).Select(_ => Random.Shared.Next(1_000_000)) : Enumerable.Range(1, usually)];
    }

    [Theory]
    [MemberData(nameof(Seeds), 2)]
    public async Task Of_two_instances_on_PostgreSQL_the_other_finishes_the_run_as_if_nothing_had_happened(int seed)
    {
        var expected = await unscreened.OnPostgresAsync();
        var database = await TestServer.CreateAsync(expected.Postgres);
        await using var watching = MadeUpPortfolio.Open(MadeUpPortfolio.At(expected.Folder, database));
        try
        {
            using var one = new ServingProcess(expected.Folder, database);
            using var two = new ServingProcess(expected.Folder, database);
            await using (await HoldRunsAsync(database))
            {
                await one.AnswersAsync(Ct);
                await two.AnswersAsync(Ct);
            }
            var random = new Random(seed);
            var (killed, other) = random.Next(2) == 0 ? (one, two) : (two, one);
            await KillAsync(watching, killed, seed, random.NextDouble() * 0.8 * expected.Took);
            if (!await Outcome.EndsAsync(watching, Patience, Ct)) Assert.Fail($"seed {seed}: the run did not end.\n{await StandAsync(watching)}\n{other.Said}");
            Outcome.Difference(expected.Lines, await Outcome.ReadAsync(watching, Ct)).ShouldBe("", $"seed {seed}");
        }
        finally
        {
            await TestServer.DropAsync(database);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds), 1)]
    public async Task The_only_instance_on_SQLite_finishes_the_run_at_its_next_start(int seed)
    {
        var expected = await unscreened.OnSqliteAsync();
        var folder = Directory.CreateTempSubdirectory("supplyrisk-kill-").FullName;
        foreach (var file in Directory.EnumerateFiles(expected.Folder).Where(f => Path.GetFileName(f) is "supplyrisk.db" or "audit.key")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var options = MadeUpPortfolio.At(folder, null);
        await using var watching = MadeUpPortfolio.Open(options);
        try
        {
            var random = new Random(seed);
            using (var killed = new ServingProcess(folder, null)) await KillAsync(watching, killed, seed, random.NextDouble() * 0.8 * expected.Took);
            using var next = new ServingProcess(folder, null);
            if (!await Outcome.EndsAsync(watching, Patience, Ct)) Assert.Fail($"seed {seed}: the run did not end.\n{await StandAsync(watching)}\n{next.Said}");
            next.Kill();
            Outcome.Difference(expected.Lines, await Outcome.ReadAsync(watching, Ct)).ShouldBe("", $"seed {seed}");
        }
        finally
        {
            ClearPool(options);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task KillAsync(IServiceProvider watching, ServingProcess killed, int seed, double seconds)
    {
        var databases = watching.GetRequiredService<IDbContextFactory<SupplyRiskDb>>();
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(Ct);
            if (await db.Runs.AnyAsync(Ct)) break;
            if (Stopwatch.GetElapsedTime(since) > Patience) Assert.Fail($"seed {seed}: no run began.\n{killed.Said}");
            await Task.Delay(20, Ct);
        }
        await Task.Delay(TimeSpan.FromSeconds(seconds), Ct);
        killed.Kill();
        var stood = $"seed {seed}: process {killed.Id} killed {seconds:0.00} s into the run; {await StandAsync(watching)}";
        output.WriteLine(stood);
        if (Environment.GetEnvironmentVariable("SUPPLYRISK_KILLS") is not null) Console.Error.WriteLine(stood);
    }

    private static async Task<string> StandAsync(IServiceProvider watching)
    {
        await using var db = await watching.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
        var run = await db.Runs.AsNoTracking().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(Ct);
        var parts = await db.RunPartitions.AsNoTracking().OrderBy(p => p.Number).ToListAsync(Ct);
        return $"{run?.State} {run?.Stage}, {run?.Done} of {run?.Total} done, {parts.Count(p => p.FinishedAt is null)} of {parts.Count} partitions open, instances {string.Join(" ", parts.Select(p => p.Owner?.Split(':')[1]).Distinct())}";
    }

    // Both wait to begin the run until both are there to share it.
    private static async Task<NpgsqlConnection> HoldRunsAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Turns.NumberOf(Turn.Runs)})", connection);
        await take.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static void ClearPool(InstallationOptions options)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(options.DataFolder, "supplyrisk.db")};Default Timeout=30;Pooling=True");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
    }

    /// <summary>An installation with a portfolio taken in and not screened, and what an undisturbed run makes of it.</summary>
    internal sealed record Expected(string Folder, string? Postgres, List<string> Lines, double Took);

    /// <summary>Made once for all kills.</summary>
    public sealed class Unscreened : IAsyncLifetime
    {
        private readonly SemaphoreSlim making = new(1, 1);
        private readonly List<Expected> made = [];

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            foreach (var m in made)
            {
                if (m.Postgres is not null) await TestServer.DropAsync(m.Postgres);
                Directory.Delete(m.Folder, recursive: true);
            }
            making.Dispose();
        }

        internal Task<Expected> OnPostgresAsync() => OnceAsync(onPostgres: true);

        internal Task<Expected> OnSqliteAsync() => OnceAsync(onPostgres: false);

        private async Task<Expected> OnceAsync(bool onPostgres)
        {
            await making.WaitAsync(Ct);
            try
            {
                if (made.Find(m => m.Postgres is not null == onPostgres) is { } there) return there;
                var folder = Directory.CreateTempSubdirectory("supplyrisk-unscreened-").FullName;
                var database = onPostgres ? await TestServer.CreateAsync() : null;
                await TakeInAsync(folder, database);
                var expected = await UndisturbedAsync(folder, database);
                made.Add(expected);
                return expected;
            }
            finally
            {
                making.Release();
            }
        }

        private static async Task TakeInAsync(string folder, string? database)
        {
            var options = MadeUpPortfolio.At(folder, database);
            await using (var services = MadeUpPortfolio.Open(options))
            {
                await services.MigrateAsync(Ct);
                await MadeUpPortfolio.TakeInAsync(services, folder, Ct);
                if (database is null)
                {
                    await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
                    await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", Ct); // so that one file is all there is to copy
                }
            }
            await ForgetConnectionsAsync(options);
        }

        private static async Task<Expected> UndisturbedAsync(string folder, string? database)
        {
            var copy = Directory.CreateTempSubdirectory("supplyrisk-undisturbed-").FullName;
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) is "supplyrisk.db" or "audit.key")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            var options = MadeUpPortfolio.At(copy, database is null ? null : await TestServer.CreateAsync(database));
            await using (var services = MadeUpPortfolio.Open(options))
            {
                var since = Stopwatch.GetTimestamp();
                (await services.GetRequiredService<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), null, Ct)).Done.ShouldBeTrue();
                var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
                var lines = await Outcome.ReadAsync(services, Ct);
                lines.Count(l => l.StartsWith("screening ", StringComparison.Ordinal)).ShouldBe(MadeUpPortfolio.Suppliers);
                await ForgetConnectionsAsync(options);
                if (options.Postgres is { } done) await TestServer.DropAsync(done);
                Directory.Delete(copy, recursive: true);
                return new Expected(folder, database, lines, took);
            }
        }

        // A database that somebody is connected to is no template, and a file that is open is not deleted everywhere.
        private static async Task ForgetConnectionsAsync(InstallationOptions options)
        {
            if (options.Postgres is null)
            {
                ClearPool(options);
                return;
            }
            await using var connection = new NpgsqlConnection(options.Postgres);
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
