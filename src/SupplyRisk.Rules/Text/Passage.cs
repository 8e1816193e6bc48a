using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>A few sentences around the one being read: those after it for answers and remedies, the one before for what introduces a list.</summary>
internal sealed class Passage(TextCompilation compilation, PatternMatcher matcher)
{
    /// <summary>Sentences looked at beyond the one being read.</summary>
    public const int Ahead = 14;

    /// <summary>Sentences kept that were read already.</summary>
    public const int Behind = 2;

    private const int LongestHeading = 8;
    private readonly List<Sentence> window = [];
    private readonly Stack<Sentence> spare = new();

    private Sentence? previous;
    private Sentence? earlier;

    /// <summary>The sentence so many before the current one, or null.</summary>
    /// <param name="steps">1 to <see cref="Behind"/>.</param>
    public Sentence? Before(int steps) => steps == 1 ? previous : earlier;

    /// <summary>The sentence that introduced the list the current one is an item of, or null.</summary>
    public Sentence? Intro { get; private set; }

    /// <summary>True below a heading such as "Sector", until the next heading.</summary>
    public bool IsBackground { get; private set; }

    public Sentence Current => window[0];

    public int Count => window.Count;

    public Sentence Next(int steps) => window[steps];

    /// <summary>Forgets the text before.</summary>
    public void Open()
    {
        while (window.Count > 0)
            MoveOn();
        if (Intro is not null && !IsKept(Intro))
            spare.Push(Intro);
        if (previous is not null)
            spare.Push(previous);
        if (earlier is not null)
            spare.Push(earlier);
        Intro = previous = earlier = null;
        IsBackground = false;
    }

    /// <summary>A sentence to read into; one that turns out empty is given back by <see cref="Leave"/>.</summary>
    public Sentence Take()
    {
        var sentence = spare.Count > 0 ? spare.Pop() : new Sentence(matcher, compilation.Phrases.SetCount);
        sentence.Clear();
        return sentence;
    }

    public void Leave(Sentence sentence) => spare.Push(sentence);

    public void Append(Sentence sentence) => window.Add(sentence);

    public void MoveOn()
    {
        var done = window[0];
        window.RemoveAt(0);
        var old = earlier;
        if (IsHeading(done))
            IsBackground = IsAboutOthers(done);
        if (done.EndsWithColon || IsHeadingWithCue(done))
            (Intro, done) = (done, Swap(Intro, done));
        else if (Intro is not null && (window.Count == 0 || !BelongsToList(window[0], done)))
            Intro = Release(Intro, done);
        (earlier, previous) = (previous, done);
        if (old is not null && old != Intro)
            spare.Push(old);
    }

    private bool IsKept(Sentence sentence) => sentence == previous || sentence == earlier;

    // A short line by itself.
    private bool IsHeading(Sentence done) =>
        done.StartsLine && done.EndsCell && !done.EndsWithStop && !done.IsListItem && done.Tokens.Count <= LongestHeading
        && (window.Count == 0 || window[0].Row != done.Row);

    private static bool IsAboutOthers(Sentence heading)
    {
        if (heading.Language is null)
            return false;
        heading.Complete();
        return heading.EndAt(ClauseWord.Background, 0) == heading.Tokens.Count - 1;
    }

    // "What we do not tolerate" over a list of short lines says it of each of them.
    private bool IsHeadingWithCue(Sentence done)
    {
        if (!done.StartsLine || !done.EndsCell || done.EndsWithStop || done.Tokens.Count > LongestHeading || done.Language is null
            || (window.Count > 0 && (window[0].Row == done.Row || window[0].EndsWithStop)))
            return false;
        return done.Language.Prohibitions.MayStandIn(CollectionsMarshal.AsSpan(done.Tokens))
            && (done.Cues.Any(CueKind.Prohibition) ?? done.Cues.Any(CueKind.ProhibitionAfter)) is not null;
    }

    private Sentence Swap(Sentence? old, Sentence done)
    {
        if (old is not null && !IsKept(old))
            spare.Push(old);
        return done;
    }

    private Sentence? Release(Sentence? intro, Sentence done)
    {
        if (intro is not null && !IsKept(intro) && intro != done)
            spare.Push(intro);
        return null;
    }

    private static bool BelongsToList(Sentence next, Sentence done) =>
        next.IsListItem || done.EndsWithColon || (!next.EndsWithStop && !done.EndsWithStop) || (next.Block == done.Block && next.Row != done.Row) || next.Row == done.Row;
}
