using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>Finds the mentions of sets in sentences: first those that rules look for, all others only where somebody asks.</summary>
internal sealed class SentenceIndexer(TextCompilation compilation)
{
    /// <summary>Marks that no phrase reaches across.</summary>
    public const Marks Parting = Marks.Comma | Marks.Semicolon | Marks.Colon | Marks.ListComma | Marks.Open | Marks.Close;

    private readonly PhraseIndex phrases = compilation.Phrases;
    private readonly IReadOnlyList<int[]> symbols = compilation.Phrases.Vocabulary.Entries;

    /// <summary>Finds the mentions that rules look for, once.</summary>
    public void IndexRules(Sentence sentence)
    {
        if (sentence.RulesIndexed || sentence.Language is null)
            return;
        sentence.RulesIndexed = true;
        Array.Clear(sentence.ClauseWords, 0, sentence.Tokens.Count);
        Mark(sentence, compilation.RulePass);
    }

    /// <summary>Finds every mention and the clauses, once.</summary>
    public void Complete(Sentence sentence)
    {
        if (sentence.IsIndexed || sentence.Language is null)
            return;
        IndexRules(sentence);
        sentence.IsIndexed = true;
        Mark(sentence, compilation.CuePass);
        Clauses.Mark(sentence);
    }

    private void Mark(Sentence sentence, IndexPass pass)
    {
        var tokens = CollectionsMarshal.AsSpan(sentence.Tokens);
        var language = 1UL << sentence.Language!.Index;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            foreach (var node in phrases.Starts(token.Word))
            {
                if ((pass.Reach[node] & language) != 0)
                    Follow(sentence, tokens, node, i, i, pass);
            }

            if (token.IsNumber)
                AddNumber(sentence, token.Number, i, i, pass);
            else if (token.Alone && ChineseNumber.Read(tokens, i) is { Tokens: > 0 } number)
                AddNumber(sentence, number.Value, i, i + number.Tokens - 1, pass);
        }
    }

    private void Follow(Sentence sentence, ReadOnlySpan<Token> tokens, int node, int first, int at, IndexPass pass)
    {
        var language = sentence.Language!.Index;
        foreach (var set in phrases.SetsAt(node))
        {
            if (!pass.Has(set, language))
                continue;
            sentence.Add(set, first, at);
            sentence.ClauseWords[first] |= compilation.ClauseWordsOf(set);
            if (compilation.NumberOf(set) is var value && !double.IsNaN(value))
                AddNumber(sentence, value, first, at, compilation.RulePass);
        }

        if (at + 1 >= tokens.Length || (tokens[at + 1].Before & Parting) != Marks.None)
            return;
        foreach (var symbol in symbols[tokens[at + 1].Word])
        {
            if (phrases.Next(node, symbol) is var next and not 0 && (pass.Reach[next] & (1UL << language)) != 0)
                Follow(sentence, tokens, next, first, at + 1, pass);
        }
    }

    private static void AddNumber(Sentence sentence, double value, int first, int last, IndexPass pass)
    {
        foreach (var (range, set) in pass.Ranges[sentence.Language!.Index])
        {
            if (value >= range.Least && value <= range.Most)
                sentence.Add(set, first, last);
        }
    }
}

/// <summary>Which sets one pass over a sentence looks for, and where in the phrases they are.</summary>
internal sealed class IndexPass
{
    private readonly int[] languageOf;

    public IndexPass(PhraseIndex phrases, int languages, Func<int, bool> isWanted)
    {
        languageOf = [.. Enumerable.Range(0, phrases.SetCount).Select(s => isWanted(s) ? phrases.LanguageOf(s) : -1)];
        Reach = phrases.Reach(isWanted);
        Ranges = [.. Enumerable.Range(0, languages).Select(l => phrases.Ranges.Where(r => Has(r.Set, l)).ToArray())];
    }

    /// <summary>By node: languages that have a set there or further on, as bits.</summary>
    public ulong[] Reach { get; }

    /// <summary>By language: number ranges.</summary>
    public (NumberRange Range, int Set)[][] Ranges { get; }

    public bool Has(int set, int language) => languageOf[set] == language;
}

/// <summary>Numbers in Chinese characters, such as 三, 十二 and 三百六十.</summary>
internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";

    public static (double Value, int Tokens) Read(ReadOnlySpan<Token> tokens, int at)
    {
        double total = 0, digit = 0;
        var i = at;
        for (; i < tokens.Length && tokens[i].Alone && i - at < 8; i++)
        {
            var c = tokens[i].Character == '两' ? '二' : tokens[i].Character;
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10000, _ => 0 };
            var value = unit > 0 ? -1 : Digits.IndexOf(c, StringComparison.Ordinal);
            if (unit == 10000)
                (total, digit) = ((total + digit) * unit, 0);
            else if (unit > 0)
                (total, digit) = (total + Math.Max(digit, 1) * unit, 0);
            else if (value >= 0)
                digit = value;
            else
                break;
        }

        return (total + digit, i - at);
    }
}
