using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Text;

/// <summary>The cues of one sentence, found once, when a sign in or beside it needs them.</summary>
internal sealed class Cues(Sentence sentence, PatternMatcher matcher)
{
    private readonly Matches all = new();
    private readonly List<PatternMatch> neutral = [];
    private readonly List<PatternMatch> free = [];
    private readonly List<PatternMatch> hiding = [];
    private readonly List<PatternMatch> standing = [];
    private bool isFound;
    private bool isStandingKnown;

    /// <summary>All cues, also those that other cues hide.</summary>
    public ReadOnlySpan<PatternMatch> All
    {
        get
        {
            Find();
            return all.All;
        }
    }

    /// <summary>The cues that speak where no match is looked at.</summary>
    public ReadOnlySpan<PatternMatch> Standing
    {
        get
        {
            if (!isStandingKnown)
                About(null, standing);
            isStandingKnown = true;
            return CollectionsMarshal.AsSpan(standing);
        }
    }

    public void Clear() => isFound = isStandingKnown = false;

    /// <summary>The first standing cue of the kind, or null.</summary>
    public PatternMatch? Any(CueKind kind)
    {
        foreach (var cue in Standing)
        {
            if (cue.Pattern.Cue == kind)
                return cue;
        }

        return null;
    }

    /// <summary>True if this very cue was found in this sentence.</summary>
    public bool Holds(PatternMatch cue) => cue.Order < All.Length && ReferenceEquals(All[cue.Order], cue);

    /// <summary>The cues that can speak about a match: none that stands on its words, and of two that share words the longer one.</summary>
    public void About(PatternMatch? match, List<PatternMatch> winners)
    {
        Find();
        winners.Clear();
        winners.AddRange(free);
        foreach (var cue in hiding)
        {
            if ((match is null || !cue.Overlaps(match) || OnlySharesItsSubject(cue, match)) && !IsHidden(cue, CollectionsMarshal.AsSpan(winners)[free.Count..]))
                winners.Add(cue);
        }
    }

    /// <summary>True if a cue stands on words of a match and yet speaks about it: "the guard who hit a worker <c>has been dismissed</c>", "<c>any supervisor who</c> strikes a worker".</summary>
    public static bool OnlySharesItsSubject(PatternMatch cue, PatternMatch match) =>
        cue.Pattern.Cue switch
        {
            CueKind.Remedied => cue.Last > match.Last,
            CueKind.Prohibition => cue.Pattern.Source.AtStart && (cue.First < match.First || cue.Last < match.Last),
            _ => false,
        };

    private static bool IsHidden(PatternMatch cue, ReadOnlySpan<PatternMatch> winners)
    {
        foreach (var winner in winners)
        {
            if ((winner.Words > cue.Words || winner.Pattern.Cue == cue.Pattern.Cue) && winner.Overlaps(cue))
                return true;
        }

        return false;
    }

    private void Find()
    {
        if (isFound)
            return;
        isFound = true;
        all.Clear();
        neutral.Clear();
        free.Clear();
        hiding.Clear();
        if (sentence.Language is not { } language || sentence.Tokens.Count == 0)
            return;
        sentence.Complete();
        matcher.Find(sentence, language.CuesBySet, all);
        foreach (var cue in all.All)
        {
            if (cue.Pattern.Cue == CueKind.Neutral)
                neutral.Add(cue);
        }

        foreach (var cue in all.All)
        {
            if (HidesOthers(cue.Pattern.Cue))
                hiding.Add(cue);
            else if (!IsTakenOut(cue))
                free.Add(cue);
        }

        hiding.Sort(static (a, b) => LongestFirst(a, b));
    }

    private bool IsTakenOut(PatternMatch cue)
    {
        foreach (var words in neutral)
        {
            if (words.Words > cue.Words && words.Overlaps(cue))
                return true;
        }

        return false;
    }

    private static int LongestFirst(PatternMatch a, PatternMatch b)
    {
        if (a.Words != b.Words)
            return b.Words.CompareTo(a.Words);
        if (a.Last - a.First != b.Last - b.First)
            return (a.Last - a.First).CompareTo(b.Last - b.First);
        if (a.First != b.First)
            return a.First.CompareTo(b.First);
        return a.Pattern.Cue != b.Pattern.Cue ? a.Pattern.Cue.CompareTo(b.Pattern.Cue) : a.Order.CompareTo(b.Order);
    }

    // Cues that speak for themselves and hide no other, whatever words they share.
    private static bool HidesOthers(CueKind kind) => kind is not (CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice
        or CueKind.Evidential or CueKind.Overrule or CueKind.Anaphor or CueKind.Question or CueKind.Ongoing or CueKind.OwnSite
        or CueKind.ThirdParty or CueKind.Topic or CueKind.NotYet or CueKind.Remedied or CueKind.Historic or CueKind.Denial
        or CueKind.NegationAfter or CueKind.ProhibitionAfter or CueKind.HypotheticalAfter
        or CueKind.Unsubstantiated);
}
