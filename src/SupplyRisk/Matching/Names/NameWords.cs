using System.Text;
using SupplyRisk.Matching.Scripts;

namespace SupplyRisk.Matching.Names;

/// <summary>The words of a raw name, each in plain Latin letters.</summary>
internal static class NameWords
{
    /// <summary>Longer names are cut: no organisation's name is, and time must be bounded.</summary>
    internal const int LongestName = 400;

    private const string Apostrophes = "'’‘ʼ`´ʻ";

    /// <summary>Words of a table phrase: none is looked up while the tables are being read.</summary>
    internal static List<RawWord> Plain(string text) => Read(text, lexicon: null);

    internal static List<RawWord> Read(string text, Lexicon? lexicon)
    {
        if (text.Length > LongestName)
            text = text[..LongestName];
        if (!Ascii.IsValid(text))
            text = WellFormed(text).Normalize(NormalizationForm.FormKC);
        var words = new List<RawWord>(8);
        var cyrillic = !Ascii.IsValid(text) && text.Any(Transliteration.IsCyrillic);
        var depth = 0;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth = Math.Max(0, depth - 1);
            else if (c == '&')
                words.Add(new RawWord("and", "and", depth > 0, null, false));
            if (!IsWordChar(c))
            {
                i++;
                continue;
            }
            var end = i + 1;
            while (end < text.Length && (IsWordChar(text[end]) || JoinsAt(text, end)))
                end++;
            var word = text[i..end];
            AddWord(cyrillic && word.Length <= 3 ? Confusables.AsCyrillic(word) : word, depth > 0, lexicon, words);
            i = end;
        }
        JoinSingleLetters(words);
        return words;
    }

    // Half a surrogate pair, which a cut or damaged file may hold, cannot be normalised.
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())).Replace('\uFFFE', ' ').Replace('\uFFFF', ' ');

    private static bool IsWordChar(char c) => c < 0x80
        ? char.IsAsciiLetterOrDigit(c)
        : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    // The apostrophe of Yuan'an and Int'l, between two letters, is no end of a word.
    private static bool JoinsAt(string text, int at) =>
        Apostrophes.Contains(text[at], StringComparison.Ordinal) && at + 1 < text.Length && char.IsLetter(text[at + 1]) && char.IsLetter(text[at - 1]);

    private static void AddWord(string word, bool inBrackets, Lexicon? lexicon, List<RawWord> words)
    {
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            // Chinese stands without spaces beside anything; GmbH-like endings glued to a name end in capitals (SiemensAG)
            if (i < word.Length && Transliteration.IsHan(word[i]) == Transliteration.IsHan(word[i - 1]) && !IsGluedForm(word, i))
                continue;
            var part = word[start..i];
            start = i;
            if (Transliteration.IsHan(part[0]))
                AddHan(part, inBrackets, lexicon, words);
            else
                AddAlphabetic(part, inBrackets, words);
        }
    }

    private static bool IsGluedForm(string word, int at) =>
        at >= 3 && char.IsAsciiLetterLower(word[at - 1]) && word.AsSpan(at) is "AG" or "LLC" or "Ltd" or "LTD" or "Inc" or "GmbH" or "SA" or "JSC" or "PLC";

    private static void AddHan(string run, bool inBrackets, Lexicon? lexicon, List<RawWord> words)
    {
        var unknown = new StringBuilder();
        var i = 0;
        while (i < run.Length)
        {
            var length = Math.Min(Lexicon.LongestHan, run.Length - i);
            LexiconEntry? entry = null;
            while (length > 0 && (lexicon is null || !lexicon.TryHan(run.AsSpan(i, length), out entry)))
                length--;
            if (length == 0 || entry is null)
            {
                unknown.Append(Pinyin.Of(run[i]));
                i++;
                continue;
            }
            Flush(unknown, inBrackets, words);
            words.Add(Word(Spell(run.AsSpan(i, length)), inBrackets, entry, false));
            i += length;
        }
        Flush(unknown, inBrackets, words);
    }

    private static void Flush(StringBuilder unknown, bool inBrackets, List<RawWord> words)
    {
        if (unknown.Length > 0)
            words.Add(Word(unknown.ToString(), inBrackets, null, false));
        unknown.Clear();
    }

    private static string Spell(ReadOnlySpan<char> run)
    {
        var text = new StringBuilder();
        foreach (var c in run)
            text.Append(Pinyin.Of(c));
        return text.ToString();
    }

    private static void AddAlphabetic(string word, bool inBrackets, List<RawWord> words)
    {
        var ascii = Ascii.IsValid(word);
        if (!ascii)
            word = Confusables.OneAlphabet(word);
        if (word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal))
            word = word[2..]; // the Arabic article, written together with its noun
        var upper = !word.AsSpan().ContainsAnyInRange('a', 'z') && (ascii || !word.Any(char.IsLower));
        var text = ascii ? Lower(word) : Latin(word);
        if (text.Length > 0)
            words.Add(Word(text, inBrackets, null, upper));
    }

    private static RawWord Word(string text, bool inBrackets, LexiconEntry? entry, bool upper) =>
        new(text, SoundKey.Of(text), inBrackets, entry, upper);

    private static string Lower(string word)
    {
        Span<char> text = stackalloc char[word.Length];
        var length = 0;
        foreach (var c in word)
        {
            if (char.IsAsciiLetterOrDigit(c)) // apostrophes within the word fall out
                text[length++] = char.ToLowerInvariant(c);
        }
        return new string(text[..length]);
    }

    private static string Latin(string word)
    {
        var text = new StringBuilder(word.Length + 4);
        foreach (var c in word)
            text.Append(LatinFold.Of(c) ?? Transliteration.Letter(c) ?? "");
        return text.ToString();
    }

    // S.A. de C.V., S A de C V and SA de CV are one spelling.
    private static void JoinSingleLetters(List<RawWord> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var end = i;
            while (end < words.Count && words[end].Text.Length == 1 && char.IsAsciiLetter(words[end].Text[0]) && words[end].InBrackets == words[i].InBrackets)
                end++;
            if (end - i < 2)
                continue;
            var joined = string.Concat(words.Skip(i).Take(end - i).Select(word => word.Text));
            words[i] = words[i] with { Text = joined, Key = SoundKey.Of(joined) };
            words.RemoveRange(i + 1, end - i - 1);
        }
    }
}
