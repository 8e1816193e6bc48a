using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Data;

/// <summary>An installation of the first version is brought to the newest with everything it holds, whatever migrations lie between.</summary>
public sealed class UpgradeTests
{
    /// <summary>What later versions need no longer: work is claimed by the partition of a run.</summary>
    private static readonly Dictionary<string, string[]> Dropped = new(StringComparer.Ordinal) { ["work"] = ["attempts", "lease_until", "owner"] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task What_the_first_version_held_is_there_after_the_upgrade(Store store)
    {
        var options = await Stores.EmptyAsync(store, Directory.CreateTempSubdirectory("supplyrisk-upgrade-").FullName);
        await using var services = new ServiceCollection().AddData(options).BuildServiceProvider();
        await using var db = services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync("First", Ct);
        await FillAsync(db);
        var columns = await TableContents.ColumnsAsync(db);
        foreach (var (table, gone) in Dropped) columns[table].RemoveAll(gone.Contains).ShouldBe(gone.Length);
        var before = await TableContents.OfAsync(db, columns);
        before.Values.ShouldAllBe(rows => rows.Count > 0, "every table of the first version holds something");

        await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), Ct);
        (await db.Database.GetPendingMigrationsAsync(Ct)).ShouldBeEmpty();
        var now = await TableContents.ColumnsAsync(db);
        foreach (var (table, names) in columns)
        {
            now.ShouldContainKey(table);
            names.Except(now[table]).ShouldBeEmpty($"columns of {table} that an upgrade dropped");
        }
        var after = await TableContents.OfAsync(db, columns);
        foreach (var (table, rows) in before) after[table].ShouldBe(rows, table);
        await ReadThroughModelAsync(db);
        (await db.Work.AsNoTracking().ToListAsync(Ct)).ShouldAllBe(w => w.RunId == null);
        (await AuditTrail.FirstBrokenAsync(db, Ct)).ShouldBeNull();

        await services.DisposeAsync();
        await Stores.DropAsync(options);
        Directory.Delete(options.Folder, recursive: true);
    }

    // Every row as the product reads it: names of states and instants must still be understood.
    private static async Task ReadThroughModelAsync(SupplyRiskDb db)
    {
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var read = typeof(UpgradeTests).GetMethod(nameof(ReadAllAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity.ClrType); // it stands below
            await (Task)read.Invoke(null, [db])!; // it returns a task
        }
    }

    private static async Task ReadAllAsync<T>(SupplyRiskDb db)
        where T : class => await db.Set<T>().AsNoTracking().ToListAsync(Ct);

    private static async Task FillAsync(SupplyRiskDb db)
    {
        var tables = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(TestInstallation.RepositoryRoot(), "tests", "SupplyRisk.Tests", "Data", "Upgrade", "first.json"), Ct), new JsonLoadSettings());
        await db.Database.OpenConnectionAsync(Ct);
        foreach (var (table, rows) in tables)
        {
            var types = await TypesAsync(db, table);
            foreach (var row in (JArray)rows!) // every table is an array
                await InsertAsync(db, table, ((JObject)row).Properties().ToList(), types);
        }
        await db.Database.CloseConnectionAsync();
    }

    private static async Task InsertAsync(SupplyRiskDb db, string table, List<JProperty> cells, Dictionary<string, string> types)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var values = new List<string>();
        foreach (var (cell, i) in cells.Select((c, i) => (c, i)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = db.Database.IsSqlite() ? ForSqlite(cell.Value) : ForPostgres(cell.Value, types[cell.Name]);
            command.Parameters.Add(parameter);
            values.Add(db.Database.IsSqlite() ? $"@p{i}" : $"CAST(@p{i} AS {types[cell.Name]})");
        }
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", cells.Select(c => $"\"{c.Name}\""))}) {(db.Database.IsSqlite() ? "" : "OVERRIDING SYSTEM VALUE ")}VALUES ({string.Join(", ", values)})";
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static object ForSqlite(JToken value) => value.Type switch
    {
        JTokenType.Null => DBNull.Value,
        JTokenType.Object => Convert.FromHexString((string)value["hex"]!), // bytes are written so
        JTokenType.Integer => (long)value,
        JTokenType.Float => (double)value,
        _ => (string)value!, // text is all that is left
    };

    private static object ForPostgres(JToken value, string type) => value.Type switch
    {
        JTokenType.Null => DBNull.Value,
        JTokenType.Object => "\\x" + (string)value["hex"]!, // bytes are written so
        JTokenType.Float => ((double)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => (string)value! + (type.StartsWith("timestamp", StringComparison.Ordinal) ? "Z" : ""), // a number reads as text, too
    };

    private static async Task<Dictionary<string, string>> TypesAsync(SupplyRiskDb db, string table)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        if (db.Database.IsSqlite()) return types;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct)) types[reader.GetString(0)] = reader.GetString(1);
        return types;
    }
}
