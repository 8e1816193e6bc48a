using System.Text;

namespace SupplyRisk.Ingestion;

/// <summary>The encoding of a text file, found by its content; or that it is no text.</summary>
internal static class ListEncodings
{
    private const int SampleBytes = 256 * 1024;

    // Stray control characters happen in exports; one in a hundred is another kind of file.
    private const double MostControls = 0.01;

    private static readonly Encoding Western;
    private static readonly Encoding Chinese;

    static ListEncodings()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Western = Encoding.GetEncoding(1252);
        Chinese = Encoding.GetEncoding("GB18030");
    }

    /// <summary>Null if the bytes are no text in any encoding known here. The stream may be left anywhere.</summary>
    public static (Encoding Encoding, string Name)? Detect(Stream file)
    {
        var sample = new byte[(int)Math.Min(SampleBytes, file.Length)];
        file.Position = 0;
        file.ReadExactly(sample);
        if (ByMark(sample) is { } marked)
            return marked;
        if (WithoutMark(sample) is { } wide)
            return wide;
        if (Controls(sample) > MostControls * sample.Length)
            return null;
        file.Position = 0;
        return Utf8Share(file) switch
        {
            { Invalid: 0, Valid: 0 } => (Encoding.UTF8, "ASCII"),
            { Invalid: 0 } => (Encoding.UTF8, "UTF-8"),
            // A few broken bytes in a file that is UTF-8 otherwise become U+FFFD, rather than the whole file nonsense.
            { Invalid: var invalid, Valid: var valid } when valid > 50 * invalid => (Encoding.UTF8, "UTF-8"),
            _ => IsChinese(HighSample(file)) ? (Chinese, "GB18030") : (Western, "Windows-1252"),
        };
    }

    private static (Encoding, string)? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, "UTF-8 with BOM"),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, "UTF-32 LE"),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, "UTF-16 LE"),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, "UTF-16 BE"),
        _ => null,
    };

    private static (Encoding, string)? WithoutMark(byte[] sample)
    {
        if (!sample.AsSpan().Contains((byte)0))
            return null;
        var little = WideShare(Encoding.Unicode.GetString(sample));
        var big = WideShare(Encoding.BigEndianUnicode.GetString(sample));
        if (Math.Max(little, big) < 0.97)
            return null;
        return little >= big ? (Encoding.Unicode, "UTF-16 LE") : (Encoding.BigEndianUnicode, "UTF-16 BE");
    }

    /// <summary>The share of characters a list would hold; 0 without the delimiters and line ends every list has.</summary>
    private static double WideShare(string text)
    {
        var (plausible, ascii) = (0, 0);
        foreach (var c in text)
        {
            if (c is '\t' or '\n' or '\r' or (>= ' ' and < '\x7f'))
                ascii++;
            else if (c is (>= '\u00a0' and < '\u0600') or (>= '\u0e00' and < '\u0e80') or (>= '\u1e00' and < '\u2200') or (>= '\u3000' and < '\u30ff')
                or (>= '\u4e00' and < '\u9fa6') or (>= '\uac00' and < '\ud7a4') or (>= '\uff00' and < '\uffe7'))
                plausible++;
        }
        return ascii * 50 < text.Length ? 0 : (double)(ascii + plausible) / text.Length;
    }

    private static int Controls(byte[] sample)
    {
        var controls = 0;
        foreach (var b in sample)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0B or 0x0C or 0x1A) or 0x7F)
                controls++;
        }
        return controls;
    }

    /// <summary>Sequences of more than one byte that are, and bytes that are not, UTF-8, over the whole file.</summary>
    private static (long Valid, long Invalid) Utf8Share(Stream file)
    {
        var (valid, invalid) = (0L, 0L);
        var buffer = new byte[64 * 1024];
        var kept = 0;
        int read;
        while ((read = file.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false)) > 0)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            while (bytes.Length > 0)
            {
                var high = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (high < 0)
                {
                    bytes = [];
                    break;
                }
                bytes = bytes[high..];
                var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
                if (status is System.Buffers.OperationStatus.NeedMoreData && bytes.Length < 4)
                    break;
                if (status is System.Buffers.OperationStatus.Done)
                    valid++;
                else
                    invalid++;
                bytes = bytes[consumed..];
            }
            bytes.CopyTo(buffer);
            kept = bytes.Length;
        }
        return (valid, kept > 0 ? invalid + 1 : invalid);
    }

    /// <summary>The lines with bytes above ASCII, up to the size of a sample: a list may be ASCII for its first thousand rows.</summary>
    private static byte[] HighSample(Stream file)
    {
        file.Position = 0;
        var sample = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while (sample.Length < SampleBytes && (read = file.Read(buffer)) > 0)
        {
            var bytes = buffer.AsSpan(0, read);
            if (!Ascii.IsValid(bytes))
                sample.Write(bytes);
        }
        return sample.ToArray();
    }

    /// <summary>
    /// In Chinese text most pairs are of the 3,755 common characters of GB 2312 (lead B0 to D7, trail A1 to FE). In Western text a
    /// byte above ASCII stands alone, before a letter: "ü" and "r" together happen to be a rare Chinese character.
    /// </summary>
    private static bool IsChinese(byte[] bytes)
    {
        var (pairs, common) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            pairs++;
            if (i + 1 < bytes.Length && bytes[i] is (>= 0xB0 and <= 0xD7) or 0xA1 or 0xA3 && bytes[i + 1] >= 0xA1)
                common++;
            if (i + 1 < bytes.Length && bytes[i] is >= 0x81 and <= 0xFE && bytes[i + 1] >= 0x40)
                i++;
        }
        return pairs > 0 && common >= pairs * 0.6;
    }
}
