using System.Text;

namespace SupplyRisk.Ingestion.Documents.Plain;

/// <summary>Finds a text file's encoding: byte order mark, UTF-16 by its zero bytes, UTF-8 if it is valid, GB18030 by its byte pairs, else Windows-1252.</summary>
internal static class TextEncodings
{
    private const int Sample = 1 << 20;

    /// <param name="bytes">The whole file.</param>
    /// <param name="declared">What the file says of itself (an HTML meta element), believed only where the bytes leave it open; or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        var (encoding, skip) = Find(bytes, declared);
        return encoding.GetString(bytes[skip..]);
    }

    /// <summary>True if the bytes are no text in any encoding we read.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 1 << 16)];
        if (Mark(sample) is not null || WideByZeros(sample) is not null)
            return false;
        var controls = 0;
        foreach (var b in sample)
        {
            if (b == 0)
                return true;
            if (b < 32 && b is not (9 or 10 or 12 or 13 or 26 or 27))
                controls++;
        }

        return controls > sample.Length / 50;
    }

    public static char Windows1252(byte code) => CodePage("windows-1252").GetString([code])[0];

    private static (Encoding Encoding, int Skip) Find(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (Mark(bytes) is { } mark)
            return mark;
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        if (WideByZeros(sample) is { } wide)
            return (wide, 0);
        if (IsUtf8(sample, whole: sample.Length == bytes.Length))
            return (new UTF8Encoding(false), 0);
        return (Named(declared) ?? (LooksLikeGb(sample) ? CodePage("GB18030") : CodePage("windows-1252")), 0);
    }

    private static (Encoding, int)? Mark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0x84, 0x31, 0x95, 0x33, ..] => (CodePage("GB18030"), 4),
        _ => null,
    };

    private static Encoding? WideByZeros(ReadOnlySpan<byte> sample)
    {
        if (!sample.Contains((byte)0))
            return null;
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }

        // Even mostly Chinese text has spaces, digits and line ends, whose zero bytes all fall on one side.
        var enough = Math.Max(1, sample.Length / 100);
        return (even, odd) switch
        {
            (0, var low) when low >= enough => Encoding.Unicode,
            (var high, 0) when high >= enough => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static bool IsUtf8(ReadOnlySpan<byte> sample, bool whole)
    {
        // A cut sample may end inside a character.
        for (var cut = 0; cut < (whole ? 1 : 4) && cut < sample.Length + 1; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(sample[..^cut]))
                return true;
        }

        return false;
    }

    /// <summary>Bytes above 127 stand in pairs in Chinese text and mostly alone in Western text.</summary>
    private static bool LooksLikeGb(ReadOnlySpan<byte> sample)
    {
        int high = 0, paired = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80)
                continue;
            high++;
            if (sample[i] is >= 0xA1 and <= 0xF7 && i + 1 < sample.Length && sample[i + 1] is >= 0xA1 and <= 0xFE)
            {
                high++;
                paired += 2;
                i++;
            }
        }

        return high > 0 && paired >= high * 0.85;
    }

    private static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        if (name.Trim().ToLowerInvariant() is "gb2312" or "gbk" or "gb18030")
            return CodePage("GB18030");
        if (name.Trim().ToLowerInvariant() is "utf-8" or "utf8" or "utf-16" or "iso-8859-1")
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name.Trim()) ?? Encoding.GetEncoding(name.Trim());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding CodePage(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? throw new InvalidOperationException($"The runtime lacks the code page {name}.");
}
