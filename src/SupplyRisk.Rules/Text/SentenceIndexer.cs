using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Finds where every set stands in a sentence.</summary>
internal static class SentenceIndexer
{
    public static void Index(Sentence sentence, CompiledLanguage language)
    {
        var tokens = CollectionsMarshal.AsSpan(sentence.Tokens);
        Array.Clear(sentence.ClauseWords, 0, tokens.Length);
        var ofRules = new Mentions(sentence, language, language.RuleWalk);
        language.RuleWalk.Go(tokens, ref ofRules);
        var others = new Mentions(sentence, language, language.CueWalk);
        language.CueWalk.Go(tokens, ref others);
    }

    private readonly struct Mentions(Sentence sentence, CompiledLanguage language, PhraseWalk walk) : IWalked
    {
        public void Phrase(int node, int first, int last)
        {
            sentence.ClauseWords[first] |= language.ClauseWordsAt(node);
            var hasNumber = language.HasNumberWord(node);
            foreach (var set in walk.SetsAt(node))
            {
                sentence.Add(set, first, last);
                if (hasNumber)
                    Number(language.NumberOf(set), first, last);
            }
        }

        public void Number(double value, int first, int last)
        {
            foreach (var (range, set) in walk.Ranges)
            {
                if (value >= range.Least && value <= range.Most)
                    sentence.Add(set, first, last);
            }
        }
    }
}
