using SupplyRisk.Ingestion.Documents.Docx;
using SupplyRisk.Ingestion.Documents.Html;
using SupplyRisk.Ingestion.Documents.Pdf;
using SupplyRisk.Ingestion.Documents.Plain;
using SupplyRisk.Ingestion.Documents.Xlsx;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>Reads an audit document into its normalised text.</summary>
public static class DocumentReader
{
    /// <summary>
    /// The reader is chosen by what the content is, then by the file's extension. Never throws for a bad file: what cannot be read
    /// comes back with an empty text and an <see cref="UnreadablePart"/> that says why and what to do. Throws only on cancellation.
    /// </summary>
    public static async Task<DocumentText> ReadAsync(string path, ReaderLimits limits, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var format = DocumentFormat.Unknown;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(limits.MaxTime);
        try
        {
            var length = new FileInfo(path).Length;
            if (length == 0)
                throw new UnreadableException(UnreadableCause.Malformed, "The file is empty. Ask for it again.");
            if (length > limits.MaxFileBytes)
                throw TooLarge(length, limits.MaxFileBytes);

            format = await FormatDetection.DetectAsync(path, time.Token);
            return format switch
            {
                DocumentFormat.Pdf => await PdfReader.ReadAsync(path, limits, ct),
                DocumentFormat.Docx => await Task.Run(() => DocxReader.Read(path, limits, time.Token), time.Token),
                DocumentFormat.Xlsx => await Task.Run(() => XlsxReader.Read(path, limits, time.Token), time.Token),
                DocumentFormat.Html => HtmlReader.Read(await BytesAsync(path, length, limits.MaxHtmlBytes, time.Token), limits, time.Token),
                DocumentFormat.Markdown => MarkdownReader.Read(
                    TextEncodings.Decode(await BytesAsync(path, length, limits.MaxTextBytes, time.Token)), limits, time.Token),
                DocumentFormat.Text => TxtReader.Read(
                    TextEncodings.Decode(await BytesAsync(path, length, limits.MaxTextBytes, time.Token)), limits, time.Token),
                DocumentFormat.Unknown => throw new UnreadableException(
                    UnreadableCause.Malformed, "The content is no document we know. Save it as PDF, DOCX, XLSX, HTML or plain text."),
            };
        }
        catch (UnreadableException e)
        {
            return Unreadable(format, e.Cause, e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unreadable(format, UnreadableCause.OverLimit, $"Reading took longer than {limits.MaxTime.TotalSeconds:0} seconds. Split the document or raise the limit.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(format, UnreadableCause.Malformed, $"The file could not be opened: {e.Message} Check that it is there, closed and readable.");
        }
    }

    private static DocumentText Unreadable(DocumentFormat format, UnreadableCause cause, string reason) => new()
    {
        Text = "",
        Blocks = [],
        Format = format,
        Unreadable = [new UnreadablePart(null, cause, reason)],
    };

    private static async Task<byte[]> BytesAsync(string path, long length, long limit, CancellationToken ct)
    {
        if (length > limit)
            throw TooLarge(length, limit);
        return await File.ReadAllBytesAsync(path, ct);
    }

    private static UnreadableException TooLarge(long length, long limit) => new(
        UnreadableCause.OverLimit, FormattableString.Invariant($"The file has {length:N0} bytes, more than the {limit:N0} read of its kind. Split it or raise the limit."));
}
