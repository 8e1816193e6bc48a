using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>Numbers what names are looked up by while a list is read: words by sound or sense, and the consonants of rare ones.</summary>
internal sealed class BlockingWords(int distinctTokens)
{
    private const int None = -1;
    private readonly List<string?> spellings = [];
    private readonly List<int> last = [];
    private readonly List<int> wordsOfNames = [];
    private readonly List<int> names = [];

    // What a token of the list stands for is worked out once: a million names have some hundred thousand tokens.
    private readonly (int Word, int Consonants)[] known = new (int, int)[distinctTokens];

    /// <summary>The number of each word, by its key.</summary>
    internal Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>By number; null for senses and consonants, which are no spellings.</summary>
    internal IReadOnlyList<string?> Spellings => spellings;

    /// <summary>The names that hold each word, in order.</summary>
    internal NumberLists Postings() => new(Numbers.Count, wordsOfNames, names);

    /// <summary>Names come one after the other.</summary>
    internal void Add(NameToken token, int name)
    {
        // Numbers are kept one up, so that nothing is needed to say that a token is new.
        var (word, consonants) = token.Ordinal < 0 ? default : known[token.Ordinal];
        if (word == 0)
        {
            word = Number(Key(token), token.Sense is null) + 1;
            consonants = Consonants(token) is { } key ? Number(key, false) : None;
            if (token.Ordinal >= 0)
                known[token.Ordinal] = (word, consonants);
        }
        Add(word - 1, name);
        if (consonants != None)
            Add(consonants, name);
    }

    /// <summary>What a word is looked up by: its sense, or how it sounds.</summary>
    internal static string Key(NameToken token) => token.Sense is { } sense ? "=" + sense : token.Key;

    /// <summary>What a rare word may also be found by, or null.</summary>
    internal static string? Consonants(NameToken token) =>
        token is { IsCore: true, Text.Length: >= 5, Skeleton.Length: >= 3 } ? "~" + token.Skeleton : null;

    private int Number(string key, bool isSpelling)
    {
        if (Numbers.TryGetValue(key, out var number))
            return number;
        Numbers[key] = number = spellings.Count;
        spellings.Add(isSpelling ? key : null);
        last.Add(None);
        return number;
    }

    private void Add(int word, int name)
    {
        if (last[word] == name)
            return;
        last[word] = name;
        wordsOfNames.Add(word);
        names.Add(name);
    }
}
