using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents.Plain;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>What a file is: by its first bytes, then by its shape, then by its extension.</summary>
internal static partial class FormatDetection
{
    private const int HeadBytes = 1 << 16;

    public static async Task<DocumentFormat> DetectAsync(string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        var head = new byte[(int)Math.Min(HeadBytes, file.Length)];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        head = head[..read];

        // PDF readers accept the mark anywhere in the first kilobyte, so files with mail headers before it are about.
        if (head.AsSpan(0, Math.Min(head.Length, 1024)).IndexOf("%PDF-"u8) >= 0)
            return DocumentFormat.Pdf;
        if (head.AsSpan().StartsWith("PK\x03\x04"u8) || head.AsSpan().StartsWith("PK\x05\x06"u8))
            return OfZip(file);
        if (Known(head) is { } what)
            throw new UnreadableException(what.Cause, what.Reason);
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw await OfCompoundAsync(file, ct);
        if (TextEncodings.IsBinary(head))
            return DocumentFormat.Unknown;
        return OfText(head, Path.GetExtension(path));
    }

    private static DocumentFormat OfText(byte[] head, string extension)
    {
        var start = TextEncodings.Decode(head);
        if (HtmlStart().IsMatch(start))
            return DocumentFormat.Html;
        if (start.AsSpan().TrimStart().StartsWith("{\\rtf"))
            throw new UnreadableException(UnreadableCause.Malformed, "The file is RTF, which is not read. Save it as DOCX or PDF.");
        return extension.ToLowerInvariant() switch
        {
            ".html" or ".htm" or ".xhtml" when start.Contains('<', StringComparison.Ordinal) => DocumentFormat.Html,
            ".md" or ".markdown" => DocumentFormat.Markdown,
            _ => DocumentFormat.Text,
        };
    }

    private static DocumentFormat OfZip(Stream file)
    {
        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.StartsWith("word/", StringComparison.OrdinalIgnoreCase))
                    return DocumentFormat.Docx;
                if (entry.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))
                    return DocumentFormat.Xlsx;
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableException(UnreadableCause.Malformed, "The file starts like a DOCX or XLSX but is cut off or damaged. Ask for it again.");
        }

        throw new UnreadableException(UnreadableCause.Malformed, "The file is an archive without a Word document or a workbook. Unpack it and add the documents.");
    }

    /// <summary>The old Office container: a DOCX locked with a password sits in it, and the Word format of before 2007.</summary>
    private static async Task<UnreadableException> OfCompoundAsync(Stream file, CancellationToken ct)
    {
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        var all = new byte[(int)Math.Min(file.Length, 4 << 20)];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(all, all.Length, throwOnEndOfStream: false, ct);
        return all.AsSpan(0, read).IndexOf(name) >= 0
            ? new UnreadableException(UnreadableCause.Password, "The document is locked with a password. Ask for a copy without one.")
            : new UnreadableException(UnreadableCause.Malformed, "The file is in the old binary Office format. Save it as DOCX, XLSX or PDF.");
    }

    private static (UnreadableCause Cause, string Reason)? Known(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Picture("JPEG"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Picture("PNG"),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Picture("GIF"),
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => Picture("TIFF"),
        _ => null,
    };

    private static (UnreadableCause Cause, string Reason) Picture(string kind) =>
        (UnreadableCause.NoTextLayer, $"The file is a picture ({kind}), with no text in it. Run text recognition (OCR) and add the result.");

    [GeneratedRegex(@"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|h[1-6]|div|p|table|section|article|main|ul|ol)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HtmlStart();
}
