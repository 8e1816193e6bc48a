using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Data;

/// <summary>A start brings the database up to date, whatever an earlier one left.</summary>
public sealed class MigrateDatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Starts_at_the_same_time_leave_one_whole_database(Store store)
    {
        await using var empty = await Empty.MakeAsync(store);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var db = empty.Open();
            await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), Ct);
        }, Ct)));
        await using var migrated = empty.Open();
        (await migrated.Database.GetPendingMigrationsAsync(Ct)).ShouldBeEmpty();
        (await migrated.Suppliers.CountAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lock_left_by_a_killed_start_does_not_keep_the_next_one_waiting()
    {
        await using var empty = await Empty.MakeAsync(Store.Sqlite);
        await using (var killed = empty.Open())
        {
            await killed.Database.OpenConnectionAsync(Ct);
            await killed.Database.ExecuteSqlAsync($"""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""", Ct);
            await killed.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-02 09:00:00+00:00')""", Ct);
        }
        await using var db = empty.Open();
        await MigrateDatabase.RunAsync(db, TimeSpan.FromSeconds(30), Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        (await db.Suppliers.CountAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_start_that_waits_too_long_for_another_says_so()
    {
        await using var empty = await Empty.MakeAsync(Store.Sqlite);
        await using var holder = new FileStream(empty.Options.SqliteFile + ".migrate.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using var db = empty.Open();
        (await Should.ThrowAsync<TimeoutException>(() => MigrateDatabase.RunAsync(db, TimeSpan.FromMilliseconds(200), Ct))).Message.ShouldContain("migrate.lock");
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task The_migrations_are_in_step_with_the_model(Store store)
    {
        await using var empty = await Empty.MakeAsync(store);
        await using var db = empty.Open();
        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    /// <summary>A database that was never migrated.</summary>
    private sealed class Empty(DataOptions options, ServiceProvider services) : IAsyncDisposable
    {
        public DataOptions Options => options;

        public static async Task<Empty> MakeAsync(Store store)
        {
            var folder = Directory.CreateTempSubdirectory("supplyrisk-test-").FullName;
            var options = await Stores.EmptyAsync(store, folder);
            return new Empty(options, new ServiceCollection().AddData(options).BuildServiceProvider());
        }

        public SupplyRiskDb Open() => services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContext();

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await Stores.DropAsync(options);
            Directory.Delete(options.Folder, recursive: true);
        }
    }
}
