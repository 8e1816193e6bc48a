using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SupplyRisk.Data;

namespace SupplyRisk.Backup;

/// <summary>A backup made.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record BackupMade(string File, long Bytes, BackupManifest Manifest);

/// <summary>
/// Copies an installation into one archive while it is used: the database as of one moment, then uploaded originals, keys and the
/// audit seal. The search index is left out; it is built anew from the rest.
/// </summary>
public sealed class BackUpInstallation(DataOptions data, TimeProvider time)
{
    internal const string SqliteEntry = "database/supplyrisk.db", PostgresEntry = "database/postgresql.dump";

    /// <param name="target">A new file, or a folder to put it in under a name with the time.</param>
    public async Task<Result<BackupMade>> RunAsync(string target, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var now = time.Instant();
        var file = Directory.Exists(target) ? Path.Combine(target, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"supplyrisk-{now:yyyyMMdd-HHmmss}.zip")) : target;
        if (Path.Exists(file)) return BackupErrors.Exists(file);
        if (data.Postgres is null && !File.Exists(data.SqliteFile)) return BackupErrors.NothingToBackUp(data.Folder);
        var (copy, part) = (file + ".database.part", file + ".part");
        try
        {
            progress?.Report(new StageProgress("Copying the database", 0, null));
            // The database first: whatever file a row of it names was there before the row was.
            var copied = data.Postgres is { } address ? await CopyPostgresAsync(address, copy, ct) : await CopySqliteAsync(copy, ct);
            if (!copied.Done) return Result<BackupMade>.Refused(copied.Refusals);
            var manifest = await ArchiveAsync(part, copy, copied.Value, now, progress, ct);
            File.Move(part, file, overwrite: false);
            return new BackupMade(file, new FileInfo(file).Length, manifest);
        }
        finally
        {
            foreach (var left in (string[])[copy, copy + "-wal", copy + "-shm", copy + "-journal", part]) File.Delete(left);
        }
    }

    private async Task<Result<DatabaseState>> CopySqliteAsync(string copy, CancellationToken ct)
    {
        CreateOwn(copy).Dispose();
        await using (var source = new SqliteConnection($"Data Source={data.SqliteFile};Mode=ReadWrite;Pooling=False;Default Timeout=60"))
        await using (var to = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await source.OpenAsync(ct);
            await to.OpenAsync(ct);
            source.BackupDatabase(to); // in one go: in steps it would begin anew at every write of somebody else
        }
        await using var db = DatabaseState.OpenFile(copy);
        if (await DatabaseState.OfAsync(db.Database.GetDbConnection(), ct) is not { } state) return BackupErrors.NothingToBackUp(data.Folder);
        if (await DatabaseState.FaultAsync(db, ct) is { } fault) return BackupErrors.SourceDamaged(fault);
        return state;
    }

    private async Task<Result<DatabaseState>> CopyPostgresAsync(string address, string copy, CancellationToken ct)
    {
        await using (var db = DatabaseState.OpenPostgres(address))
        {
            if (await DatabaseState.OfAsync(db.Database.GetDbConnection(), ct) is null) return BackupErrors.NothingToBackUp(data.Folder);
            if (await DatabaseState.FaultAsync(db, ct) is { } fault) return BackupErrors.SourceDamaged(fault);
        }
        // Counts and dump see one snapshot, whatever is written meanwhile.
        await using var connection = await PostgresDatabase.OpenAsync(address, ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", connection, transaction);
        var snapshot = (string)(await export.ExecuteScalarAsync(ct))!; // never null
        var state = await DatabaseState.OfAsync(connection, ct);
        CreateOwn(copy).Dispose();
        return await PostgresDatabase.DumpAsync(address, snapshot, copy, ct) is { } refusal ? refusal : state!; // seen above, and nothing takes tables away
    }

    private async Task<BackupManifest> ArchiveAsync(string part, string copy, DatabaseState state, DateTime now, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var files = new List<BackedUpFile>();
        await using var stream = CreateOwn(part);
        BackupManifest manifest;
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            files.Add(await AddAsync(zip, data.Postgres is null ? SqliteEntry : PostgresEntry, copy, ct));
            var below = InstallationFiles.Of(data.Folder);
            foreach (var path in below)
            {
                files.Add(await AddAsync(zip, path, Path.Combine(data.Folder, path), ct));
                progress?.Report(new StageProgress("Copying files", files.Count - 1, below.Count));
            }
            manifest = new BackupManifest
            {
                Format = BackupManifest.CurrentFormat,
                Version = typeof(BackUpInstallation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
                CreatedAt = now,
                Database = data.Postgres is null ? "sqlite" : "postgresql",
                Migration = state.Migration,
                Files = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)],
                Rows = state.Rows,
                AuditLines = state.AuditLines,
                AuditHead = state.AuditHead,
            };
            await using var writer = new StreamWriter(zip.CreateEntry(BackupManifest.EntryName).Open());
            await writer.WriteAsync(manifest.Write().AsMemory(), ct);
        }
        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static async Task<BackedUpFile> AddAsync(ZipArchive zip, string path, string from, CancellationToken ct)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[1 << 20], 0L);
        while (await source.ReadAsync(buffer, ct) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), ct);
            bytes += read;
        }
        return new BackedUpFile(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>A file only its owner may read: a backup holds keys.</summary>
    private static FileStream CreateOwn(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
