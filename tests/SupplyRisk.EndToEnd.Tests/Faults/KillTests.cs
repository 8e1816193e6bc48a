using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Ingestion;
using SupplyRisk.Suppliers;

namespace SupplyRisk.EndToEnd.Faults;

/// <summary>kill -9 at points drawn from a seed: what was committed stays, nothing is half-applied, the next start goes on.</summary>
public sealed class KillTests
{
    private const int Kills = 2;

    private static readonly string Rulesets = Path.Combine(BuiltProgram.Repository, "rulesets");

    [Fact]
    public async Task An_import_killed_anywhere_is_applied_whole_or_not_at_all_and_can_be_done_again()
    {
        using var before = new DataFolder();
        await BuiltProgram.DoneAsync("import", before.Write("small.csv", List(50, "first")), "--source", "erp", "--data", before.Path);
        using var it = new DataFolder();
        var large = it.Write("large.csv", List(20_000, "second"));
        it.CopyFrom(before);
        var takes = await BuiltProgram.DoneAsync("import", large, "--source", "erp", "--data", it.Path);
        (await it.CountAsync<Supplier>()).ShouldBe(20_000);
        var versions = await it.CountAsync<SupplierVersion>();

        foreach (var point in Points(takes, seed: 1))
        {
            it.CopyFrom(before);
            await BuiltProgram.KilledAsync(point, "import", large, "--source", "erp", "--data", it.Path);
            await it.ShouldBeWholeAsync();
            var imports = await it.ReadAsync(db => db.Imports.CountAsync(i => i.State == ImportState.Applied));
            (await it.CountAsync<Supplier>()).ShouldBe(imports == 1 ? 50 : 20_000);

            await BuiltProgram.DoneAsync("import", large, "--source", "erp", "--data", it.Path);
            (await it.CountAsync<Supplier>()).ShouldBe(20_000);
            (await it.CountAsync<SupplierVersion>()).ShouldBe(versions, "fifty were changed once, whichever import did it");
            await it.ShouldBeWholeAsync();
        }
    }

    [Fact]
    public async Task A_first_start_killed_anywhere_is_completed_by_the_next()
    {
        using var it = new DataFolder();
        var takes = await BuiltProgram.DoneAsync("watchlists", "list", "--data", it.Path);
        foreach (var point in Points(takes, seed: 2))
        {
            Directory.Delete(it.Path, recursive: true);
            await BuiltProgram.KilledAsync(point, "watchlists", "list", "--data", it.Path);
            await BuiltProgram.DoneAsync("watchlists", "list", "--data", it.Path);
            (await it.ReadAsync(db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
            await it.ShouldBeWholeAsync();
        }
    }

    [Fact]
    public async Task A_rebuild_of_the_index_killed_anywhere_leaves_the_old_one_and_nothing_to_clear()
    {
        using var before = new DataFolder();
        await BuiltProgram.DoneAsync("import", before.Write("list.csv", List(3_000, "only")), "--source", "erp", "--data", before.Path);
        await BuiltProgram.DoneAsync("index", "rebuild", "--data", before.Path);
        using var it = new DataFolder();
        it.CopyFrom(before);
        var takes = await BuiltProgram.DoneAsync("index", "rebuild", "--data", it.Path);
        foreach (var point in Points(takes, seed: 3))
        {
            it.CopyFrom(before);
            await BuiltProgram.KilledAsync(point, "index", "rebuild", "--data", it.Path);
            File.Exists(Live(it)).ShouldBeTrue("searches are answered all along");
            await BuiltProgram.DoneAsync("index", "rebuild", "--data", it.Path);
            Directory.GetFiles(it.Path, "search-*.db").ShouldBe([Live(it)]);
            await it.ShouldBeWholeAsync();
        }
    }

    [Fact]
    public async Task A_screening_killed_anywhere_comes_to_the_same_in_the_end()
    {
        using var it = new DataFolder();
        string[] Screen(string output) =>
        [
            "screen", Path.Combine("samples", "suppliers.csv"), "--watchlists", Path.Combine("samples", "watchlists"), "--documents", Path.Combine("samples", "audits", "inbox"),
            "--as-of", "2026-11-22", "--rulesets", Rulesets, "--data", it.Path, "--format", "json", "--output", it.Below(output),
        ];
        var takes = await BuiltProgram.DoneAsync(Screen("undisturbed.json"));
        var undisturbed = await File.ReadAllTextAsync(it.Below("undisturbed.json"), TestContext.Current.CancellationToken);
        undisturbed.Length.ShouldBeGreaterThan(10_000);
        foreach (var point in Points(takes, seed: 4))
        {
            Directory.Delete(it.Path, recursive: true);
            await BuiltProgram.KilledAsync(point, Screen("killed.json"));
            if (File.Exists(it.Database)) File.Exists(Path.Combine(it.Path, "installation.lock")).ShouldBeTrue();
            await BuiltProgram.DoneAsync(Screen("again.json"));
            await it.ShouldBeWholeAsync();
            (await File.ReadAllTextAsync(it.Below("again.json"), TestContext.Current.CancellationToken)).ShouldBe(undisturbed);
            (await it.ReadAsync(db => db.Work.CountAsync())).ShouldBe(0);
            (await it.ReadAsync(db => db.SupplierFlags.Where(f => f.ClosedAt == null).GroupBy(f => new { f.SupplierId, f.Kind }).CountAsync(g => g.Count() > 1))).ShouldBe(0, "no flag is doubled");
        }
    }

    [Fact]
    public async Task A_restore_killed_anywhere_leaves_the_old_installation_or_the_new_never_both()
    {
        using var it = new DataFolder();
        await BuiltProgram.DoneAsync("import", it.Write("new.csv", List(2_000, "new")), "--source", "erp", "--data", it.Path);
        var backup = it.Below("backup.zip");
        await BuiltProgram.DoneAsync("backup", backup, "--data", it.Path);
        using var old = new DataFolder();
        await BuiltProgram.DoneAsync("import", old.Write("old.csv", List(70, "old")), "--source", "erp", "--data", old.Path);
        var takes = await BuiltProgram.DoneAsync("restore", backup, "--replace", "--data", it.Path);
        foreach (var point in Points(takes, seed: 5))
        {
            it.CopyFrom(old);
            await BuiltProgram.KilledAsync(point, "restore", backup, "--replace", "--data", it.Path);
            await BuiltProgram.DoneAsync("watchlists", "list", "--data", it.Path); // any start settles it
            await it.ShouldBeWholeAsync();
            var suppliers = await it.CountAsync<Supplier>();
            suppliers.ShouldBeOneOf(70, 2_000);
            Directory.Exists(Path.Combine(it.Path, ".restore")).ShouldBeFalse();
            await BuiltProgram.DoneAsync("restore", backup, "--replace", "--data", it.Path);
            (await it.CountAsync<Supplier>()).ShouldBe(2_000);
        }
    }

    private static IEnumerable<TimeSpan> Points(TimeSpan takes, int seed)
    {
        var random = new Random(seed);
        // The first third is the runtime starting; what is worth killing comes after.
        return Enumerable.Range(0, Kills).Select(_ => takes * (0.3 + (0.7 * random.NextDouble())));
    }

    private static string Live(DataFolder it) =>
        Path.Combine(it.Path, $"search-{int.Parse(File.ReadAllText(Path.Combine(it.Path, "search.live")), CultureInfo.InvariantCulture):000000}.db");

    private static string List(int suppliers, string word)
    {
        var rows = new StringBuilder("Supplier ID,Supplier name,Country,City,Products\n");
        for (var i = 0; i < suppliers; i++) rows.Append(CultureInfo.InvariantCulture, $"T-{i},Twin Otter Works {word} {i},VN,Hanoi,shoes\n");
        return rows.ToString();
    }
}
