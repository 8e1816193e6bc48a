namespace SupplyRisk.Rules.Text;

/// <summary>Finds a sentence's language and every mention of every set in it.</summary>
internal sealed class SentenceIndexer(TextCompilation compilation, CompiledLanguage? given)
{
    // Words of the same block speak for a short sentence too, but less than its own.
    private const int OwnWeight = 3;
    private readonly int[] own = new int[compilation.Languages.Length];
    private readonly int[] ofBlock = new int[compilation.Languages.Length];
    private int block = -1;
    private CompiledLanguage? previous;

    public void Index(Sentence sentence)
    {
        sentence.Language = FindLanguage(sentence);
    }

    /// <summary>True if some rule could match: a phrase that one waits for may begin here.</summary>
    public bool MayMatch(Sentence sentence)
    {
        if (sentence.Language is not { } language)
            return false;
        var bit = 1UL << language.Index;
        var tokens = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sentence.Tokens);
        for (var i = 0; i < tokens.Length; i++)
        {
            foreach (var symbol in tokens[i].Symbols)
            {
                if ((compilation.Phrases.AnchorLanguages(symbol) & bit) != 0
                    && IsAnchored(tokens, compilation.Phrases.First(symbol), i, language.Index))
                    return true;
            }

            if (language.AnchorsOnNumbers && !double.IsNaN(tokens[i].Number))
                return true;
        }

        return false;
    }

    private bool IsAnchored(ReadOnlySpan<Token> tokens, int node, int at, int language)
    {
        if (compilation.Phrases.IsAnchor(language, node))
            return true;
        if (at + 1 >= tokens.Length || (tokens[at + 1].Before & Parting) != Marks.None)
            return false;
        foreach (var symbol in tokens[at + 1].Symbols)
        {
            if (compilation.Phrases.Next(node, symbol) is var next and not 0 && IsAnchored(tokens, next, at + 1, language))
                return true;
        }

        return false;
    }

    private const Marks Parting = Marks.Comma | Marks.Semicolon | Marks.Colon | Marks.ListComma | Marks.Open | Marks.Close;

    /// <summary>Finds the mentions that rules look for, once.</summary>
    public void IndexRules(Sentence sentence)
    {
        if (sentence.RulesIndexed)
            return;
        sentence.RulesIndexed = true;
        Mark(sentence, rules: true);
    }

    /// <summary>Finds every mention, once.</summary>
    public void Complete(Sentence sentence)
    {
        if (sentence.IsIndexed || sentence.Language is null)
            return;
        IndexRules(sentence);
        sentence.IsIndexed = true;
        Mark(sentence, rules: false);
    }

    private void Mark(Sentence sentence, bool rules)
    {
        var phrases = compilation.Phrases;
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            var token = sentence.Tokens[i];
            foreach (var symbol in token.Symbols)
                Follow(sentence, phrases.First(symbol), i, i, rules);
            if (!double.IsNaN(token.Number))
                AddNumber(sentence, token.Number, i, i, rules);
            else if (token.Alone && ChineseNumber.Read(sentence.Tokens, i) is { Tokens: > 0 } number)
                AddNumber(sentence, number.Value, i, i + number.Tokens - 1, rules);
        }
    }

    private void Follow(Sentence sentence, int node, int first, int at, bool rules)
    {
        if (node == 0)
            return;
        foreach (var set in compilation.Phrases.Sets(sentence.Language!.Index, node, rules))
        {
            sentence.Add(set, first, at);
            if (sentence.Language.NumberOf.TryGetValue(set, out var value))
                AddNumber(sentence, value, first, at, rules: true);
        }

        if (at + 1 >= sentence.Tokens.Count)
            return;
        var next = sentence.Tokens[at + 1];
        if ((next.Before & Parting) != Marks.None)
            return;
        foreach (var symbol in next.Symbols)
            Follow(sentence, compilation.Phrases.Next(node, symbol), first, at + 1, rules);
    }

    private void AddNumber(Sentence sentence, double value, int first, int last, bool rules)
    {
        foreach (var (range, set) in compilation.Phrases.Ranges)
        {
            if (value >= range.Least && value <= range.Most && compilation.Phrases.LanguageOf(set) == sentence.Language!.Index
                && sentence.Language.OfRules.Contains(set) == rules)
                sentence.Add(set, first, last);
        }
    }

    private CompiledLanguage? FindLanguage(Sentence sentence)
    {
        var alone = 0;
        Array.Clear(own);
        if (sentence.Block != block)
        {
            block = sentence.Block;
            Array.Clear(ofBlock);
        }

        foreach (ref readonly var token in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sentence.Tokens))
        {
            if (token.Alone)
            {
                alone++;
                continue;
            }

            foreach (var symbol in token.Symbols)
            {
                for (var left = compilation.Phrases.StopwordLanguages(symbol); left != 0; left &= left - 1)
                    own[System.Numerics.BitOperations.TrailingZeroCount(left)]++;
            }
        }

        if (alone > 0 && alone * 2 >= sentence.Tokens.Count - alone)
            return Array.Find(compilation.Languages, l => !l.Lexicon.HasSpaces);
        if (given is not null && given.Lexicon.HasSpaces)
            return given;
        var best = -1;
        var most = 0;
        for (var i = 0; i < own.Length; i++)
        {
            var weight = own[i] * OwnWeight + ofBlock[i];
            ofBlock[i] = Math.Min(ofBlock[i] + own[i], 30);
            if (weight > most && compilation.Languages[i].Lexicon.HasSpaces)
                (best, most) = (i, weight);
        }

        if (best >= 0)
            previous = compilation.Languages[best];
        return previous ?? Array.Find(compilation.Languages, l => l.Lexicon.HasSpaces) ?? null;
    }
}

/// <summary>Numbers in Chinese characters, such as 三, 十二 and 三百六十.</summary>
internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";

    public static (double Value, int Tokens) Read(List<Token> tokens, int at)
    {
        double total = 0, digit = 0;
        var i = at;
        for (; i < tokens.Count && tokens[i].Alone && i - at < 8; i++)
        {
            var c = tokens[i].Character == '两' ? '二' : tokens[i].Character;
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10000, _ => 0 };
            var value = Digits.IndexOf(c, StringComparison.Ordinal);
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
