using System.Text;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>The text of a file: UTF-8 where it is, with or without a mark, or UTF-16 with one; else Windows-1252, which has all of Latin-1.</summary>
internal static class ListText
{
    static ListText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static StreamReader Open(ListFile file) => new(file.Open(), IsUtf8(file) ? StrictUtf8 : Encoding.GetEncoding(1252), detectEncodingFromByteOrderMarks: true, 64 * 1024);

    /// <summary>The whole text; refused where a page cannot be that long.</summary>
    public static string ReadWhole(ListFile file, long mostBytes)
    {
        if (new FileInfo(file.Path).Length > mostBytes) throw new UnreadableListException($"{file.Name} is larger than {mostBytes >> 20} MB. Is it the right file?");
        using var reader = Open(file);
        return reader.ReadToEnd();
    }

    private static UTF8Encoding StrictUtf8 => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool IsUtf8(ListFile file)
    {
        using var stream = file.Open();
        var decoder = StrictUtf8.GetDecoder();
        var (bytes, chars) = (new byte[64 * 1024], new char[64 * 1024 + 16]);
        try
        {
            int read;
            var first = true;
            while ((read = stream.Read(bytes)) > 0)
            {
                if (first && bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return true; // its mark is looked at when it is opened
                first = false;
                decoder.GetChars(bytes, 0, read, chars, 0, flush: false);
            }
            decoder.GetChars([], 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
