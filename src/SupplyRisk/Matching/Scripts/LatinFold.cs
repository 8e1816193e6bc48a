using System.Globalization;
using System.Text;

namespace SupplyRisk.Matching.Scripts;

/// <summary>Latin letters without accents, in lower case.</summary>
internal static class LatinFold
{
    /// <summary>The plain spelling of one Latin character, empty for marks, or null where it is no Latin letter or digit.</summary>
    internal static string? Of(char c)
    {
        if (c is >= 'a' and <= 'z' or >= '0' and <= '9')
            return Plain[c];
        if (c is >= 'A' and <= 'Z')
            return Plain[c + 32];
        return c < 0x80 ? null : Extended(c);
    }

    private static readonly string[] Plain = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    private static readonly Dictionary<char, string> Special = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['ø'] = "o",
        ['Ø'] = "o",
        ['đ'] = "d",
        ['Đ'] = "d",
        ['ð'] = "d",
        ['Ð'] = "d",
        ['ł'] = "l",
        ['Ł'] = "l",
        ['ı'] = "i",
        ['İ'] = "i",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ə'] = "a",
        ['Ə'] = "a",
        ['ŋ'] = "ng",
        ['ħ'] = "h",
        ['Ħ'] = "h",
        ['ŧ'] = "t",
        ['ĸ'] = "k",
        ['ơ'] = "o",
        ['Ơ'] = "o",
        ['ư'] = "u",
        ['Ư'] = "u",
        ['ƒ'] = "f",
    };

    private static string? Extended(char c)
    {
        if (Special.TryGetValue(c, out var special))
            return special;
        if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            return "";
        if (c is not (>= '\u00C0' and <= '\u024F' or >= '\u1E00' and <= '\u1EFF'))
            return null;
        var first = c.ToString().Normalize(NormalizationForm.FormD)[0];
        return first is >= 'a' and <= 'z' or >= 'A' and <= 'Z' ? Plain[char.ToLowerInvariant(first)] : null;
    }
}
