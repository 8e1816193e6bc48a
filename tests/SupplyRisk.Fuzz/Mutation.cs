using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SupplyRisk.Fuzz;

/// <summary>Ways to break an input.</summary>
internal static class Mutation
{
    private const int Longest = 400_000;

    private static readonly string[] Scraps =
    [
        "", "\0", "\r", "\n", "\"", "'", ",", ";", "\t", "|", "=cmd()", "+1", "-1", "@x", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ud800", "\u001b[2J", "99999999999999999999", "-0", "1e309", "NaN",
        "0001-01-01", "9999-12-31", "31.02.2026", "<", ">", "&", "&#0;", "&#x110000;", "<!--", "]]>", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "<table><tr><td>", "</td></tr></table>", "<?xml version=\"1.1\"?>",
        "colspan=\"2147483647\"", "rowspan='99999999'", "{{", "}}", "*a", "&a ", "!x ", "- ", ": ", "\n---\n", "any: ", "-country:CN ", "date:2025..2024 ", "\"open", "AND NOT NEAR(", "纸", "ﷺ", "İ", "ß", "e\u0301", "\u0000\u0000",
    ];

    public static byte[] Bytes(byte[] seed, Random random, byte[] other)
    {
        var bytes = seed;
        for (var times = random.Next(1, 6); times > 0; times--) bytes = Once(bytes, random, other);
        return bytes.Length > Longest ? bytes[..Longest] : bytes;
    }

    public static string Text(string seed, Random random, string other)
    {
        var text = seed;
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var (at, length) = Stretch(text.Length, random);
            text = random.Next(8) switch
            {
                0 => text[..at],
                1 => string.Concat(text.AsSpan(0, at), text.AsSpan(at + length)),
                2 => string.Concat(text.AsSpan(0, at), string.Concat(Enumerable.Repeat(text.Substring(at, Math.Min(length, 200)), random.Next(1, 200)))),
                3 => string.Concat(text.AsSpan(0, at), other.AsSpan(Math.Min(other.Length, random.Next(other.Length + 1)))),
                4 => text.Replace(text.Length == 0 ? "x" : text[Math.Min(at, text.Length - 1)].ToString(), Scraps[random.Next(Scraps.Length)], StringComparison.Ordinal),
                _ => string.Concat(text.AsSpan(0, at), Repeated(random), text.AsSpan(at)),
            };
            if (text.Length > Longest) text = text[..Longest];
        }
        return text;
    }

    /// <summary>A ZIP with a part of it broken inside, the container sound; or the container itself tampered with.</summary>
    public static byte[] Zip(byte[] seed, Random random, byte[] other)
    {
        if (random.Next(4) == 0) return Bytes(seed, random, other);
        using var made = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(seed)))
        using (var to = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            var parts = from.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal) || e.FullName.EndsWith(".rels", StringComparison.Ordinal)).ToList();
            var broken = parts.Count == 0 ? "" : parts[random.Next(parts.Count)].FullName;
            var how = random.Next(10);
            foreach (var entry in from.Entries)
            {
                var isBroken = entry.FullName == broken;
                if (isBroken && how == 0) continue;
                var content = ReadAll(entry);
                if (isBroken && how < 8) content = random.Next(3) == 0 ? Bytes(content, random, other) : Xml(content, random);
                Write(to, isBroken && how == 8 ? "../" + entry.FullName : entry.FullName, content);
                if (isBroken && how == 9) Write(to, entry.FullName, content);
            }
        }
        var bytes = made.ToArray();
        return random.Next(6) == 0 ? Once(bytes, random, other) : bytes;
    }

    /// <summary>Tags doubled, dropped, nested, given large numbers.</summary>
    public static byte[] Xml(byte[] seed, Random random)
    {
        var text = Encoding.UTF8.GetString(seed);
        for (var times = random.Next(1, 5); times > 0 && text.Length is > 0 and < Longest; times--)
        {
            var open = text.IndexOf('<', random.Next(text.Length));
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close < 0) return Encoding.UTF8.GetBytes(text + Repeated(random));
            var tag = text[open..(close + 1)];
            text = random.Next(7) switch
            {
                0 => text.Remove(open, tag.Length),
                1 => text.Insert(open, string.Concat(Enumerable.Repeat(tag, random.Next(1, 600)))),
                2 => text.Insert(close, $" {Word(random)}=\"{random.NextInt64(-5, long.MaxValue)}\""),
                3 => System.Text.RegularExpressions.Regex.Replace(text, "\"[0-9]{1,9}\"", $"\"{random.NextInt64(-2, int.MaxValue * 2L)}\"", System.Text.RegularExpressions.RegexOptions.NonBacktracking),
                4 => text.Insert(open, Repeated(random)),
                5 => text[..close],
                _ => text.Insert(close + 1, text[..Math.Min(text.Length, random.Next(2000))]),
            };
        }
        return Encoding.UTF8.GetBytes(text.Length > Longest ? text[..Longest] : text);
    }

    private static byte[] Once(byte[] bytes, Random random, byte[] other)
    {
        var (at, length) = Stretch(bytes.Length, random);
        switch (random.Next(9))
        {
            case 0: // truncation
                return bytes[..at];
            case 1: // a hole
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 2: // a stretch again and again
                var again = bytes.AsSpan(at, Math.Min(length, 300)).ToArray();
                return [.. bytes.AsSpan(0, at), .. Enumerable.Repeat(again, random.Next(1, 120)).SelectMany(b => b), .. bytes.AsSpan(at)];
            case 3: // the end of another
                return [.. bytes.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length + 1))];
            case 4: // a length or count that lies
                if (bytes.Length < 8) return bytes;
                var lie = (byte[])bytes.Clone();
                uint[] lies = [0, 1, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, (uint)random.Next()];
                BinaryPrimitives.WriteUInt32LittleEndian(lie.AsSpan(random.Next(bytes.Length - 4)), lies[random.Next(lies.Length)]);
                return lie;
            case 5:
                return [.. bytes.AsSpan(0, at), .. Encoding.UTF8.GetBytes(Repeated(random)), .. bytes.AsSpan(at)];
            case 6: // one byte for another, everywhere: delimiters, quotes, line ends
                if (bytes.Length == 0) return bytes;
                var (from, to) = (bytes[random.Next(bytes.Length)], (byte)random.Next(256));
                return [.. bytes.Select(b => b == from ? to : b)];
            default: // flipped bits
                if (bytes.Length == 0) return bytes;
                var flipped = (byte[])bytes.Clone();
                for (var i = random.Next(1, 12); i > 0; i--) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
        }
    }

    private static (int At, int Length) Stretch(int length, Random random)
    {
        var at = random.Next(length + 1);
        return (at, random.Next(Math.Min(length - at, 4000) + 1));
    }

    private static string Repeated(Random random)
    {
        var scrap = Scraps[random.Next(Scraps.Length)];
        return random.Next(4) == 0 ? string.Concat(Enumerable.Repeat(scrap, random.Next(1, 2000))) : scrap;
    }

    private static string Word(Random random) => ((string[])["colspan", "r", "s", "t", "ref", "count", "val", "rowspan", "id"])[random.Next(9)];

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(content);
    }
}
