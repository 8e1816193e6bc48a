using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>An authenticator app.</summary>
internal static class Authenticator
{
    /// <summary>The six digits that it shows now for a key (RFC 6238).</summary>
    public static string CodeOf(string key)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (secret, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in key.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
        {
            buffer = ((buffer << 5) | Letters.IndexOf(c, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            secret.Add((byte)(buffer >> bits));
        }
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what authenticators use
        var hash = HMACSHA1.HashData(secret.ToArray(), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
