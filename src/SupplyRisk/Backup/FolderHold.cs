using SupplyRisk.Data;

namespace SupplyRisk.Backup;

/// <summary>An installation's data folder in use. Many hold it together, a restore holds it alone; the operating system frees it when its holder dies.</summary>
public sealed class FolderHold : IDisposable
{
    private readonly FileStream _held;

    private FolderHold(FileStream held) => _held = held;

    /// <summary>Opens the folder for use, and first settles a restore that was cut off.</summary>
    /// <exception cref="IOException">The folder cannot be used; says which and why.</exception>
    public static FolderHold Open(DataOptions data)
    {
        try
        {
            Directory.CreateDirectory(data.Folder);
            while (true)
            {
                if (FolderSwap.IsPending(data.Folder)) Settle(data);
                var hold = new FolderHold(new FileStream(Lock(data.Folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite));
                if (!FolderSwap.IsPending(data.Folder)) return hold;
                hold.Dispose(); // a restore began, and was cut off, since we looked
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The data folder {data.Folder} cannot be written to ({e.Message.TrimEnd('.')}). Give this user write permission, or name another folder with --data.", e);
        }
        catch (IOException e) when (StorageFault.Of(e) is null)
        {
            throw new IOException($"The data folder {data.Folder} cannot be opened ({e.Message.TrimEnd('.')}). If a backup is being restored into it, start again when that is done; otherwise name another folder with --data.", e);
        }
    }

    /// <summary>The folder for oneself; null if anybody else has it open.</summary>
    public static FolderHold? Alone(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FolderHold(new FileStream(Lock(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (StorageFault.Of(e) is null)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();

    private static void Settle(DataOptions data)
    {
        using var alone = Alone(data.Folder) ?? throw new IOException("another process holds it");
        new FolderSwap(data.Folder).Settle(head => PostgresDatabase.AuditHead(data.Postgres) == head);
    }

    private static string Lock(string folder) => Path.Combine(folder, "installation.lock");
}
