using System.Globalization;
using System.Text;

namespace SupplyRisk.Search;

/// <summary>What one character means to analysis.</summary>
internal enum LetterClass : byte
{
    Unknown,

    /// <summary>Ends a word.</summary>
    Separator,

    /// <summary>Part of a word.</summary>
    Word,

    /// <summary>A token of its own: a script that leaves no spaces between words.</summary>
    Single,

    /// <summary>Belongs to the token before it.</summary>
    Mark,

    /// <summary>Neither part of a word nor its end.</summary>
    Ignored,
}

/// <summary>Lower case without accents, one spelling for characters that look or sound alike in names.</summary>
internal static class LetterFolding
{
    private static readonly byte[] s_classes = new byte[char.MaxValue + 1];
    private static readonly string?[] s_folded = new string?[char.MaxValue + 1];

    /// <summary>Letters that compatibility decomposition leaves whole. As Lucene's ASCII folding, so that both indexes agree with what people know.</summary>
    private static readonly Dictionary<int, string> s_special = Pairs(
        "ßss ẞss æae Æae œoe Œoe øo Øo łl Łl đd Đd ðd Ðd þth Þth ıi ħh Ħh ŧt Ŧt ŋn Ŋn əa Əa ƀb ɓb Ɓb ɗd Ɗd ƙk Ƙk ŉn ſs ςσ ىي یي کك",

        // Decomposition would tear these apart, and make two letters of one token.
        "ำำ ຳຳ ໜໜ ໝໝ ゟゟ ヿヿ");

    /// <summary>The class of a character of the basic plane and what it becomes; the text is empty for separators and ignored characters.</summary>
    public static LetterClass Fold(char c, out string folded)
    {
        var known = (LetterClass)Volatile.Read(ref s_classes[c]);
        if (known == LetterClass.Unknown)
        {
            known = Classify(c, out folded);
            s_folded[c] = folded;

            // Written last: whoever sees the class sees the text too.
            Volatile.Write(ref s_classes[c], (byte)known);
            return known;
        }
        folded = s_folded[c]!; // set before the class was
        return known;
    }

    /// <summary>As <see cref="Fold(char, out string)"/> for characters outside the basic plane, which are rare enough not to be remembered.</summary>
    public static LetterClass Fold(Rune rune, out string folded) => Classify(rune.Value, out folded);

    private static LetterClass Classify(int value, out string folded)
    {
        folded = "";
        if (!Rune.IsValid(value))
            return LetterClass.Separator;
        if (IsIgnored(value))
            return LetterClass.Ignored;
        var rune = new Rune(value);
        var category = Rune.GetUnicodeCategory(rune);
        if (!IsPartOfWords(category))
            return LetterClass.Separator;

        folded = Decompose(rune);
        if (folded.Length == 0)
            return LetterClass.Ignored;
        if (folded.EnumerateRunes().Any(r => !IsPartOfWords(Rune.GetUnicodeCategory(r))))
        {
            // Fractions and the like: no word anybody types.
            folded = "";
            return LetterClass.Separator;
        }
        var first = folded.EnumerateRunes().First();
        if (IsMark(Rune.GetUnicodeCategory(first)))
            return LetterClass.Mark;
        return IsUnspaced(first.Value) ? LetterClass.Single : LetterClass.Word;
    }

    /// <summary>Each entry a character and what it becomes.</summary>
    private static Dictionary<int, string> Pairs(params ReadOnlySpan<string> lists)
    {
        var pairs = new Dictionary<int, string>();
        foreach (var list in lists)
        {
            foreach (var entry in list.Split(' '))
                pairs.Add(entry[0], entry[1..]);
        }
        return pairs;
    }

    private static string Decompose(Rune rune)
    {
        if (s_special.TryGetValue(rune.Value, out var special))
            return special;
        var digit = CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0);
        if (digit >= 0)
            return digit.ToString(CultureInfo.InvariantCulture);

        var folded = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsIgnored(part.Value))
                continue;
            var lower = Rune.ToLowerInvariant(part);
            folded.Append(s_special.TryGetValue(lower.Value, out var text) ? text : lower.ToString());
        }
        return folded.ToString();
    }

    private static bool IsPartOfWords(UnicodeCategory category) => category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        || IsMark(category);

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Accents, vowel points of Hebrew and Arabic, joiners and soft hyphens. Vowel signs of other scripts are letters in all but name and stay.</summary>
    private static bool IsIgnored(int c) => c is
        (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF)
        or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F)
        or (>= 0x0591 and <= 0x05C7 and not 0x05BE and not 0x05C0 and not 0x05C3 and not 0x05C6)
        or (>= 0x064B and <= 0x065F) or 0x0670 or 0x0640
        or 0x00AD or 0x200C or 0x200D or 0x2060 or 0xFEFF or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.</summary>
    private static bool IsUnspaced(int c) => c is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAA7F)
        or 0x3005 or 0x3006 or 0x3007 or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x1AFF0 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFD);
}
