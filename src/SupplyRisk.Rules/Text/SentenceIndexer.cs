using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Finds which word sets stand in sentences; where exactly, only in those that a rule may match, and in others that somebody asks about.</summary>
internal sealed class SentenceIndexer(TextCompilation compilation)
{
    // By set: the number of the sentence it was last seen in.
    private readonly int[] seenIn = new int[compilation.Phrases.SetCount];
    private readonly List<int> seen = [];
    private int number;

    /// <summary>False if no rule can match: in every pattern a word is missing.</summary>
    public bool MayMatch(Sentence sentence)
    {
        if (sentence.Language is not { } language)
            return false;
        var tokens = CollectionsMarshal.AsSpan(sentence.Tokens);
        if (!compilation.Signs.MayStandIn(tokens, language.Index))
            return false;
        number++;
        seen.Clear();
        var presence = new Presence(seenIn, number, seen);
        compilation.RulePass.Walk(tokens, language.Index, ref presence);
        foreach (var set in seen)
        {
            foreach (var pattern in language.RulesBySet[set])
            {
                if (IsSeen(pattern.Required))
                    return true;
            }
        }

        return false;
    }

    private bool IsSeen(int[] sets)
    {
        foreach (var set in sets)
        {
            if (seenIn[set] != number)
                return false;
        }

        return true;
    }

    /// <summary>Finds every mention and the clauses, once.</summary>
    public void Complete(Sentence sentence)
    {
        if (sentence.IsComplete || sentence.Language is not { } language)
            return;
        sentence.IsComplete = true;
        var tokens = CollectionsMarshal.AsSpan(sentence.Tokens);
        Array.Clear(sentence.ClauseWords, 0, tokens.Length);
        var mentions = new Mentions(sentence, compilation);
        compilation.RulePass.Walk(tokens, language.Index, ref mentions);
        compilation.CuePass.Walk(tokens, language.Index, ref mentions);
        Clauses.Mark(sentence);
    }

    private readonly struct Presence(int[] seenIn, int number, List<int> seen) : IMentions
    {
        public void Add(int set, int first, int last)
        {
            if (seenIn[set] == number)
                return;
            seenIn[set] = number;
            seen.Add(set);
        }
    }

    private readonly struct Mentions(Sentence sentence, TextCompilation compilation) : IMentions
    {
        public void Add(int set, int first, int last)
        {
            sentence.Add(set, first, last);
            sentence.ClauseWords[first] |= compilation.ClauseWordsOf(set);
        }
    }
}
