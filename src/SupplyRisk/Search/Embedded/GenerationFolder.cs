using System.Globalization;

namespace SupplyRisk.Search.Embedded;

/// <summary>The files of the index in the data folder: one database a generation, and a small file that names the live one.</summary>
internal sealed class GenerationFolder(string folder)
{
    private const string Prefix = "search-";
    private const string Suffix = ".db";

    private string Pointer => Path.Combine(folder, "search.live");

    public string PathOf(int generation) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:000000}{Suffix}"));

    /// <summary>Number of the live generation; null before the first, or if its file was lost.</summary>
    public int? Live()
    {
        // The generation named may have been replaced and removed since the pointer was read; it is lost only if it is still named.
        for (int? missing = null; ;)
        {
            var named = Named();
            if (named is null || named == missing)
                return null;
            if (File.Exists(PathOf(named.Value)))
                return named;
            missing = named;
        }
    }

    private int? Named()
    {
        try
        {
            return int.TryParse(File.ReadAllText(Pointer), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>From here on every process searches this generation: the file is replaced in one step.</summary>
    public void Point(int generation)
    {
        var next = Pointer + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(generation.ToString(CultureInfo.InvariantCulture)));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, Pointer, overwrite: true);
    }

    /// <summary>A number no file has yet. Only under the lock.</summary>
    public int Next() => Generations().DefaultIfEmpty(0).Max() + 1;

    /// <summary>The right to make and remove generations; the operating system frees it when its holder dies. Null if another holds it.</summary>
    public FileStream? TryLock()
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "search.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes every generation but the live one. Only under the lock.</summary>
    public void Clean()
    {
        var live = Live();
        foreach (var generation in Generations().Where(g => g != live))
            Remove(generation);
    }

    public void Remove(int generation)
    {
        foreach (var ending in new[] { "-wal", "-shm", "-journal", "" })
        {
            try
            {
                File.Delete(PathOf(generation) + ending);
            }
            catch (IOException)
            {
                // Windows keeps a file another process still reads; the next cleaning takes it.
            }
            catch (UnauthorizedAccessException)
            {
                // The same, as Windows reports it for a file waiting to be deleted.
            }
        }
    }

    private List<int> Generations() =>
    [
        .. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(f => Path.GetFileName(f)[Prefix.Length..^Suffix.Length])
            .Where(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))
            .Order(),
    ];
}
