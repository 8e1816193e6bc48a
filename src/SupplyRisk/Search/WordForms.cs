namespace SupplyRisk.Search;

/// <summary>Singular and plural of a word: who looks for <c>passport</c> means passports too. As English and Spanish form them; no other ending is touched, so that what is found can be told from the word.</summary>
internal static class WordForms
{
    private const int LeastLetters = 4;

    private static readonly string[] LongPlurals = ["ses", "xes", "zes", "ches", "shes", "nes", "res", "les", "des"];

    /// <summary>The other forms of an analysed word; empty for short words, and for words with digits or letters beyond a to z.</summary>
    public static IReadOnlyList<string> Of(string word)
    {
        if (word.Length < LeastLetters || word.AsSpan().ContainsAnyExceptInRange('a', 'z')) return [];
        if (word.EndsWith("ies", StringComparison.Ordinal)) return [word[..^3] + "y", word[..^1]];
        if (word[^1] != 's') return word[^1] == 'y' && !IsVowel(word[^2]) ? [word[..^1] + "ies"] : [word + "s", word + "es"];
        if (word[^2] is 's' or 'u' or 'i') return [word + "es"];
        return Array.Exists(LongPlurals, ending => word.EndsWith(ending, StringComparison.Ordinal)) ? [word[..^1], word[..^2]] : [word[..^1]];
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
