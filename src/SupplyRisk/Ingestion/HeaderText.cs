using System.Globalization;
using System.Text;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Headers made comparable: "SupplierName", "supplier_name" and "SUPPLIER NAME *" are one.</summary>
internal static class HeaderText
{
    private const int Longest = 120;

    /// <summary>Letters, digits and # of the header, lower case, without accents and blanks.</summary>
    public static string Key(string header) => string.Concat(Words(header));

    /// <summary>The words of the header, lower case, without accents; split at blanks, punctuation and camel humps.</summary>
    public static List<string> Words(string header)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var before = '\0';
        foreach (var c in Spelling.Decomposed(header.Length > Longest ? header[..Longest] : header))
        {
            if (c is >= '\u0300' and <= '\u036f' or '\'' or '’')
                continue;
            var letter = char.IsLetterOrDigit(c) || c is '#' or '%' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
            if (word.Length > 0 && (!letter || (char.IsUpper(c) && char.IsLower(before))))
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (letter && c is 'ß')
                word.Append("ss");
            else if (letter && c is 'ı') // ADI and adı are one
                word.Append('i');
            else if (letter && c is 'đ' or 'Đ')
                word.Append('d');
            else if (letter)
                word.Append(char.ToLowerInvariant(c));
            before = c;
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The header whole, then its parts where it says the same in two languages or adds a bracket: "Name / 名称", "Land (ISO)".</summary>
    public static IEnumerable<string> Readings(string header)
    {
        yield return header;
        var parts = header.Split(['/', '\n', '(', '（', ')', '）', '|', '[', ']', ':', '：', '／', ',', '*', '–'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is > 1 and <= 4 || (parts.Length == 1 && parts[0].Length < header.Length))
        {
            foreach (var part in parts)
                yield return part;
        }
        if (ScriptParts(header) is { } both)
        {
            yield return both.Native;
            yield return both.Latin;
        }
    }

    // "供应商名称 Supplier name", "サプライヤー名 Supplier name"
    private static (string Native, string Latin)? ScriptParts(string header)
    {
        var native = string.Concat(header.Where(IsUnspaced));
        if (native.Length == 0)
            return null;
        var latin = string.Concat(header.Where(c => !IsUnspaced(c))).Trim();
        return latin.Count(char.IsLetter) < 3 ? null : (native, latin);
    }

    // Thai, kana, Han, Hangul
    private static bool IsUnspaced(char c) => c is (>= '\u0e00' and <= '\u0e7f') or (>= '\u3040' and <= '\u30ff') or (>= '\u4e00' and <= '\u9fff') or (>= '\uac00' and <= '\ud7a3');
}
