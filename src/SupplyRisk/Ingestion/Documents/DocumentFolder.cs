namespace SupplyRisk.Ingestion.Documents;

/// <summary>A file to read.</summary>
/// <param name="RelativePath">Below the folder, with <c>/</c>.</param>
public sealed record DocumentFile(string RelativePath, string FullPath, long Bytes);

/// <summary>A file or folder left out.</summary>
/// <param name="RelativePath">Below the folder, with <c>/</c>.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record IgnoredFile(string RelativePath, string Reason);

/// <summary>What a documents folder holds, both in ordinal order of their paths.</summary>
public sealed record DocumentListing(IReadOnlyList<DocumentFile> Files, IReadOnlyList<IgnoredFile> Ignored);

/// <summary>Lists a documents folder. Nothing is dropped silently: what is not read is listed with its reason.</summary>
public static class DocumentFolder
{
    private static readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase)
        { ".pdf", ".docx", ".xlsx", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown" };

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DocumentListing List(string root, ReaderLimits limits)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"There is no folder '{root}'.");
        var files = new List<DocumentFile>();
        var ignored = new List<IgnoredFile>();
        Walk(new DirectoryInfo(root), "", 0, limits, files, ignored);
        return new DocumentListing(
            [.. files.OrderBy(f => f.RelativePath, StringComparer.Ordinal)], [.. ignored.OrderBy(f => f.RelativePath, StringComparer.Ordinal)]);
    }

    private static void Walk(DirectoryInfo folder, string path, int depth, ReaderLimits limits, List<DocumentFile> files, List<IgnoredFile> ignored)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            ignored.Add(new(path.TrimEnd('/'), $"The folder could not be opened: {e.Message}"));
            return;
        }

        // Sorted here too, so that a limit cuts the same files off on every machine.
        foreach (var entry in entries.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var relative = path + entry.Name;
            if (IgnoredFiles.Reason(entry) is { } reason)
                ignored.Add(new(relative, reason));
            else if (entry is DirectoryInfo inner && depth >= limits.MaxFolderDepth)
                ignored.Add(new(relative, $"Folders are nested more than {limits.MaxFolderDepth} deep."));
            else if (entry is DirectoryInfo below)
                Walk(below, relative + "/", depth + 1, limits, files, ignored);
            else if (files.Count >= limits.MaxFiles)
                ignored.Add(new(relative, $"The folder holds more than {limits.MaxFiles} documents."));
            else if (entry is FileInfo file)
                files.Add(new(relative, file.FullName, file.Length));
        }
    }

    internal static bool IsRead(string extension) => _read.Contains(extension);
}
