using System.Buffers.Binary;
using System.Text;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>What Excel writes for a workbook with a password: a compound file with the two streams of [MS-OFFCRYPTO], here with a key nobody has.</summary>
internal static class LockedWorkbook
{
    private const int Sector = 512;
    private const int StreamSectors = 8; // 4,096 bytes, the least that needs no mini stream
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;

    private const string Info = """
        <encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">
        <keyData saltSize="16" blockSize="16" keyBits="128" hashSize="20" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA1" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="/>
        <dataIntegrity encryptedHmacKey="" encryptedHmacValue=""/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">
        <p:encryptedKey spinCount="10" saltSize="16" blockSize="16" keyBits="128" hashSize="20" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA1" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="
        encryptedVerifierHashInput="AAAAAAAAAAAAAAAAAAAAAA==" encryptedVerifierHashValue="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" encryptedKeyValue="AAAAAAAAAAAAAAAAAAAAAA=="/>
        </keyEncryptor></keyEncryptors></encryption>
        """;

    public static byte[] Bytes()
    {
        var file = new byte[Sector * (3 + (2 * StreamSectors))];
        Header(file.AsSpan(0, Sector));
        Table(file.AsSpan(Sector, Sector));
        Directory(file.AsSpan(2 * Sector, Sector));
        var info = file.AsSpan(3 * Sector, StreamSectors * Sector);
        info.Fill((byte)' ');
        new byte[] { 4, 0, 4, 0, 0x40, 0, 0, 0 }.CopyTo(info);
        Encoding.UTF8.GetBytes(Info, info[8..]);
        return file;
    }

    private static void Header(Span<byte> header)
    {
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header);
        new byte[] { 0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0 }.CopyTo(header[24..]);
        Put(header, 44, 1, 1, 0, 4096, EndOfChain, 0, EndOfChain, 0, 0); // one table sector, directory in sector 1, table in sector 0
        for (var at = 80; at < Sector; at += 4)
            Put(header, at, Free);
    }

    private static void Table(Span<byte> table)
    {
        for (var sector = 0; sector < Sector / 4; sector++)
            Put(table, sector * 4, Free);
        Put(table, 0, 0xFFFFFFFD, EndOfChain);
        for (var sector = 2; sector < 2 + (2 * StreamSectors); sector++)
            Put(table, sector * 4, (sector - 1) % StreamSectors == 0 ? EndOfChain : (uint)sector + 1);
    }

    private static void Directory(Span<byte> directory)
    {
        Entry(directory[..128], "Root Entry", kind: 5, right: Free, child: 1, start: EndOfChain, size: 0);
        Entry(directory[128..256], "EncryptionInfo", kind: 2, right: 2, child: Free, start: 2, size: StreamSectors * Sector);
        Entry(directory[256..384], "EncryptedPackage", kind: 2, right: Free, child: Free, start: 2 + StreamSectors, size: StreamSectors * Sector);
        Put(directory, 384 + 68, Free, Free, Free);
    }

    private static void Entry(Span<byte> entry, string name, byte kind, uint right, uint child, uint start, uint size)
    {
        Encoding.Unicode.GetBytes(name, entry);
        entry[64] = (byte)((name.Length + 1) * 2);
        entry[66] = kind;
        entry[67] = 1;
        Put(entry, 68, Free, right, child);
        Put(entry, 116, start, size);
    }

    private static void Put(Span<byte> bytes, int at, params ReadOnlySpan<uint> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
            at += 4;
        }
    }
}
