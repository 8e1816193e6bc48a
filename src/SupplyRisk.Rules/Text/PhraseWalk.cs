namespace SupplyRisk.Rules.Text;

/// <summary>Takes what a walk over a sentence comes by.</summary>
internal interface IWalked
{
    /// <summary>A phrase that ends at this node of the <see cref="PhraseIndex"/> stands on these tokens.</summary>
    void Phrase(int node, int first, int last);

    /// <summary>A number in figures, or in Chinese characters, stands on these tokens.</summary>
    void Number(double value, int first, int last);
}

/// <summary>Walks over sentences of one language and finds the phrases of some of its sets: those of rules, or the others.</summary>
internal sealed class PhraseWalk
{
    /// <summary>Marks that no phrase reaches across.</summary>
    public const Marks Parting = Marks.Comma | Marks.Semicolon | Marks.Colon | Marks.ListComma | Marks.Open | Marks.Close;

    private readonly PhraseIndex phrases;
    private readonly IReadOnlyList<int[]> symbols;

    // By node: whether one of the sets is there or further on, and where its sets begin among all.
    private readonly bool[] reaches;
    private readonly int[] setsOf;
    private readonly int[] sets;
    private readonly bool[] startsAny;

    public PhraseWalk(PhraseIndex phrases, int language, Func<int, bool> isOfPass)
    {
        this.phrases = phrases;
        symbols = phrases.Vocabulary.Entries;
        var wanted = phrases.Wanted(set => phrases.LanguageOf(set) == language && isOfPass(set));
        reaches = phrases.Reach(wanted);
        startsAny = new bool[phrases.WordCount];
        for (var word = 0; word < startsAny.Length; word++)
            startsAny[word] = Array.Exists(phrases.Starts(word), n => reaches[n]);
        setsOf = new int[phrases.NodeCount + 1];
        var all = new List<int>();
        for (var node = 0; node < phrases.NodeCount; node++)
        {
            foreach (var set in phrases.SetsAt(node))
            {
                if (wanted[set])
                    all.Add(set);
            }

            setsOf[node + 1] = all.Count;
        }

        sets = [.. all];
        Ranges = [.. phrases.Ranges.Where(r => wanted[r.Set])];
    }

    /// <summary>Sets that a number may be in.</summary>
    public (NumberRange Range, int Set)[] Ranges { get; }

    /// <summary>True if a phrase begins with the word.</summary>
    public bool Knows(int word) => startsAny[word];

    /// <summary>The sets that have a phrase which ends at the node.</summary>
    public ReadOnlySpan<int> SetsAt(int node) => sets.AsSpan(setsOf[node]..setsOf[node + 1]);

    public void Go<TWalked>(ReadOnlySpan<Token> tokens, ref TWalked walked)
        where TWalked : struct, IWalked
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            if (startsAny[token.Word])
            {
                foreach (var node in phrases.Starts(token.Word))
                {
                    if (reaches[node])
                        Follow(tokens, node, i, i, ref walked);
                }
            }

            if (token.IsNumber)
                walked.Number(token.Number, i, i);
            else if (token.Alone && ChineseNumber.Read(tokens, i) is { Tokens: > 0 } number)
                walked.Number(number.Value, i, i + number.Tokens - 1);
        }
    }

    private void Follow<TWalked>(ReadOnlySpan<Token> tokens, int node, int first, int last, ref TWalked walked)
        where TWalked : struct, IWalked
    {
        if (setsOf[node] != setsOf[node + 1])
            walked.Phrase(node, first, last);
        if (last + 1 >= tokens.Length || tokens[last + 1].Word == 0 || phrases.IsLeaf(node) || (tokens[last + 1].Before & Parting) != Marks.None)
            return;
        foreach (var symbol in symbols[tokens[last + 1].Word])
        {
            if (phrases.Next(node, symbol) is var next and not 0 && reaches[next])
                Follow(tokens, next, first, last + 1, ref walked);
        }
    }
}
