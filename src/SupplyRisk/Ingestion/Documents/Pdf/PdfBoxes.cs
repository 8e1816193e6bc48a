using System.Globalization;
using System.Net;
using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>
/// Parses <c>pdftotext -bbox-layout</c>: one element a line, words in reading order with their boxes. Neither of the plain modes serves:
/// reading order takes tables apart, <c>-layout</c> runs columns of prose together. With the boxes both can be told apart.
/// </summary>
internal static class PdfBoxes
{
    private const int MaxLine = 1 << 20;

    public static List<PdfPage> Read(Stream output, ReaderLimits limits, CancellationToken ct)
    {
        using var reader = new StreamReader(new LimitedStream(output, limits.MaxToolOutputBytes), new UTF8Encoding(false), false, 1 << 16);
        var pages = new List<PdfPage>();
        string? title = null;
        var (width, height) = (0f, 0f);
        var lines = new List<PdfLine>();
        var words = new List<PdfWord>();
        var block = 0;
        while (reader.ReadLine() is { } text)
        {
            ct.ThrowIfCancellationRequested();
            var element = text.AsSpan().TrimStart();
            if (element.StartsWith("<word ") && element.Length < MaxLine)
            {
                if (Word(element) is { Text.Length: > 0 } word)
                    words.Add(word);
            }
            else if (element.StartsWith("</line>") && words.Count > 0)
            {
                lines.Add(new PdfLine(block, words));
                words = [];
            }
            else if (element.StartsWith("<block"))
            {
                block++;
            }
            else if (element.StartsWith("<page "))
            {
                (width, height) = (Number(ref element), Number(ref element));
                lines = [];
            }
            else if (element.StartsWith("</page>"))
            {
                if (pages.Count == limits.MaxPages)
                    throw new UnreadableException(UnreadableCause.OverLimit, $"The PDF has more than {limits.MaxPages} pages. Split it.");
                pages.Add(new PdfPage(pages.Count + 1, width, height, lines) { Title = title });
            }
            else if (element.StartsWith("<title>") && pages.Count == 0)
            {
                var end = element.IndexOf("</title>");
                title = end < 0 ? null : WebUtility.HtmlDecode(element[7..end].ToString());
            }
        }

        return pages;
    }

    private static PdfWord Word(ReadOnlySpan<char> element)
    {
        var rest = element;
        var (left, top, right, bottom) = (Number(ref rest), Number(ref rest), Number(ref rest), Number(ref rest));
        var start = rest.IndexOf('>') + 1;
        var end = rest.LastIndexOf("</word>");
        var text = end < start ? "" : rest[start..end].ToString();
        return new PdfWord(left, top, right, bottom, text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text);
    }

    private static float Number(ref ReadOnlySpan<char> rest)
    {
        var from = rest.IndexOf('"') + 1;
        var to = from + Math.Max(0, rest[from..].IndexOf('"'));
        _ = float.TryParse(rest[from..to], NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        rest = rest[Math.Min(to + 1, rest.Length)..];
        return float.IsFinite(value) ? value : 0;
    }

    private sealed class LimitedStream(Stream inner, long limit) : Stream
    {
        // Lines are read whole.
        private const long MaxLineBytes = 8 << 20;

        private long _read;
        private long _sinceLineEnd;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            var end = buffer[..read].LastIndexOf((byte)'\n');
            _sinceLineEnd = end < 0 ? _sinceLineEnd + read : read - end - 1;
            if (_sinceLineEnd > MaxLineBytes)
                throw new UnreadableException(UnreadableCause.OverLimit, FormattableString.Invariant($"The PDF gives a word of more than {MaxLineBytes >> 20} MB. Print it to a new PDF."));
            return _read <= limit
                ? read
                : throw new UnreadableException(UnreadableCause.OverLimit, FormattableString.Invariant($"The PDF gives more than {limit >> 20} MB of text and positions. Split it."));
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
