namespace SupplyRisk.Rules.Text;

/// <summary>Reads words and numbers; each is looked up in the vocabulary while its letters are passed.</summary>
internal sealed class TokenReader(Vocabulary vocabulary)
{
    private const int LongestShort = 12;

    /// <summary>Adds the token that begins at <paramref name="at"/>, if one does.</summary>
    /// <returns>Where reading goes on.</returns>
    public int Read(string text, int at, Marks marks, List<Token> tokens)
    {
        if (at >= text.Length)
            return at;
        var shape = Folding.Shape(text[at]);
        if (shape.IsInWord)
            return !shape.StartsToken ? at : shape.IsDigit ? ReadNumber(text, at, marks, tokens) : ReadWord(text, at, marks, tokens);
        var c = Folding.Fold(text[at]);
        if (!Folding.IsAlone(c))
            return at;
        tokens.Add(new Token { Start = at, End = at + 1, Word = vocabulary.Alone(c), Before = marks, Character = c, Number = double.NaN });
        return at + 1;
    }

    private int ReadWord(string text, int start, Marks marks, List<Token> tokens)
    {
        var state = Vocabulary.Root;
        var at = start;
        var mayBeShort = text[start] is 'c' or 'C';
        for (; at < text.Length; at++)
        {
            var shape = Folding.Shape(text[at]);
            mayBeShort |= !shape.IsInWord;
            if (!shape.IsInWord && (shape.Letter != CharShape.Apostrophe || EndsAtApostrophe(text, at) || IsElision(text, start, at)))
                break;
            state = vocabulary.Step(state, shape);
        }

        if (!mayBeShort || at - start > LongestShort || !AddShort(text, start, at, marks, tokens))
            tokens.Add(new Token { Start = start, End = at, Word = vocabulary.EntryAt(state), Before = marks, Number = double.NaN });
        return at;
    }

    private bool AddShort(string text, int start, int end, Marks marks, List<Token> tokens)
    {
        Span<char> word = stackalloc char[end - start];
        for (var i = 0; i < word.Length; i++)
            word[i] = Folding.Fold(text[start + i]);
        if (!Contractions.Is(word, out var cut, out var first, out var second) || cut == 0)
            return false;
        tokens.Add(new Token { Start = start, End = start + cut, Word = EntryOf(first is null ? word[..cut] : first), Before = marks, Number = double.NaN });
        tokens.Add(new Token { Start = start + cut, End = end, Word = EntryOf(second), Before = Marks.None, Number = double.NaN });
        return true;
    }

    private int EntryOf(ReadOnlySpan<char> folded)
    {
        var state = Vocabulary.Root;
        foreach (var c in folded)
            state = vocabulary.Step(state, Folding.Shape(c));
        return vocabulary.EntryAt(state);
    }

    // "workers' passports" and "the worker's passport" read as workers and worker; "doesn't" stays whole.
    private static bool EndsAtApostrophe(string text, int at)
    {
        if (at + 1 >= text.Length || !char.IsLetter(text[at + 1]))
            return true;
        return (text[at + 1] is 's' or 'S') && (at + 2 >= text.Length || !char.IsLetter(text[at + 2]));
    }

    // French: "l'employeur" is two words. English has no such letter before an apostrophe and a vowel.
    private static bool IsElision(string text, int start, int at) =>
        at == start + 1 && at + 1 < text.Length && "ldnscjmt".Contains(Folding.Fold(text[start]), StringComparison.Ordinal)
        && "aeiouyh".Contains(Folding.Fold(text[at + 1]), StringComparison.Ordinal);

    private int ReadNumber(string text, int start, Marks marks, List<Token> tokens)
    {
        double whole = 0, fraction = 0;
        double scale = 0;
        var state = Vocabulary.Root;
        var at = start;
        for (; at < text.Length; at++)
        {
            var c = Folding.Fold(text[at]);
            if (char.IsAsciiDigit(c))
            {
                if (scale > 0)
                    fraction += (c - '0') * (scale /= 10);
                else if (whole < 1e15)
                    whole = whole * 10 + (c - '0');
                state = vocabulary.Step(state, Folding.Shape(c));
            }
            else if (c is ',' or '.' && scale == 0 && DigitsAt(text, at + 1) is var digits and > 0)
            {
                // Three digits after a comma or a point are thousands, two only where three follow them (1,20,000); else it is a fraction.
                if (digits != 3 && !(digits == 2 && c == ',' && at + 3 < text.Length && text[at + 3] == ',' && DigitsAt(text, at + 4) is 2 or 3))
                    scale = 1;
            }
            else
            {
                break;
            }
        }

        tokens.Add(new Token { Start = start, End = at, Word = vocabulary.EntryAt(state), Before = marks, Number = whole + fraction });
        return at;
    }

    /// <summary>Digits from here on, counted up to four.</summary>
    public static int DigitsAt(string text, int from)
    {
        var i = from;
        while (i < text.Length && i - from < 4 && char.IsAsciiDigit(text[i]))
            i++;
        return i - from;
    }
}
