using System.Runtime.InteropServices;

namespace SupplyRisk.Search;

/// <summary>Finds the places of a search in a record's own text and cuts the passage to show. The index is not asked, so the offsets are those of the text.</summary>
internal sealed class Highlighter
{
    /// <summary>About this much text is shown.</summary>
    private const int WindowLength = 240;

    /// <summary>Text before the first hit of a passage.</summary>
    private const int Lead = 70;

    /// <summary>Once something was found, the search for a better passage ends here: the rest of a very long text costs more than it gives.</summary>
    private const int EnoughText = 400_000;
    private const int EnoughHits = 2_000;

    private readonly List<TermTokens> _terms;

    public Highlighter(IEnumerable<TermTokens> terms) => _terms = [.. terms.Where(t => !t.Exclude && t.Tokens.Count > 0)];

    /// <summary>True if there is nothing to mark.</summary>
    public bool IsIdle => _terms.Count == 0;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Start, int End, int Term);

    /// <summary>The whole text with what was found marked.</summary>
    public IReadOnlyList<TextSegment> MarkAll(string text) => Cut(text, 0, text.Length, Find(text));

    /// <summary>The passage of the texts with the most different terms, then the most hits, then the earliest; null if no text has any.</summary>
    public Snippet? BestPassage(IEnumerable<(SearchTextPart Part, string Text)> texts)
    {
        (int Terms, int Hits) best = default;
        (SearchTextPart Part, string Text, List<Place> Places, Place First)? chosen = null;
        foreach (var (part, text) in texts)
        {
            var places = Find(text);
            var (terms, hits, first) = BestWindow(places);
            if (hits == 0 || (terms, hits).CompareTo(best) <= 0)
                continue;
            best = (terms, hits);
            chosen = (part, text, places, places[first]);
        }
        return chosen is { } c ? Passage(c.Part, c.Text, c.Places, c.First) : null;
    }

    private List<Place> Find(string text)
    {
        var places = new List<Place>();
        if (IsIdle)
            return places;
        var running = new List<(int Term, int Next, int Start)>();
        var reader = new TokenReader(text);
        while (reader.Next())
        {
            if (places.Count > 0 && (reader.Start > EnoughText || places.Count >= EnoughHits))
                break;
            Continue(running, places, ref reader);
            for (var term = 0; term < _terms.Count; term++)
            {
                if (!_terms[term].Fits(0, reader.Token))
                    continue;
                if (_terms[term].Tokens.Count == 1)
                    places.Add(new Place(reader.Start, reader.End, term));
                else
                    running.Add((term, 1, reader.Start));
            }
        }
        places.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        return places;
    }

    /// <summary>Takes phrases that have begun one token further.</summary>
    private void Continue(List<(int Term, int Next, int Start)> running, List<Place> places, ref TokenReader reader)
    {
        var kept = 0;
        for (var i = 0; i < running.Count; i++)
        {
            var (term, next, start) = running[i];
            if (!_terms[term].Fits(next, reader.Token))
                continue;
            if (next + 1 == _terms[term].Tokens.Count)
                places.Add(new Place(start, reader.End, term));
            else
                running[kept++] = (term, next + 1, start);
        }
        running.RemoveRange(kept, running.Count - kept);
    }

    private (int Terms, int Hits, int First) BestWindow(List<Place> places)
    {
        (int Terms, int Hits, int First) best = default;
        var inWindow = new int[_terms.Count];
        var distinct = 0;
        var last = 0;
        for (var first = 0; first < places.Count; first++)
        {
            while (last < places.Count && places[last].End - places[first].Start <= WindowLength - Lead)
            {
                if (inWindow[places[last++].Term]++ == 0)
                    distinct++;
            }
            if (last <= first)
            {
                // One hit longer than the window: a phrase of many words. Shown from its start.
                last = first + 1;
                if (best.Hits == 0)
                    best = (1, 1, first);
                continue;
            }
            if ((distinct, last - first).CompareTo((best.Terms, best.Hits)) > 0)
                best = (distinct, last - first, first);
            if (--inWindow[places[first].Term] == 0)
                distinct--;
        }
        return best;
    }

    private static Snippet Passage(SearchTextPart part, string text, List<Place> places, Place first)
    {
        var from = text.Length <= WindowLength ? 0 : WordStart(text, Math.Max(0, first.Start - Lead), first.Start);
        var to = text.Length <= WindowLength ? text.Length : WordEnd(text, Math.Min(text.Length, from + WindowLength), first.Start);
        return new Snippet(part, Cut(text, from, to, places), from > 0, to < text.Length);
    }

    /// <summary>The first start of a word or sentence at or after <paramref name="at"/>, not beyond the hit.</summary>
    private static int WordStart(string text, int at, int hit)
    {
        if (at == 0)
            return 0;
        for (var i = at; i < hit; i++)
        {
            if (char.IsWhiteSpace(text[i - 1]))
                return i;
        }
        return WholeCharacter(text, at);
    }

    private static int WordEnd(string text, int at, int hit)
    {
        if (at == text.Length)
            return at;
        for (var i = at; i > Math.Max(hit + 1, at - 40); i--)
        {
            if (char.IsWhiteSpace(text[i]))
                return i;
        }
        return WholeCharacter(text, at);
    }

    /// <summary>Not between the halves of a character, nor before a mark that sits on the one before.</summary>
    private static int WholeCharacter(string text, int at)
    {
        for (var steps = 0; at > 0 && at < text.Length && steps < 8; steps++, at--)
        {
            if (!char.IsLowSurrogate(text[at]) && LetterFolding.Fold(text[at], out _) is not (LetterClass.Mark or LetterClass.Ignored))
                break;
        }
        return at;
    }

    /// <summary>The stretch from <paramref name="from"/> to <paramref name="to"/> in segments; places must be in order of start.</summary>
    private static List<TextSegment> Cut(string text, int from, int to, List<Place> places)
    {
        var segments = new List<TextSegment>();
        var at = from;
        foreach (var place in places)
        {
            var start = Math.Max(place.Start, at);
            var end = Math.Min(place.End, to);
            if (end <= start)
                continue;
            if (start > at)
                segments.Add(new TextSegment(text[at..start], false, at));

            // Hits that touch or overlap are one mark.
            if (start == at && segments.Count > 0 && segments[^1].IsHit)
                segments[^1] = segments[^1] with { Text = text[segments[^1].Start..end] };
            else
                segments.Add(new TextSegment(text[start..end], true, start));
            at = end;
        }
        if (at < to || segments.Count == 0)
            segments.Add(new TextSegment(text[at..to], false, at));
        return segments;
    }
}
