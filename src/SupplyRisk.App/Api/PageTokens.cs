using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.App.Api;

/// <summary>Opaque tokens for the next page of a list. A token belongs to its query: given with another one it is refused.</summary>
internal static class PageTokens
{
    /// <summary>The token of the next page, or null on the last.</summary>
    public static string? Next(int page, int pageSize, int total, object query) =>
        (long)page * pageSize >= total ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{page + 1}.{Mark(query)}")));

    /// <returns>The page asked for, from 1; null if the token is not one of this query's.</returns>
    public static int? Page(string? token, object query)
    {
        if (token is null) return 1;
        if (!Base64Url.IsValid(token)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('.');
        return parts.Length == 2 && parts[1] == Mark(query) && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 1 ? page : null;
    }

    private static string Mark(object query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query.ToString() ?? "")))[..12];
}
