using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SupplyRisk.Search.Embedded;

/// <summary>A record's title and texts, as kept for display.</summary>
internal sealed record StoredTexts(string Title, IReadOnlyList<(SearchTextPart Part, string Text)> Texts)
{
    private const byte Plain = 0;
    private const byte Brotli = 1;

    /// <summary>Shorter texts gain nothing from compression.</summary>
    private const int WorthCompressing = 1024;

    public byte[] Write()
    {
        using var plain = new MemoryStream();
        plain.WriteByte(Plain);
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Title);
            writer.Write7BitEncodedInt(Texts.Count);
            foreach (var (part, text) in Texts)
            {
                writer.Write((byte)part);
                writer.Write(text);
            }
        }
        return plain.Length < WorthCompressing ? plain.ToArray() : Compress(plain.GetBuffer().AsSpan(1, (int)plain.Length - 1));
    }

    public static StoredTexts Read(byte[] bytes)
    {
        // In one piece: read through a stream in small steps, decompression takes three times as long.
        var plain = bytes[0] == Brotli ? Decompress(bytes.AsSpan(1)) : bytes[1..];
        using var reader = new BinaryReader(new MemoryStream(plain), Encoding.UTF8);
        var title = reader.ReadString();
        var texts = new (SearchTextPart, string)[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = ((SearchTextPart)reader.ReadByte(), ReadString(reader));
        return new StoredTexts(title, texts);
    }

    /// <summary>As <see cref="BinaryReader.ReadString"/>, without its steps of 128 bytes.</summary>
    private static string ReadString(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes(reader.Read7BitEncodedInt()));

    /// <summary>The mark, the plain length, the compressed bytes.</summary>
    private static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        var compressed = new byte[5 + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        compressed[0] = Brotli;
        BinaryPrimitives.WriteInt32LittleEndian(compressed.AsSpan(1), plain.Length);
        if (!BrotliEncoder.TryCompress(plain, compressed.AsSpan(5), out var length, quality: 0, window: 18))
            throw new InvalidOperationException("Compression needed more room than it says it may.");
        return compressed[..(5 + length)];
    }

    private static byte[] Decompress(ReadOnlySpan<byte> compressed)
    {
        var plain = new byte[BinaryPrimitives.ReadInt32LittleEndian(compressed)];
        if (!BrotliDecoder.TryDecompress(compressed[4..], plain, out var length) || length != plain.Length)
            throw new InvalidDataException("A text of the search index is damaged. Rebuild the index.");
        return plain;
    }
}
