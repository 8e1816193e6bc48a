using System.Collections.Frozen;
using System.Globalization;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>The language of most of a text, by script and by the small words every text holds.</summary>
internal static class LanguageOf
{
    private const int Sample = 40_000;
    private const int LongestCounted = 12;

    private static readonly Dictionary<string, string[]> _smallWords = new(StringComparer.Ordinal)
    {
        ["en"] = ["the", "of", "and", "to", "in", "is", "are", "was", "were", "for", "that", "with", "not", "by", "on", "be", "their", "this", "have", "no"],
        ["es"] = ["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "con", "para", "del", "se", "fue", "no", "al", "su", "sus", "trabajadores"],
        ["de"] = ["der", "die", "das", "und", "ist", "in", "den", "von", "zu", "mit", "nicht", "wurde", "wurden", "ein", "eine", "auf", "für", "dem", "des", "im", "es", "sind"],
        ["fr"] = ["le", "la", "les", "de", "des", "et", "est", "en", "un", "une", "du", "dans", "pour", "par", "sur", "ne", "pas", "aux", "ont", "sont", "au"],
        ["pt"] = ["o", "a", "os", "as", "de", "que", "e", "em", "um", "uma", "do", "da", "dos", "das", "para", "com", "não", "foi", "no", "na", "por", "são", "trabalhadores"],
        ["tr"] = ["ve", "bir", "bu", "için", "ile", "de", "da", "olarak", "olan", "değil", "çok", "kadar", "işçi", "işçiler", "göre", "tarafından", "edildi", "vardır"],
        ["vi"] = ["và", "của", "là", "có", "không", "được", "cho", "các", "trong", "với", "người", "đã", "những", "một", "lao", "động", "tại", "về"],
        ["id"] = ["yang", "dan", "di", "untuk", "dengan", "tidak", "dari", "ini", "pada", "adalah", "oleh", "para", "pekerja", "telah", "dalam", "akan", "kepada"],
        ["it"] = ["il", "la", "di", "che", "e", "è", "un", "una", "per", "con", "non", "sono", "della", "del", "dei", "gli", "nel", "le", "al"],
        ["nl"] = ["de", "het", "een", "en", "van", "is", "zijn", "niet", "met", "voor", "op", "dat", "werd", "door", "aan", "te"],
    };

    /// <summary>Every small word once, numbered.</summary>
    private static readonly FrozenDictionary<string, int> _counted = _smallWords.Values.SelectMany(w => w).Distinct(StringComparer.Ordinal)
        .Select((word, number) => KeyValuePair.Create(word, number)).ToFrozenDictionary(StringComparer.Ordinal);

    public static string? Read(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        return ByScript(sample) ?? ByWords(sample);
    }

    private static string? ByScript(ReadOnlySpan<char> sample)
    {
        int letters = 0, han = 0, kana = 0, hangul = 0, thai = 0, bengali = 0, arabic = 0, devanagari = 0, cyrillic = 0;
        foreach (var c in sample)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            _ = c switch
            {
                >= '\u4E00' and <= '\u9FFF' => han++,
                >= '\u3040' and <= '\u30FF' => kana++,
                >= '\uAC00' and <= '\uD7AF' => hangul++,
                >= '\u0E00' and <= '\u0E7F' => thai++,
                >= '\u0980' and <= '\u09FF' => bengali++,
                >= '\u0600' and <= '\u06FF' => arabic++,
                >= '\u0900' and <= '\u097F' => devanagari++,
                >= '\u0400' and <= '\u04FF' => cyrillic++,
                _ => 0,
            };
        }

        // A Han character says about as much as three Latin letters; English terms abound in Chinese reports.
        if (letters < 10)
            return null;
        var latin = letters - han - kana - hangul - thai - bengali - arabic - devanagari - cyrillic;
        if (kana * 3 > latin && kana * 8 > han)
            return "ja";
        if (hangul * 2 > latin)
            return "ko";
        if (han * 3 > latin)
            return "zh";
        if (thai > latin)
            return "th";
        // Arabic and Cyrillic letters serve many languages each; those stay open.
        return bengali > latin ? "bn" : devanagari > latin ? "hi" : null;
    }

    private static string? ByWords(ReadOnlySpan<char> sample)
    {
        var counts = new int[_counted.Count];
        var counted = _counted.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[LongestCounted];
        var words = 0;
        for (var i = 0; i < sample.Length;)
        {
            if (!char.IsLetter(sample[i]))
            {
                i++;
                continue;
            }

            var start = i++;
            while (i < sample.Length && (char.IsLetter(sample[i]) || IsMark(sample[i])))
                i++;
            words++;
            if (i - start <= LongestCounted && counted.TryGetValue(lower[..sample[start..i].ToLowerInvariant(lower)], out var word))
                counts[word]++;
        }

        var ranked = _smallWords
            .Select(l => (Language: l.Key, Hits: l.Value.Sum(w => counts[_counted[w]]), Kinds: l.Value.Count(w => counts[_counted[w]] > 0)))
            .OrderByDescending(l => l.Hits).ThenByDescending(l => l.Kinds).ThenBy(l => l.Language, StringComparer.Ordinal)
            .ToList();
        var (first, second) = (ranked[0], ranked[1]);
        return words >= 8 && first.Kinds >= 3 && first.Hits * 14 >= words && first.Hits * 10 > second.Hits * 11 ? first.Language : null;
    }

    private static bool IsMark(char c) =>
        c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
