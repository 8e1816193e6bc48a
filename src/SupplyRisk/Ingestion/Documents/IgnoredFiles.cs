namespace SupplyRisk.Ingestion.Documents;

/// <summary>Which files in a documents folder are no documents.</summary>
public static class IgnoredFiles
{
    /// <summary>Why it is left out, or null if it is read.</summary>
    public static string? Reason(FileSystemInfo entry)
    {
        var name = entry.Name;
        if (name.StartsWith("~$", StringComparison.Ordinal))
            return "A lock file of a word processor.";
        if (name == "__MACOSX")
            return "A folder of macOS metadata.";
        if (name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden))
            return "A hidden file or folder.";
        if (name is "Thumbs.db" or "desktop.ini")
            return "A file of the system.";

        // A link may lead out of the folder, or round in a circle.
        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return "A link. Put the file itself into the folder.";
        return entry is FileInfo file && !DocumentFolder.IsRead(file.Extension) ? Unsupported(file.Extension.ToLowerInvariant()) : null;
    }

    private static string Unsupported(string extension) => extension switch
    {
        "" => "It has no extension; name it .pdf, .docx, .xlsx, .html, .txt or .md.",
        ".doc" or ".rtf" or ".odt" or ".pages" => $"{extension} is not read. Save it as DOCX or PDF.",
        ".xls" or ".xlsm" or ".xlsb" or ".csv" or ".ods" => $"{extension} is a workbook we do not read as a document. Save it as XLSX or PDF.",
        ".jpg" or ".jpeg" or ".png" or ".tif" or ".tiff" or ".gif" or ".bmp" or ".heic" => $"{extension} is a picture, with no text in it. Run text recognition (OCR) and add the result.",
        ".zip" or ".rar" or ".7z" or ".gz" => $"{extension} is an archive. Unpack it.",
        ".eml" or ".msg" => $"{extension} is a mail. Save its attachments.",
        _ => $"{extension} is not read. Save it as PDF, DOCX, XLSX, HTML or text.",
    };
}
