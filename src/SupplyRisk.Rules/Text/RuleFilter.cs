using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>
/// Tells cheaply whether a rule can match in a sentence: whether of all the words that a pattern needs each stands there somewhere.
/// Most sentences are done with after this.
/// </summary>
internal sealed class RuleFilter(TextCompilation compilation)
{
    // By set: the number of the sentence it was last seen in.
    private readonly int[] seenIn = new int[compilation.Phrases.SetCount];
    private readonly List<int> filed = [];
    private int number;

    /// <summary>False if no rule can match.</summary>
    public bool MayMatch(Sentence sentence)
    {
        if (sentence.Language is not { Rules.Count: > 0 } language)
            return false;
        number++;
        filed.Clear();
        var presence = new Presence(language, seenIn, number, filed);
        language.RuleWalk.Go(CollectionsMarshal.AsSpan(sentence.Tokens), ref presence);
        foreach (var set in filed)
        {
            foreach (var pattern in language.RulesBySet[set])
            {
                if (AreSeen(pattern.Required, number) && (pattern.Before is null || MayFollow(pattern.Before)))
                    return true;
            }
        }

        return false;
    }

    private bool MayFollow(CompiledPart[] before)
    {
        foreach (var part in before)
        {
            if (!part.Optional && seenIn[part.Set] < number - Passage.Behind)
                return false;
        }

        return true;
    }

    private bool AreSeen(int[] sets, int least)
    {
        foreach (var set in sets)
        {
            if (seenIn[set] < least)
                return false;
        }

        return true;
    }

    private readonly struct Presence(CompiledLanguage language, int[] seenIn, int number, List<int> filed) : IWalked
    {
        private readonly PhraseWalk walk = language.RuleWalk;
        private readonly bool[] isFiled = language.IsFiled;

        public void Phrase(int node, int first, int last)
        {
            foreach (var set in walk.SetsAt(node))
                Note(set);
            if (language.HasNumberWord(node))
            {
                foreach (var set in walk.SetsAt(node))
                    Number(language.NumberOf(set), first, last);
            }
        }

        public void Number(double value, int first, int last)
        {
            foreach (var (range, set) in walk.Ranges)
            {
                if (value >= range.Least && value <= range.Most)
                    Note(set);
            }
        }

        private void Note(int set)
        {
            if (isFiled[set] && seenIn[set] != number)
                filed.Add(set);
            seenIn[set] = number;
        }
    }
}
