namespace SupplyRisk.Rules.Text;

/// <summary>Phrases that some patterns wait for: where none stands in a sentence, none of the patterns can.</summary>
internal sealed class Anchors
{
    private readonly PhraseIndex phrases;
    private readonly ulong[] reach;
    private readonly ulong[] at;
    private readonly ulong[] begun;
    private readonly ulong numbers;

    public Anchors(PhraseIndex phrases, IReadOnlySet<int> sets)
    {
        this.phrases = phrases;
        reach = phrases.Reach(sets.Contains);
        at = [.. Enumerable.Range(0, phrases.NodeCount).Select(n => phrases.LanguagesAt(n, sets.Contains))];
        begun = [.. Enumerable.Range(0, phrases.WordCount).Select(w => phrases.Starts(w).Aggregate(0UL, (all, n) => all | reach[n]))];
        numbers = phrases.Ranges.Where(r => sets.Contains(r.Set)).Aggregate(0UL, (all, r) => all | 1UL << phrases.LanguageOf(r.Set));
    }

    /// <summary>False if none of the patterns can stand in the sentence.</summary>
    public bool MayStandIn(ReadOnlySpan<Token> tokens, int language)
    {
        var bit = 1UL << language;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            if (token.Word != 0 && (begun[token.Word] & bit) != 0 && IsCompleteFrom(tokens, i, bit))
                return true;
            if ((numbers & bit) != 0 && token.IsNumber)
                return true;
        }

        return false;
    }

    private bool IsCompleteFrom(ReadOnlySpan<Token> tokens, int first, ulong bit)
    {
        foreach (var node in phrases.Starts(tokens[first].Word))
        {
            if ((reach[node] & bit) != 0 && IsComplete(tokens, node, first, bit))
                return true;
        }

        return false;
    }

    private bool IsComplete(ReadOnlySpan<Token> tokens, int node, int last, ulong bit)
    {
        if ((at[node] & bit) != 0)
            return true;
        if (last + 1 >= tokens.Length || (tokens[last + 1].Before & IndexPass.Parting) != Marks.None)
            return false;
        foreach (var symbol in phrases.Vocabulary.Entries[tokens[last + 1].Word])
        {
            if (phrases.Next(node, symbol) is var next and not 0 && (reach[next] & bit) != 0 && IsComplete(tokens, next, last + 1, bit))
                return true;
        }

        return false;
    }
}
