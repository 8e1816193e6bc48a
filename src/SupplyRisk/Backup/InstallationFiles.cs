namespace SupplyRisk.Backup;

/// <summary>Which files of a data folder belong to an installation's memory, and which are made again.</summary>
internal static class InstallationFiles
{
    public const string Database = "supplyrisk.db";

    /// <summary>Uploaded originals, keys, the audit seal: everything but the database (copied by its own means), the search index, locks, and what is half written.</summary>
    /// <returns>Paths below the folder with <c>/</c>, ordinal; empty if there is no folder.</returns>
    public static List<string> Of(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. Directory.EnumerateFiles(folder, "*", all).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(Kept).Order(StringComparer.Ordinal)];
    }

    /// <summary>True for a path a backup may hold: below the folder, and nothing that is made again.</summary>
    public static bool Kept(string path)
    {
        var parts = path.Split('/');
        return parts.All(IsName) && !parts[0].StartsWith("search", StringComparison.Ordinal) && !parts[0].StartsWith(Database, StringComparison.Ordinal) && parts[0] != FolderSwap.Staging
            && !(parts[^1].EndsWith(".lock", StringComparison.Ordinal) || parts[^1].EndsWith(".part", StringComparison.Ordinal) || parts[^1].EndsWith(".new", StringComparison.Ordinal));
    }

    private static bool IsName(string part) =>
        part is not ("" or "." or "..") && part.AsSpan().IndexOfAny('\\', ':') < 0 && !part.Any(char.IsControl);
}
