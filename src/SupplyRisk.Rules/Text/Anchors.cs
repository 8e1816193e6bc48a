namespace SupplyRisk.Rules.Text;

/// <summary>Words with which the phrases begin that some patterns wait for: where none stands in a sentence, none of the patterns can.</summary>
internal sealed class Anchors
{
    private readonly bool[] isAnchor;
    private readonly bool onNumbers;

    public Anchors(PhraseIndex phrases, CompiledPattern[][] bySet, Func<CompiledPattern, bool> isMeant)
    {
        var waitedFor = phrases.Wanted(set => Array.Exists(bySet[set], p => isMeant(p)));
        var reach = phrases.Reach(waitedFor);
        isAnchor = [.. Enumerable.Range(0, phrases.WordCount).Select(w => Array.Exists(phrases.Starts(w), n => reach[n]))];
        onNumbers = phrases.Ranges.Any(r => waitedFor[r.Set]);
    }

    /// <summary>False if none of the patterns can stand in the sentence.</summary>
    public bool MayStandIn(ReadOnlySpan<Token> tokens)
    {
        foreach (ref readonly var token in tokens)
        {
            if (isAnchor[token.Word] || onNumbers && token.IsNumber)
                return true;
        }

        return false;
    }
}
