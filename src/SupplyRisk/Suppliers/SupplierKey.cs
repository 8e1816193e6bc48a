using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.Suppliers;

/// <summary>
/// What a supplier is called within its list source: the list's own id, or <c>h-</c> and 16 hexadecimal digits of a SHA-256 over
/// its name, country and address (city, where the list has no address). Letter case, blanks and
/// punctuation make no difference, so a list without ids keeps its keys when it is sent again.
/// </summary>
public readonly record struct SupplierKey(string Value)
{
    private const string HashPrefix = "h-";

    /// <summary>True if the list gave no own id.</summary>
    public bool IsContentHash => Value.Length == 18 && Value.StartsWith(HashPrefix, StringComparison.Ordinal);

    public override string ToString() => Value;

    public static SupplierKey Of(SupplierRecord supplier)
    {
        if (supplier.OwnId is { } ownId)
            return new(ownId);
        var text = $"{Normalised(supplier.Name)}|{supplier.Country}|{Normalised(supplier.Address ?? supplier.City ?? "")}";
        return new(HashPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]);
    }

    /// <summary>What of a name or an address tells suppliers apart: lower case, blanks and punctuation as single blanks.</summary>
    internal static string Normalised(string text)
    {
        var normalised = new StringBuilder(text.Length);
        foreach (var c in Spelling.WellFormed(text).Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                normalised.Append(char.ToLowerInvariant(c));
            else if (normalised.Length > 0 && normalised[^1] != ' ')
                normalised.Append(' ');
        }
        return normalised.ToString().TrimEnd();
    }
}
