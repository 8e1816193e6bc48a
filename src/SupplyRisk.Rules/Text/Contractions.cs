namespace SupplyRisk.Rules.Text;

/// <summary>English short forms read as the words they stand for, in texts and in phrases alike: "aren't" as "are not", "they've" as "they have".</summary>
internal static class Contractions
{
    private const int Longest = 12;

    private static readonly (string Ending, string Word)[] Endings =
        [("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'d", "had"), ("'m", "am")];

    // Short forms whose first word has lost a letter.
    private static readonly (string Short, string Word)[] Irregular = [("ca", "can"), ("wo", "will"), ("sha", "shall"), ("ai", "is")];

    /// <summary>What a word stands for if it is a short form.</summary>
    /// <param name="word">Folded.</param>
    /// <param name="cut">Letters of it that belong to the first word; 0 if there is none.</param>
    /// <param name="first">The first word where it is not simply what stands before the cut, else null.</param>
    /// <param name="second">The second word.</param>
    public static bool Is(ReadOnlySpan<char> word, out int cut, out string? first, out string second)
    {
        (cut, first, second) = (0, null, "not");
        if (word.Length > Longest)
            return false;
        if (word is "cannot")
        {
            cut = 3;
            return true;
        }

        if (word.EndsWith("n't"))
        {
            cut = word.Length - 3;
            foreach (var (form, whole) in Irregular)
            {
                if (word[..cut].SequenceEqual(form))
                    first = whole;
            }

            return true;
        }

        foreach (var (ending, whole) in Endings)
        {
            if (word.Length <= ending.Length || !word.EndsWith(ending))
                continue;
            (cut, second) = (word.Length - ending.Length, whole);
            return true;
        }

        return false;
    }
}
