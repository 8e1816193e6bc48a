namespace SupplyRisk.Rules.Text;

/// <summary>Takes what a walk over a sentence comes by.</summary>
internal interface IMentions
{
    void Add(int set, int first, int last);
}

/// <summary>A walk over a sentence that finds the mentions of some sets: those of rules, or the others.</summary>
internal sealed class IndexPass
{
    /// <summary>Marks that no phrase reaches across.</summary>
    public const Marks Parting = Marks.Comma | Marks.Semicolon | Marks.Colon | Marks.ListComma | Marks.Open | Marks.Close;

    private readonly PhraseIndex phrases;
    private readonly IReadOnlyList<int[]> symbols;
    private readonly int[] languageOf;
    private readonly double[] numbers;

    // By node: languages that have a set there or further on, as bits; the sets there; whether one of them is a number word.
    private readonly ulong[] reach;
    private readonly int[][] setsAt;
    private readonly bool[] hasNumber;

    // By language.
    private readonly (NumberRange Range, int Set)[][] ranges;

    /// <param name="numbers">By set: the value of a number word, else NaN.</param>
    public IndexPass(PhraseIndex phrases, int languages, double[] numbers, Func<int, bool> isWanted)
    {
        this.phrases = phrases;
        this.numbers = numbers;
        symbols = phrases.Vocabulary.Entries;
        languageOf = [.. Enumerable.Range(0, phrases.SetCount).Select(s => isWanted(s) ? phrases.LanguageOf(s) : -1)];
        reach = phrases.Reach(isWanted);
        setsAt = new int[phrases.NodeCount][];
        hasNumber = new bool[phrases.NodeCount];
        for (var node = 0; node < setsAt.Length; node++)
        {
            setsAt[node] = Array.FindAll(phrases.SetsAt(node), s => languageOf[s] >= 0);
            hasNumber[node] = Array.Exists(setsAt[node], s => !double.IsNaN(numbers[s]));
        }

        ranges = [.. Enumerable.Range(0, languages).Select(l => phrases.Ranges.Where(r => languageOf[r.Set] == l).ToArray())];
    }

    public void Walk<TMentions>(ReadOnlySpan<Token> tokens, int language, ref TMentions mentions)
        where TMentions : struct, IMentions
    {
        var bit = 1UL << language;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            foreach (var node in phrases.Starts(token.Word))
            {
                if ((reach[node] & bit) != 0)
                    Follow(tokens, node, i, i, language, ref mentions);
            }

            if (token.IsNumber)
                AddNumber(token.Number, i, i, language, ref mentions);
            else if (token.Alone && ChineseNumber.Read(tokens, i) is { Tokens: > 0 } number)
                AddNumber(number.Value, i, i + number.Tokens - 1, language, ref mentions);
        }
    }

    private void Follow<TMentions>(ReadOnlySpan<Token> tokens, int node, int first, int at, int language, ref TMentions mentions)
        where TMentions : struct, IMentions
    {
        foreach (var set in setsAt[node])
        {
            if (languageOf[set] != language)
                continue;
            mentions.Add(set, first, at);
            if (hasNumber[node] && !double.IsNaN(numbers[set]))
                AddNumber(numbers[set], first, at, language, ref mentions);
        }

        if (at + 1 >= tokens.Length || (tokens[at + 1].Before & Parting) != Marks.None)
            return;
        foreach (var symbol in symbols[tokens[at + 1].Word])
        {
            if (phrases.Next(node, symbol) is var next and not 0 && (reach[next] & (1UL << language)) != 0)
                Follow(tokens, next, first, at + 1, language, ref mentions);
        }
    }

    private void AddNumber<TMentions>(double value, int first, int last, int language, ref TMentions mentions)
        where TMentions : struct, IMentions
    {
        foreach (var (range, set) in ranges[language])
        {
            if (value >= range.Least && value <= range.Most)
                mentions.Add(set, first, last);
        }
    }
}
