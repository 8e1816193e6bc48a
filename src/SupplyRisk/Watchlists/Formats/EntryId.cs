using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>An id for an entry of a list whose publisher gives none: made of what names it, so that its next edition has the same.</summary>
internal static class EntryId
{
    private const int Longest = 90;

    /// <summary><c>Brenik Textile Co., Ltd.</c> → <c>brenik-textile-co-ltd</c>.</summary>
    public static string Of(params IEnumerable<string?> parts)
    {
        var id = new StringBuilder();
        foreach (var c in string.Join(' ', parts.Where(p => !string.IsNullOrWhiteSpace(p))).Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) id.Append(c);
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }
        var whole = id.ToString().Trim('-');
        return whole.Length <= Longest ? whole : $"{whole[..Longest].TrimEnd('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..8]}";
    }
}
