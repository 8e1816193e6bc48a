namespace SupplyRisk.Rules.Text;

/// <summary>Tells the clauses of a sentence apart: strong ones that a match stays inside, and finer ones that a cue reaches inside.</summary>
internal static class Clauses
{
    public static void Mark(Sentence sentence)
    {
        var count = sentence.Tokens.Count;
        Array.Clear(sentence.IsFiller, 0, count);
        for (var m = sentence.FirstOfSet[sentence.Language!.Fillers]; m != 0; m = sentence.Mentions[m - 1].NextOfSet)
        {
            for (var i = sentence.Mentions[m - 1].First; i <= sentence.Mentions[m - 1].Last; i++)
                sentence.IsFiller[i] = true;
        }

        var strong = 0;
        var concession = StartsWithConcession(sentence);
        for (var i = 0; i < count; i++)
        {
            var marks = sentence.Tokens[i].Before;
            if (i > 0 && ((marks & Marks.Semicolon) != Marks.None || sentence.At(ClauseWord.Contrast, i)))
                strong++;
            else if (concession && (marks & Marks.Comma) != Marks.None && EndsConcession(sentence, i))
                (strong, concession) = (strong + 1, false);
            sentence.Strong[i] = strong;
        }

        MarkFine(sentence);
    }

    private static bool StartsWithConcession(Sentence s) => s.Tokens.Count > 0 && s.At(ClauseWord.Concession, 0);

    // "Although no child labour, fees or violence were found, passports were kept": the comma that a clause of its own follows.
    private static bool EndsConcession(Sentence s, int at)
    {
        if (!s.Language!.Lexicon.HasSpaces)
            return true;
        var end = SegmentEnd(s, at);
        return s.Within(ClauseWord.Finite, 0, at - 1)
            && (s.Within(ClauseWord.Finite, at, end) || s.Within(ClauseWord.Subject, at, Math.Min(at + 4, end)))
            || end == s.Tokens.Count - 1;
    }

    private static int SegmentEnd(Sentence s, int from)
    {
        var i = from + 1;
        while (i < s.Tokens.Count && (s.Tokens[i].Before & (Marks.Comma | Marks.Semicolon | Marks.Colon)) == Marks.None)
            i++;
        return i - 1;
    }

    private static void MarkFine(Sentence s)
    {
        var next = 0;
        var current = 0;
        var outside = -1;
        var segment = 0;
        for (var i = 0; i < s.Tokens.Count; i++)
        {
            var marks = s.Tokens[i].Before;
            if (outside >= 0 && (marks & Marks.Close) != Marks.None)
                (current, outside) = (outside, -1);
            if (i > 0 && (s.Strong[i] != s.Strong[i - 1] || (marks & Marks.Colon) != Marks.None || StartsClause(s, i, marks, segment)))
            {
                current = ++next;
                outside = -1;
                segment = i;
            }
            else if ((marks & Marks.Comma) != Marks.None)
            {
                segment = i;
            }

            if ((marks & Marks.Open) != Marks.None && i > 0)
            {
                outside = outside < 0 ? current : outside;
                current = ++next;
            }

            s.Clause[i] = current;
        }
    }

    private static bool StartsClause(Sentence s, int at, Marks marks, int segment)
    {
        var comma = (marks & Marks.Comma) != Marks.None;
        if (!s.Language!.Lexicon.HasSpaces)
            return comma;
        var isAnd = s.At(ClauseWord.And, at);
        if (!comma && !isAnd)
            return false;
        if (s.At(ClauseWord.Or, at))
            return false;
        var start = isAnd ? at + 1 : at;
        var end = SegmentEnd(s, at);
        if (start >= s.Tokens.Count || !s.Within(ClauseWord.Finite, segment, at - 1) || s.At(ClauseWord.RelativeBreak, start))
            return false;

        // A subject of its own and something said of it; "had passports kept" shares the subject, and the negation, before it.
        if (s.At(ClauseWord.Finite, start))
            return false;
        var finite = s.Within(ClauseWord.Finite, start, end);
        var early = Math.Min(start + 3, end);
        return s.Within(ClauseWord.Person, start, early) && end > start + 1
            || s.Within(ClauseWord.Subject, start, early) && finite
            || !double.IsNaN(s.Tokens[start].Number) && end > start + 1
            || comma && finite;
    }
}
