namespace SupplyRisk.Rules.Text;

/// <summary>Cuts a text into sentences, cells and lines of tokens, one after the other, in one pass.</summary>
internal sealed class SentenceReader(Vocabulary vocabulary, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> abbreviations)
{
    private const int ShortLine = 45;
    private const int LongestAbbreviation = 12;
    private readonly TokenReader tokens = new(vocabulary);
    private string text = "";
    private int at;
    private int block;
    private int row;
    private bool lineStart;
    private bool cellStart;
    private bool lineHasCells;
    private int lineBegan;

    /// <summary>Goes to the beginning of a text.</summary>
    public void Open(string of)
    {
        text = of;
        at = block = row = lineBegan = 0;
        lineStart = cellStart = true;
        lineHasCells = false;
    }

    /// <summary>Reads the next sentence into <paramref name="sentence"/>; false at the end of the text.</summary>
    public bool Read(Sentence sentence)
    {
        var marks = Marks.None;
        sentence.Start = -1;
        while (at < text.Length)
        {
            var raw = text[at];
            if (Folding.Shape(raw).StartsToken)
            {
                if (sentence.Start < 0)
                    Begin(sentence);
                at = tokens.Read(text, at, marks, sentence.Tokens);
                marks = Marks.None;
                if (sentence.Tokens.Count < Sentence.MostTokens - 1) // a short form is two
                    continue;
                return true;
            }

            if (raw == ' ')
            {
                if (!IsColumnGap())
                {
                    at++;
                    continue;
                }

                // Three spaces part the columns of a table that was printed as text.
                while (at < text.Length && text[at] == ' ')
                    at++;
                cellStart = true;
                if (sentence.Start < 0 || at >= text.Length || text[at] is '\n' or '\r')
                    continue;
                sentence.EndsCell = true;
                return true;
            }

            var c = Folding.Fold(raw);
            if (IsEnd(c, sentence))
            {
                var ended = sentence.Start >= 0;
                Consume(c, sentence, ended);
                if (ended)
                    return true;
                marks = Marks.None;
                continue;
            }

            marks |= MarkOf(c, raw);
            at++;
            if (c == '\n')
                lineBegan = at;
        }

        if (sentence.Start < 0)
            return false;
        sentence.EndsCell = true;
        return true;
    }

    private bool IsColumnGap() =>
        at + 2 < text.Length && text[at + 1] == ' ' && text[at + 2] == ' ' && at > lineBegan && text[at - 1] is not ('\n' or ' ');

    private void Begin(Sentence sentence)
    {
        sentence.Start = at;
        sentence.Block = block;
        sentence.Row = row;
        sentence.StartsCell = cellStart;
        sentence.StartsLine = lineStart;
        if (lineStart)
            ReadBullet(sentence);
        lineStart = cellStart = false;
    }

    // "4.1 There is no …" and "- passports" and "(a) passports": the number is no part of what is said.
    private void ReadBullet(Sentence sentence)
    {
        var before = text.AsSpan(lineBegan, at - lineBegan).Trim();
        sentence.IsListItem = before.Length > 0 && before[0] is '-' or '•' or '*' or '·' or '–' or '▪' or '◦' or '●' or '\uF0B7' or '○' or '—';
        var i = at;
        var dots = 0;
        while (i < text.Length && i - at < 8 && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
            dots += text[i++] == '.' ? 1 : 0;
        if (i > at && i < text.Length && (dots > 0 ? text[i] is ' ' or '.' : text[i] is '.' or ')' or '、' && i - at <= 2))
        {
            sentence.IsListItem = true;
            sentence.IsNumberedCode = dots > 0;
            if (i + 1 < text.Length && (text[i] != '.' || !char.IsAsciiDigit(text[i + 1])))
                at = i + 1;
        }
    }

    private bool IsEnd(char c, Sentence sentence)
    {
        switch (c)
        {
            case '。' or '!' or '?' or '\t' or '|' or '！' or '？':
                return true;
            case '.':
                return !IsInnerPoint(sentence);
            case '\n' or '\r':
                return IsLineEnd(sentence);
            default:
                return false;
        }
    }

    private bool IsInnerPoint(Sentence sentence)
    {
        var i = at + 1;
        if (i < text.Length && char.IsLetterOrDigit(text[i]) && !Folding.IsAlone(text[i]))
            return true;
        while (i < text.Length && text[i] == ' ')
            i++;
        if (i < text.Length && char.IsAsciiLetterLower(text[i]))
            return true;
        if (sentence.Tokens.Count == 0)
            return false;
        var last = sentence.Tokens[^1];
        if (last.End != at)
            return false;
        if (last.End - last.Start == 1 && char.IsAsciiLetterUpper(text[last.Start]))
            return true;
        var word = text.AsSpan(last.Start, last.End - last.Start);
        if (word.Equals("no", StringComparison.OrdinalIgnoreCase))
            return i < text.Length && char.IsAsciiDigit(text[i]);
        return word.Length <= LongestAbbreviation && abbreviations.Contains(word);
    }

    // A line that was only wrapped goes on; a blank line, a bullet or a short line ends the sentence.
    private bool IsLineEnd(Sentence sentence)
    {
        var i = at + 1;
        if (text[at] == '\r' && i < text.Length && text[i] == '\n')
            return false;
        while (i < text.Length && text[i] is ' ' or '\u00A0')
            i++;
        if (i >= text.Length || text[i] is '\n' or '\r' or '\t')
            return true;
        if (sentence.Tokens.Count == 0 || lineHasCells)
            return true;
        var next = text[i];
        if (next is '-' or '•' or '*' or '·' or '▪' or '◦' or '●' or '\uF0B7' or '○' or '–' || char.IsAsciiDigit(next) && StartsNumbering(i))
            return true;
        if (PreviousMark() is ':' or ';' or '：' or '；')
            return true;
        if (char.IsLower(next))
            return false;
        return at - lineBegan < ShortLine || !char.IsUpper(next) && !Folding.IsAlone(next) && !char.IsAsciiDigit(next);
    }

    private bool StartsNumbering(int i)
    {
        var digits = TokenReader.DigitsAt(text, i);
        return digits is 1 or 2 && i + digits < text.Length && text[i + digits] is '.' or ')' or '、';
    }

    private char PreviousMark()
    {
        var i = at - 1;
        while (i > 0 && text[i] is ' ' or '\r')
            i--;
        return i >= 0 ? text[i] : ' ';
    }

    private void Consume(char c, Sentence sentence, bool ends)
    {
        if (ends)
        {
            sentence.IsQuestion |= c is '?' or '？';
            sentence.EndsWithColon = c is '\n' or '\r' or '\t' && PreviousMark() is ':' or '：';
            sentence.EndsWithStop = c is '.' or '。' or '!' or '?' or '！' or '？';
            sentence.EndsCell = c is '\n' or '\r' or '\t' or '|';
        }

        at++;
        if (c is '\n' or '\r')
            NewLine();
        else if (c is '\t' or '|')
            cellStart = lineHasCells = true;
        else if (ends)
            EndOfLineFollows(sentence);
    }

    private void EndOfLineFollows(Sentence sentence)
    {
        var i = at;
        while (i < text.Length && text[i] is ' ' or '"' or '”' or '」' or ')' or '?' or '!' or '.' or '？')
            i++;
        if (i >= text.Length || text[i] is '\n' or '\r' or '\t' or '|')
            sentence.EndsCell = true;
    }

    private void NewLine()
    {
        row++;
        lineHasCells = false;
        lineStart = cellStart = true;
        lineBegan = at;
        while (at < text.Length && text[at] is '\n' or '\r' or ' ')
        {
            if (text[at] is '\n')
            {
                block++;
                lineBegan = at + 1;
            }

            at++;
        }

        lineBegan = Math.Min(lineBegan, at);
    }

    private static Marks MarkOf(char folded, char raw) => folded switch
    {
        ',' or '，' => Marks.Comma,
        '、' or '/' => Marks.ListComma,
        ':' => Marks.Colon,
        ';' => Marks.Semicolon,
        '–' or '—' => Marks.Colon,
        '(' or '[' or '（' or '【' => Marks.Open,
        ')' or ']' or '）' or '】' => Marks.Close,
        '"' or '“' or '”' or '「' or '」' or '«' or '»' or '《' or '》' => Marks.Quote,
        _ => raw is '；' ? Marks.Semicolon : raw is '：' ? Marks.Colon : Marks.None,
    };
}
