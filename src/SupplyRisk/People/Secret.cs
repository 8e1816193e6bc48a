using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.People;

/// <summary>Random texts that open something, and the digests kept of them.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
