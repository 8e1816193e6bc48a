using System.IO.Compression;
using System.Security.Cryptography;

namespace SupplyRisk.Backup;

/// <summary>A backup opened for reading; whatever it claims is checked.</summary>
internal sealed class BackupArchive : IDisposable
{
    private const int MostManifestBytes = 256 << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;

    private BackupArchive(string file, ZipArchive zip, BackupManifest manifest) => (_file, _zip, Manifest) = (file, zip, manifest);

    public BackupManifest Manifest { get; }

    /// <returns>Null and the reason, if it is no backup of ours or a newer one.</returns>
    public static BackupArchive? Open(string file, out Refusal? refusal)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(file);
            var manifest = zip.GetEntry(BackupManifest.EntryName) is { Length: <= MostManifestBytes } entry ? Read(entry) : null;
            refusal = manifest switch
            {
                null => BackupErrors.Damaged(file, "it is no backup of SupplyRisk, or its manifest is missing"),
                { Format: > BackupManifest.CurrentFormat } => BackupErrors.Newer(file, $"format {manifest.Format}"),
                _ when Untrue(manifest, zip) is { } wrong => BackupErrors.Damaged(file, wrong),
                _ => null,
            };
            if (refusal is null) return new BackupArchive(file, zip, manifest!); // null is refused above
        }
        catch (InvalidDataException e)
        {
            refusal = BackupErrors.Damaged(file, $"the archive is cut off or damaged ({e.Message.TrimEnd('.')})");
        }
        zip?.Dispose();
        return null;
    }

    /// <summary>Unpacks every file and compares size and hash with the manifest.</summary>
    /// <returns>The first that differs, or null.</returns>
    public async Task<Refusal?> UnpackAsync(string folder, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var done = 0;
        foreach (var file in Manifest.Files)
        {
            var to = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // always below the folder
            if (!await MatchesAsync(file, to, ct)) return BackupErrors.Damaged(_file, $"{file.Path} in it is not what was put in");
            progress?.Report(new StageProgress("Unpacking", ++done, Manifest.Files.Count));
        }
        return null;
    }

    public void Dispose() => _zip.Dispose();

    private static BackupManifest? Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return BackupManifest.Read(reader.ReadToEnd());
    }

    private static string? Untrue(BackupManifest manifest, ZipArchive zip)
    {
        string[] databases = [BackUpInstallation.SqliteEntry, BackUpInstallation.PostgresEntry];
        var database = manifest.Database == "sqlite" ? databases[0] : databases[1];
        var named = manifest.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        if (named.FirstOrDefault(p => !databases.Contains(p) && !InstallationFiles.Kept(p)) is { } outside) return $"it names a file that belongs to no installation, '{Words.Visible(outside)}'";
        if (!named.Contains(database)) return "it holds no database";
        if (named.Count != manifest.Files.Count || zip.Entries.Count != named.Count + 1 || zip.Entries.Any(e => e.FullName != BackupManifest.EntryName && !named.Contains(e.FullName)))
            return "its files are not those its manifest names";
        return null;
    }

    private async Task<bool> MatchesAsync(BackedUpFile file, string to, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var target = new FileStream(to, options);
        var (buffer, bytes) = (new byte[1 << 20], 0L);
        try
        {
            await using var source = _zip.GetEntry(file.Path)!.Open(); // its entries are those the manifest names
            while (await source.ReadAsync(buffer, ct) is var read and > 0)
            {
                if ((bytes += read) > file.Bytes) return false;
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }
        target.Flush(flushToDisk: true);
        return bytes == file.Bytes && Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256;
    }
}
