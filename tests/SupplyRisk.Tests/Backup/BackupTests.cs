using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Audit;
using SupplyRisk.Backup;
using SupplyRisk.Data;
using SupplyRisk.Search;
using SupplyRisk.Search.Embedded;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Backup;

/// <summary>What is backed up comes back, and whatever cannot come back changes nothing.</summary>
[Collection(Alone.Name)]
public sealed class BackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_backup_made_while_others_write_comes_back_row_by_row(Store store)
    {
        await using var source = await FilledAsync(store);
        var before = await source.ReadAsync(db => TableContents.OfAsync(db));

        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await source.ImportAsync($"Supplier ID,Supplier name,Country\nW-{i},Wandering Kettle {i},PT\n", "busy");
        }, Ct);
        var made = await new BackUpInstallation(source.Data, source.Clock).RunAsync(Path.Combine(source.Folder, "given"), null, Ct);
        await stop.CancelAsync();
        await writing;
        made.Done.ShouldBeTrue(string.Join(' ', made.Refusals.Select(r => r.Message)));

        await using var target = await Target.EmptyAsync(store);
        (await target.RestoreAsync(made.Value!.File)).ShouldBeEmpty(); // done
        await using var db = target.Open();
        var after = await TableContents.OfAsync(db);
        foreach (var (table, rows) in before.Where(t => t.Key is not ("outbox_row" or "setting"))) rows.Except(after[table]).ShouldBeEmpty(table);
        foreach (var (table, rows) in made.Value.Manifest.Rows.Where(r => r.Key is not ("outbox_row" or "setting" or "audit_row" or "audit_payload" or "audit_person"))) after[table].Count.ShouldBe((int)rows, table);
        after["audit_row"].Count.ShouldBe((int)made.Value.Manifest.AuditLines + 1, "the restore itself is recorded");
        (await AuditTrail.FirstBrokenAsync(db, Ct)).ShouldBeNull();
        Files(target.Data.Folder).Where(f => f.Path.StartsWith("documents/", StringComparison.Ordinal) || f.Path == "audit.key").ShouldBe(Files(source.Folder).Where(f => f.Path.StartsWith("documents/", StringComparison.Ordinal) || f.Path == "audit.key"));

        // The audit record's payloads open with the seal that came along.
        var payload = await db.AuditPayloads.OrderBy(p => p.AuditId).FirstAsync(Ct);
        AuditSeal.In(target.Data.Folder).Open(payload.Sealed).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Search_is_built_anew_after_a_restore_whatever_the_old_index_knew(Store store)
    {
        await using var source = await FilledAsync(store);
        var backup = await source.BackUpAsync();
        await source.ImportAsync("Supplier ID,Supplier name,Country\nX-1,Forgotten Accordion,FR\n", "later");
        await using var target = await Target.EmptyAsync(store);
        (await target.RestoreAsync(backup)).ShouldBeEmpty();

        // An index that lies elsewhere survives the restore and knows later things.
        using var index = new EmbeddedSearchIndex(source.Folder, NullLogger<EmbeddedSearchIndex>.Instance);
        await source.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
        (await FoundAsync(index, "accordion")).ShouldBe(1);
        await new FeedSearchIndex(target.Databases, index).UntilLevelAsync(Ct);
        (await FoundAsync(index, "accordion")).ShouldBe(0);
        (await FoundAsync(index, "kettle")).ShouldBe(1);
        await using var db = target.Open();
        (await db.Settings.AnyAsync(s => s.Key == FeedSearchIndex.AskedToRebuild, Ct)).ShouldBeFalse("once is enough");
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_damaged_archive_is_refused_and_changes_nothing(Store store)
    {
        await using var source = await FilledAsync(store);
        var backup = await source.BackUpAsync();
        var whole = await File.ReadAllBytesAsync(backup, Ct);
        await using var target = await Target.EmptyAsync(store);
        (await target.RestoreAsync(backup)).ShouldBeEmpty();
        var before = await target.ContentsAsync();
        var random = new Random(20261122);
        var (database, refused) = (0, 0);
        using (var zip = ZipFile.OpenRead(backup)) database = (int)zip.Entries[0].CompressedLength;
        for (var i = 0; i < 12; i++)
        {
            var damaged = i % 3 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
            // Within the database: a flip of a date in a header harms nobody.
            if (i % 3 != 0) damaged[random.Next(100, database)] ^= (byte)(1 << random.Next(8));
            var file = source.Path("damaged.zip");
            await File.WriteAllBytesAsync(file, damaged, Ct);
            // A few bits of a packed file carry nothing; what is then restored is what was backed up.
            if (await target.RestoreAsync(file, replace: true) is [var refusal])
            {
                refusal.Code.ShouldBe("restore_damaged", $"case {i}");
                refused++;
            }
            (await target.ContentsAsync()).ShouldBe(before, $"case {i}");
        }
        refused.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Every_reason_not_to_restore_is_said_and_changes_nothing()
    {
        await using var source = await FilledAsync(Store.Sqlite);
        var backup = await source.BackUpAsync();
        await using var target = await Target.EmptyAsync(Store.Sqlite);

        (await target.RestoreAsync(source.Path("none.zip"))).ShouldHaveSingleItem().Code.ShouldBe("restore_no_file");
        await target.RefusedAsync(Edited(source, backup, m => m with { Format = 2 }), "restore_newer", "format 2");
        await target.RefusedAsync(Edited(source, backup, m => m with { Migration = "29990101000000_Later" }), "restore_newer", "29990101000000_Later");
        await target.RefusedAsync(Edited(source, backup, m => m with { Database = "postgresql" }), "restore_damaged", "no database");
        await target.RefusedAsync(Edited(source, backup, m => m with { AuditHead = new string('0', 64) }), "restore_damaged", "audit record ends otherwise");
        await target.RefusedAsync(Edited(source, backup, m => m with { Rows = new SortedDictionary<string, long> { ["supplier"] = 7 } }), "restore_damaged", "other rows");
        await target.RefusedAsync(Edited(source, backup, m => m with { Files = [.. m.Files, new BackedUpFile("keys/more.xml", 3, "00")] }), "restore_damaged", "not those its manifest names");
        await target.RefusedAsync(Edited(source, backup, m => m with { Files = [.. m.Files, new BackedUpFile("../../etc/cron.d/x", 3, "00")] }, ("../../etc/cron.d/x", "abc")), "restore_damaged", "belongs to no installation");
        var noise = source.Path("noise.zip");
        await File.WriteAllTextAsync(noise, "not an archive", Ct);
        await target.RefusedAsync(noise, "restore_damaged", "damaged");
        Directory.EnumerateFileSystemEntries(target.Data.Folder).Select(Path.GetFileName).ShouldBe(["installation.lock"]);

        using (FolderHold.Open(target.Data)) await target.RefusedAsync(backup, "restore_in_use", "Stop the service");
        (await target.RestoreAsync(backup)).ShouldBeEmpty();
        await target.RefusedAsync(backup, "restore_not_empty", "--replace");
        (await target.RestoreAsync(backup, replace: true)).ShouldBeEmpty();
        (await new BackUpInstallation(target.Data, source.Clock).RunAsync(backup, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup_exists");
    }

    [Fact]
    public async Task A_damaged_database_is_not_backed_up_as_if_it_were_whole()
    {
        await using var source = await FilledAsync(Store.Sqlite);
        await source.ReadAsync(db => db.AuditRows.Where(r => r.Seq == 1).ExecuteUpdateAsync(u => u.SetProperty(r => r.Action, "nothing.happened"), Ct));
        var target = source.Path("backup.zip");
        (await new BackUpInstallation(source.Data, source.Clock).RunAsync(target, null, Ct)).Refusals.ShouldHaveSingleItem().Message.ShouldContain("at line 1");
        Directory.GetFiles(source.Path("")).Where(f => f.Contains("backup", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Where a kill may leave a restore, step by step: undecided it is forgotten, decided it is completed.</summary>
    [Theory]
    [InlineData("", "a b", "x y", "", "a b")]
    [InlineData("set old aside", "a b", "x y", "", "x y")]
    [InlineData("set old aside", "b", "x y", "a", "x y")]
    [InlineData("set old aside", "", "x y", "a b", "x y")]
    [InlineData("put new in place", "", "x y", "a b", "x y")]
    [InlineData("put new in place", "x", "y", "a b", "x y")]
    [InlineData("put new in place", "x y", "", "a b", "x y")]
    public void The_next_start_settles_a_restore_that_was_cut_off(string decision, string here, string prepared, string aside, string left)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-swap-").FullName;
        void Fill(string below, string names)
        {
            Directory.CreateDirectory(Path.Combine(folder, below));
            foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries)) File.WriteAllText(Path.Combine(folder, below, name), name);
        }

        Fill("", here);
        Fill(".restore/new", prepared);
        Fill(".restore/old", aside);
        if (decision.Length > 0) File.WriteAllText(Path.Combine(folder, ".restore", "decision"), decision);
        FolderHold.Open(new DataOptions { Folder = folder }).Dispose();
        string.Join(' ', Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Where(n => n != "installation.lock").Order(StringComparer.Ordinal)).ShouldBe(left);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<TestInstallation> FilledAsync(Store store)
    {
        var it = await TestInstallation.StartAsync(store);
        await it.ImportAsync("Supplier ID,Supplier name,Local name,Country,Products\nS-1,Paper Kettle Mills,纸壶纺织厂,CN,cotton yarn\nS-2,Glass Otter Works,,VN,shoes\n");
        await it.ListAsync("id,name,country\ne-1,Glass Whale Silicon,CN\n");
        await it.DocumentAsync("S-2/report.txt", "SMETA Audit Report\n\nDate of audit: 12 March 2026\n\nWorkers' passports are kept by the employer.\n");
        await it.RunAsync();
        return it;
    }

    private static async Task<long> FoundAsync(EmbeddedSearchIndex index, string word) =>
        (await index.SearchAsync(SearchText.Parse(word, SearchKind.Supplier).ToQuery(SearchKind.Supplier), SearchScope.All, Ct)).Total;

    private static string Edited(TestInstallation source, string backup, Func<BackupManifest, BackupManifest> edit, params (string Name, string Text)[] more)
    {
        var file = source.Path($"edited-{Guid.CreateVersion7():N}.zip");
        File.Copy(backup, file);
        using var zip = ZipFile.Open(file, ZipArchiveMode.Update);
        var old = zip.GetEntry("manifest.json")!; // every backup has one
        string text;
        using (var reader = new StreamReader(old.Open())) text = reader.ReadToEnd();
        old.Delete();
        foreach (var (name, content) in more.Append(("manifest.json", edit(BackupManifest.Read(text)!).Write()))) // it was written by us
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }
        return file;
    }

    private static List<(string Path, string Hash)> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))))).Order(),
    ];

    private sealed class Target(DataOptions data) : IAsyncDisposable
    {
        private readonly ServiceProvider services = new ServiceCollection().AddData(data).BuildServiceProvider();

        public DataOptions Data => data;

        public IDbContextFactory<SupplyRiskDb> Databases => services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>();

        public static async Task<Target> EmptyAsync(Store store) =>
            new(await Stores.EmptyAsync(store, Directory.CreateTempSubdirectory("supplyrisk-restore-").FullName));

        public SupplyRiskDb Open() => Databases.CreateDbContext();

        public async Task<IReadOnlyList<Refusal>> RestoreAsync(string file, bool replace = false)
        {
            Release();
            return (await new RestoreInstallation(data, TimeProvider.System).RunAsync(file, replace, null, Ct)).Refusals;
        }

        public async Task RefusedAsync(string file, string code, string because)
        {
            var refusal = (await RestoreAsync(file)).ShouldHaveSingleItem();
            refusal.Code.ShouldBe(code, refusal.Message);
            refusal.Message.ShouldContain(because);
        }

        public async Task<List<string>> ContentsAsync()
        {
            await using var db = Open();
            // Every restore adds its own line to the audit record and asks for a new index.
            return [.. (await TableContents.OfAsync(db)).Where(t => t.Key is not ("audit_row" or "audit_payload" or "audit_person" or "setting")).SelectMany(t => t.Value.Select(r => $"{t.Key}: {r}")), .. InFolder()];
        }

        private IEnumerable<string> InFolder() => Directory.EnumerateFiles(data.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(f => !f.Contains("supplyrisk.db-", StringComparison.Ordinal));

        // As if the program that used it had ended.
        private void Release()
        {
            if (data.Postgres is { } address) Npgsql.NpgsqlConnection.ClearPool(new Npgsql.NpgsqlConnection(address));
            else Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await Stores.DropAsync(data);
            Directory.Delete(data.Folder, recursive: true);
        }
    }
}
