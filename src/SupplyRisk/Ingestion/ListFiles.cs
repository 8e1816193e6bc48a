using System.IO.Compression;
using System.Text;

namespace SupplyRisk.Ingestion;

/// <summary>Tells by its first bytes what a file is, and refuses what is no list before anything parses it.</summary>
internal static class ListFiles
{
    private const int HeadBytes = 1024;
    private const long RatioLookedAtAbove = 64L * 1024 * 1024;

    // A cell's 32,767 characters, each written as an entity, and room beyond: the parser holds one text whole.
    private const long LongestText = 4L * 1024 * 1024;

    /// <returns>One source for text, one for each sheet of a workbook; or the reason why there is none.</returns>
    public static (List<IRowSource> Sources, string? Refusal) Open(string path, ReadLimits limits)
    {
        if (Directory.Exists(path))
            return Refused($"{path} is a folder, not a list.");
        if (!File.Exists(path))
            return Refused($"There is no file {path}.");
        var length = new FileInfo(path).Length;
        if (length == 0)
            return Refused("The file is empty.");
        if (length > limits.FileBytes)
            return Refused($"The file has {length} bytes, the limit is {limits.FileBytes}. Split it into several files.");
        var head = Head(path);
        return head switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => Zip(path, limits),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] or [0x09, 0x00 or 0x02 or 0x04 or 0x08, 0x04 or 0x06 or 0x08 or 0x10, 0x00, ..] => Workbook(path, ListFormat.Xls, limits),
            _ when Foreign(head) is { } kind => Refused($"The file is {kind}, not a list. Save the list as CSV or XLSX."),
            _ => Text(path, limits),
        };
    }

    private static (List<IRowSource>, string?) Refused(string reason) => ([], reason);

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        return head[..file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
    }

    private static string? Foreign(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8))
            return "a PDF";
        if (head is [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..])
            return "a picture";
        if (head is [0x1F, 0x8B, ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x52, 0x61, 0x72, 0x21, ..])
            return "a compressed archive";
        var text = Encoding.ASCII.GetString(head).Trim('?', ' ', '\r', '\n', '\t');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<meta", StringComparison.OrdinalIgnoreCase))
            return "a web page, also if Excel opens it";
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return "XML, also if Excel opens it";
        return text.StartsWith("{\\rtf", StringComparison.Ordinal) ? "a rich text document" : null;
    }

    private static (List<IRowSource>, string?) Text(string path, ReadLimits limits)
    {
        if (Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase))
            return Refused("The file is named .xlsx but is not an Excel workbook. Save it again from Excel, or give it the ending .csv if it is text.");
        return DelimitedRows.Open(path, limits) is { } rows ? ([rows], null) : Refused("The file is binary, not text, and no Excel workbook either. Save the list as CSV or XLSX.");
    }

    private static (List<IRowSource>, string?) Workbook(string path, ListFormat format, ReadLimits limits) =>
        ([.. WorkbookRows.Sheets(path, format, limits)], null);

    private static (List<IRowSource>, string?) Zip(string path, ReadLimits limits)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.GetEntry("xl/workbook.xml") is null && zip.GetEntry("xl/workbook.bin") is null)
                return Refused("The file is a ZIP archive or another kind of office document, not an Excel workbook. Save the list as XLSX or CSV.");
            if (Bomb(zip, new FileInfo(path).Length, limits) is { } bomb)
                return Refused(bomb);
        }
        catch (InvalidDataException)
        {
            return Refused("The workbook is damaged: its ZIP container cannot be read. Open it in Excel and save it again.");
        }
        return Workbook(path, ListFormat.Xlsx, limits);
    }

    /// <summary>Unzips every part once, into nothing: the sizes a ZIP declares are only claims.</summary>
    private static string? Bomb(ZipArchive zip, long fileBytes, ReadLimits limits)
    {
        var total = 0L;
        var buffer = new byte[128 * 1024];
        // All of them: what a part is for, a ZIP only claims, too.
        foreach (var entry in zip.Entries)
        {
            var (part, sinceTag) = (0L, 0L);
            var isXml = entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
            using var stream = entry.Open();
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                total += read;
                part += read;
                if (isXml && LongestWithoutTag(buffer.AsSpan(0, read), ref sinceTag) > LongestText)
                    return $"The workbook holds a single text of more than {LongestText} bytes (in {Words.Visible(entry.FullName)}), far more than a cell can have. Save the list as CSV.";
                if (total > limits.UnzippedBytes)
                    return $"The workbook is larger than {limits.UnzippedBytes} bytes when unzipped. Split it, or save the list as CSV.";
                if (total > RatioLookedAtAbove && total > fileBytes * limits.UnzipRatio)
                    return $"The workbook grows more than {limits.UnzipRatio} times when unzipped, which lists do not. Save the list as CSV.";
                if (part > limits.SharedTextBytes && entry.FullName.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase))
                    return $"The workbook's texts take more than {limits.SharedTextBytes} bytes. Split it, or save the list as CSV.";
            }
        }
        return null;
    }

    private static long LongestWithoutTag(ReadOnlySpan<byte> bytes, ref long sinceTag)
    {
        var longest = sinceTag;
        int tag;
        while ((tag = bytes.IndexOf((byte)'<')) >= 0)
        {
            longest = Math.Max(longest, sinceTag + tag);
            sinceTag = 0;
            bytes = bytes[(tag + 1)..];
        }
        sinceTag += bytes.Length;
        return Math.Max(longest, sinceTag);
    }
}
