using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Backup;

/// <summary>Puts a backup in the place of an installation: wholly, or not at all, also if it is killed on the way.</summary>
public sealed class RestoreInstallation(DataOptions data, TimeProvider time)
{
    /// <summary>Name of the setting that has the search index built anew (the index's feeder reads it): after a restore it may know what the database does not.</summary>
    public const string RebuildSearch = "search.rebuild";

    /// <param name="file">The archive.</param>
    /// <param name="replace">True puts it in the place of an installation that is not empty.</param>
    public async Task<Result<BackupManifest>> RunAsync(string file, bool replace, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        if (!File.Exists(file)) return BackupErrors.NoFile(file);
        using var alone = FolderHold.Alone(data.Folder);
        if (alone is null) return BackupErrors.InUse(data.Folder);
        var swap = new FolderSwap(data.Folder);
        swap.Settle(head => PostgresDatabase.AuditHead(data.Postgres) == head); // a restore cut off before this one
        if (!replace && await IsUsedAsync(ct)) return BackupErrors.NotEmpty(data.Folder);

        try
        {
            using var archive = BackupArchive.Open(file, out var refusal);
            if (archive is null) return refusal!; // one of the two
            if (Unfit(file, archive.Manifest) is { } unfit) return unfit;
            swap.Begin();
            if (await archive.UnpackAsync(swap.New, progress, ct) is { } damaged) return damaged;
            var refused = data.Postgres is { } address
                ? await IntoPostgresAsync(address, file, swap, archive.Manifest, ct)
                : await IntoFolderAsync(file, swap, archive.Manifest, ct);
            if (refused is not null) return refused;
            swap.Settle(_ => true);
            return archive.Manifest;
        }
        finally
        {
            if (FolderSwap.IsPending(data.Folder)) swap.Settle(head => PostgresDatabase.AuditHead(data.Postgres) == head);
        }
    }

    private async Task<bool> IsUsedAsync(CancellationToken ct)
    {
        if (File.Exists(data.SqliteFile) || InstallationFiles.Of(data.Folder).Count > 0) return true;
        if (data.Postgres is null) return false;
        await using var connection = await PostgresDatabase.OpenAsync(data.Postgres, ct);
        return await DatabaseState.OfAsync(connection, ct) is not null;
    }

    private Refusal? Unfit(string file, BackupManifest manifest)
    {
        var here = data.Postgres is null ? "sqlite" : "postgresql";
        if (manifest.Database != here) return BackupErrors.OtherDatabase(file, manifest.Database, here);
        using DbContext known = data.Postgres is { } address ? DatabaseState.OpenPostgres(address) : DatabaseState.OpenFile(":memory:");
        return known.Database.GetMigrations().Contains(manifest.Migration) ? null : BackupErrors.Newer(file, $"migration {manifest.Migration}");
    }

    // Brought up to date and verified while it is still beside the installation.
    private async Task<Refusal?> IntoFolderAsync(string file, FolderSwap swap, BackupManifest manifest, CancellationToken ct)
    {
        var database = Path.Combine(swap.New, InstallationFiles.Database);
        File.Move(Path.Combine(swap.New, BackUpInstallation.SqliteEntry), database);
        Directory.Delete(Path.Combine(swap.New, "database"));
        await using (var db = DatabaseState.OpenFile(database))
        {
            if (Difference(await DatabaseState.OfAsync(db.Database.GetDbConnection(), ct), manifest) is { } difference) return BackupErrors.Damaged(file, difference);
            if (await DatabaseState.FaultAsync(db, ct) is { } fault) return BackupErrors.Damaged(file, fault);
            await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), ct);
            await RecordAsync(db, swap.New, manifest, ct);
        }
        foreach (var left in Directory.EnumerateFiles(swap.New, "*.lock")) File.Delete(left);
        swap.Decide();
        return null;
    }

    private async Task<Refusal?> IntoPostgresAsync(string address, string file, FolderSwap swap, BackupManifest manifest, CancellationToken ct)
    {
        await using (var connection = await PostgresDatabase.OpenAsync(address, ct))
            if (await PostgresDatabase.OthersAsync(connection, ct) > 0) return BackupErrors.InUse(data.Folder);
        var dump = Path.Combine(swap.New, BackUpInstallation.PostgresEntry);
        var scratch = dump + ".sql";
        swap.DecideWith(manifest.AuditHead);
        if (await PostgresDatabase.ReplaceAsync(address, dump, scratch, time.NewId(), ct) is { } refusal) return refusal;
        Directory.Delete(Path.Combine(swap.New, "database"), recursive: true);
        swap.Decide();
        await using var db = DatabaseState.OpenPostgres(address);
        var difference = Difference(await DatabaseState.OfAsync(db.Database.GetDbConnection(), ct), manifest) ?? await DatabaseState.FaultAsync(db, ct);
        if (difference is not null) throw new InvalidDataException($"{file} was restored, but {difference}.");
        await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(1), ct);
        await RecordAsync(db, swap.New, manifest, ct);
        return null;
    }

    private async Task RecordAsync(SupplyRiskDb db, string folder, BackupManifest manifest, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (db.Database.IsSqlite())
        {
            await db.Settings.Where(s => s.Key == RebuildSearch).ExecuteDeleteAsync(ct);
            db.Settings.Add(new Setting { Key = RebuildSearch, Value = time.NewId().ToString("N") });
        }
        await new AuditTrail(time, AuditSeal.In(folder)).AppendAsync(
            db, Actor.LocalAdministrator, "installation.restored", "installation", new { manifest.CreatedAt, manifest.Version, manifest.AuditLines, manifest.AuditHead }, ct);
        await transaction.CommitAsync(ct);
    }

    private static string? Difference(DatabaseState? found, BackupManifest manifest)
    {
        if (found is null) return "its database was never migrated";
        if (found.AuditHead != manifest.AuditHead) return "its audit record ends otherwise than its manifest says";
        var different = manifest.Rows.Where(r => r.Key is not ("outbox_row" or "setting") && found.Rows.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key).ToList();
        return different.Count == 0 ? null : $"its manifest counts other rows than its database has in {string.Join(", ", different)}";
    }
}
