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
        using var stored = new MemoryStream(bytes, 1, bytes.Length - 1);
        using Stream plain = bytes[0] == Brotli ? new BrotliStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new BinaryReader(plain, Encoding.UTF8);
        var title = reader.ReadString();
        var texts = new (SearchTextPart, string)[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = ((SearchTextPart)reader.ReadByte(), reader.ReadString());
        return new StoredTexts(title, texts);
    }

    private static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        using var compressed = new MemoryStream(plain.Length / 2);
        compressed.WriteByte(Brotli);
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(plain);
        return compressed.ToArray();
    }
}
