using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.EndToEnd.Faults;

/// <summary>A data folder of a test's own, looked at from outside.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("supplyrisk-faults-").FullName;

    public DataFolder() => Path = Below("data");

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "supplyrisk.db");

    /// <summary>A path beside the data.</summary>
    public string Below(string name) => System.IO.Path.Combine(_root, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(Below(name), content);
        return Below(name);
    }

    /// <summary>Another test's state to begin with; nobody has it open.</summary>
    public void CopyFrom(DataFolder other)
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        foreach (var file in Directory.EnumerateFiles(other.Path, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(other.Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!); // always below the folder
            File.Copy(file, to);
        }
    }

    public async Task<T> ReadAsync<T>(Func<SupplyRiskDb, Task<T>> read)
    {
        await using var db = new SqliteSupplyRiskDb((DbContextOptions<SqliteSupplyRiskDb>)new DbContextOptionsBuilder<SqliteSupplyRiskDb>().UseSqlite($"Data Source={Database};Pooling=False;Default Timeout=60").Options);
        return await read(db);
    }

    public Task<int> CountAsync<T>()
        where T : class => ReadAsync(db => db.Set<T>().CountAsync());

    /// <summary>Pages and audit chain are whole, and every applied import stands in the audit record.</summary>
    public async Task ShouldBeWholeAsync()
    {
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Default Timeout=60"))
        {
            await connection.OpenAsync();
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            (await check.ExecuteScalarAsync()).ShouldBe("ok");
        }
        (await ReadAsync(db => AuditTrail.FirstBrokenAsync(db, CancellationToken.None))).ShouldBeNull();
        var applied = await ReadAsync(db => db.Imports.Where(i => i.State == Ingestion.ImportState.Applied).Select(i => i.Id).ToListAsync());
        var recorded = await ReadAsync(db => db.AuditRows.Where(r => r.Action == "import.applied").Select(r => r.Subject).ToListAsync());
        recorded.Order(StringComparer.Ordinal).ShouldBe(applied.Select(id => $"import:{id}").Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
