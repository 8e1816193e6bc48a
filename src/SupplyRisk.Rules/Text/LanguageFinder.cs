using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Tells the language of one sentence after the other, by its script and its small words.</summary>
internal sealed class LanguageFinder(TextCompilation compilation)
{
    // Words of the same block speak for a short sentence too, but less than its own.
    private const int OwnWeight = 3;
    private const int MostOfBlock = 30;

    // Single letters are small words too ("a", "o", "y"), but in fewer words than this they are numbering.
    private const int LeastForLetters = 4;
    private readonly CompiledLanguage? han = Array.Find(compilation.Languages, l => !l.Lexicon.HasSpaces && !IsThai(l));
    private readonly CompiledLanguage? thai = Array.Find(compilation.Languages, l => !l.Lexicon.HasSpaces && IsThai(l));
    private readonly CompiledLanguage? spaced = Array.Find(compilation.Languages, l => l.Lexicon.HasSpaces);
    private readonly int[] own = new int[compilation.Languages.Length];
    private readonly int[] ofBlock = new int[compilation.Languages.Length];
    private CompiledLanguage? given;
    private CompiledLanguage? previous;
    private int block;

    /// <summary>Begins a text.</summary>
    /// <param name="language">Its language if that is known; the script of a sentence may overrule it.</param>
    public void Open(CompiledLanguage? language) => (given, previous, block) = (language, null, -1);

    public CompiledLanguage? Find(Sentence sentence)
    {
        Array.Clear(own);
        if (sentence.Block != block)
        {
            block = sentence.Block;
            Array.Clear(ofBlock);
        }

        var alone = Count(CollectionsMarshal.AsSpan(sentence.Tokens));
        if (alone > 0 && alone * 2 >= sentence.Tokens.Count - alone)
            return FirstAlone(sentence) is { } c && Folding.IsThai(c) ? thai ?? han : han;
        if (given is not null && given.Lexicon.HasSpaces)
            return given;
        var best = -1;
        var most = 0;
        for (var i = 0; i < own.Length; i++)
        {
            var weight = own[i] * OwnWeight + ofBlock[i];
            ofBlock[i] = Math.Min(ofBlock[i] + own[i], MostOfBlock);
            if (weight > most && compilation.Languages[i].Lexicon.HasSpaces)
                (best, most) = (i, weight);
        }

        if (best >= 0)
            previous = compilation.Languages[best];
        return previous ?? ByVocabulary(CollectionsMarshal.AsSpan(sentence.Tokens)) ?? spaced;
    }

    // A row of a table or a line of a list may hold no small word at all: then the words of the rules tell whose it is.
    private CompiledLanguage? ByVocabulary(ReadOnlySpan<Token> tokens)
    {
        CompiledLanguage? best = null;
        var most = 0;
        foreach (var language in compilation.Languages)
        {
            if (!language.Lexicon.HasSpaces)
                continue;
            var known = 0;
            foreach (ref readonly var token in tokens)
                known += language.RuleWalk.Knows(token.Word) ? 1 : 0;
            if (known > most || (known == most && language == spaced))
                (best, most) = (language, known);
        }

        return most > 0 ? best : null;
    }

    private static bool IsThai(CompiledLanguage language) => language.Lexicon.Stopwords is [{ Length: > 0 } word, ..] && Folding.IsThai(word[0]);

    private static char? FirstAlone(Sentence sentence)
    {
        foreach (ref readonly var token in CollectionsMarshal.AsSpan(sentence.Tokens))
        {
            if (token.Alone)
                return token.Character;
        }

        return null;
    }

    /// <summary>Counts the small words by language, and returns how many characters stand alone.</summary>
    private int Count(ReadOnlySpan<Token> tokens)
    {
        var alone = 0;
        foreach (ref readonly var token in tokens)
        {
            if (token.Alone)
            {
                alone++;
                continue;
            }

            // "N.º" over a column is no Portuguese.
            if (tokens.Length < LeastForLetters && token.End - token.Start == 1)
                continue;
            foreach (var language in compilation.StopwordLanguages(token.Word))
                own[language]++;
        }

        return alone;
    }
}
