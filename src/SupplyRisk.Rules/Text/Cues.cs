namespace SupplyRisk.Rules.Text;

/// <summary>The cues of one sentence, found once, when a sign in or beside it needs them.</summary>
internal static class Cues
{
    // Cues that speak for themselves and hide no other, whatever words they share.
    private static bool HidesOthers(CueKind kind) => kind is not (CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice
        or CueKind.Evidential or CueKind.Overrule or CueKind.Anaphor or CueKind.Question or CueKind.Ongoing or CueKind.OwnSite
        or CueKind.ThirdParty or CueKind.Topic or CueKind.NotYet or CueKind.Remedied or CueKind.Historic or CueKind.Denial
        or CueKind.NegationAfter or CueKind.ProhibitionAfter or CueKind.HypotheticalAfter
        or CueKind.Unsubstantiated);

    public static List<PatternMatch> Of(Sentence sentence)
    {
        if (sentence.CueMatches is { } known)
            return known;
        var found = new List<PatternMatch>();
        if (sentence.Language is not null && sentence.Tokens.Count > 0)
        {
            Clauses.MarkStrong(sentence);
            PatternMatcher.Find(sentence, sentence.Language.CuesBySet, null, found);
        }

        return sentence.CueMatches = found;
    }

    /// <summary>The cues that can speak about a match: none that stands on its words, and of two that share words the longer one.</summary>
    public static List<PatternMatch> About(Sentence sentence, PatternMatch? match)
    {
        var winners = new List<PatternMatch>();
        var hiding = new List<PatternMatch>();
        var neutral = Of(sentence).FindAll(c => c.Pattern.Cue == CueKind.Neutral);
        foreach (var cue in Of(sentence))
        {
            if (!HidesOthers(cue.Pattern.Cue))
            {
                if (!neutral.Exists(n => n.Words > cue.Words && n.Overlaps(cue)))
                    winners.Add(cue);
            }
            else if (match is null || !cue.Overlaps(match))
                hiding.Add(cue);
        }

        var speaking = winners.Count;
        foreach (var cue in hiding.OrderByDescending(c => c.Words).ThenBy(c => c.Last - c.First).ThenBy(c => c.First).ThenBy(c => c.Pattern.Cue))
        {
            if (!winners.Skip(speaking).Any(w => w.Overlaps(cue) && (w.Words > cue.Words || w.Pattern.Cue == cue.Pattern.Cue)))
                winners.Add(cue);
        }

        return winners;
    }

    public static bool Any(Sentence sentence, CueKind kind) => About(sentence, null).Exists(c => c.Pattern.Cue == kind);
}
