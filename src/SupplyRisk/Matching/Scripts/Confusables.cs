namespace SupplyRisk.Matching.Scripts;

/// <summary>Letters that look alike in two alphabets: a word that mixes them was typed in one of the two.</summary>
internal static class Confusables
{
    private const string CyrillicShapes = "АВЕЅІЈКМНОРСТУХЬабсԁеһіјкморѕтухѵ";
    private const string LatinShapes = "ABESIJKMHOPCTYXbabcdehijkmopstyxv";

    /// <summary>The word in one alphabet: Latin where every Cyrillic letter in it only looks Latin, else Cyrillic.</summary>
    internal static string OneAlphabet(string word)
    {
        var latin = false;
        var cyrillic = false;
        foreach (var c in word)
        {
            latin |= char.IsAsciiLetter(c);
            cyrillic |= Transliteration.IsCyrillic(c);
        }
        if (!(latin && cyrillic))
            return word;
        var onlyShapes = word.All(c => !Transliteration.IsCyrillic(c) || CyrillicShapes.Contains(c, StringComparison.Ordinal));
        return onlyShapes ? Map(word, CyrillicShapes, LatinShapes) : Map(word, LatinShapes, CyrillicShapes);
    }

    /// <summary>Capitals in a Cyrillic name that could be either (CT, AO) are taken for Cyrillic; other words stay.</summary>
    internal static string AsCyrillic(string word) =>
        word.All(c => char.IsAsciiLetterUpper(c) && LatinShapes.Contains(c, StringComparison.Ordinal)) ? Map(word, LatinShapes, CyrillicShapes) : word;

    private static string Map(string word, string from, string to) =>
        string.Create(word.Length, (word, from, to), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var at = state.from.IndexOf(state.word[i], StringComparison.Ordinal);
                span[i] = at >= 0 ? state.to[at] : state.word[i];
            }
        });
}
