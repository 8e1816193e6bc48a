using System.Globalization;
using System.Text;

namespace SupplyRisk.Rules.Compilation;

/// <summary>Brings short texts (addresses, goods) to the form in which words are compared: lower case, accents and full-width forms folded, one space between words and at both ends.</summary>
internal static class TextFold
{
    /// <summary>Longer texts are cut: no address or goods line is longer, and the time stays bounded.</summary>
    private const int MaxLength = 4000;

    public static string Fold(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in Decompose(text)) Append(folded, c);
        if (folded[^1] != ' ') folded.Append(' ');
        return folded.ToString();
    }

    /// <summary>True for scripts written without spaces, where a word needs no boundary.</summary>
    public static bool IsUnspaced(char c) =>
        c is >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\uF900' and <= '\uFAFF'
            or >= '\u0E00' and <= '\u0E7F' || char.IsSurrogate(c);

    private static string Decompose(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // A lone surrogate and U+FFFE cannot be normalised; such text comes from broken files and must not stop a run.
            return string.Concat(text.EnumerateRunes().Select(r => r.ToString())).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKD);
        }
    }

    private static void Append(StringBuilder folded, char c)
    {
        if (c is >= '\u0300' and <= '\u036F' or '\'' or '\u2019') return;
        var last = folded[^1];
        if (c == 'ß')
        {
            folded.Append("ss");
        }
        else if (char.IsLetterOrDigit(c) || IsUnspaced(c)
            || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        {
            if (last != ' ' && IsUnspaced(last) != IsUnspaced(c)) folded.Append(' ');
            folded.Append(char.ToLowerInvariant(c));
        }
        else if (last != ' ')
        {
            folded.Append(' ');
        }
    }
}
