namespace SupplyRisk.Rules.Text;

/// <summary>The cues of one sentence, found once, when a sign in or beside it needs them.</summary>
internal static class Cues
{
    // Cues that speak for themselves and hide no other, whatever words they share.
    private static bool HidesOthers(CueKind kind) => kind is not (CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice
        or CueKind.Evidential or CueKind.Overrule or CueKind.Anaphor or CueKind.Question or CueKind.Ongoing or CueKind.OwnSite
        or CueKind.ThirdParty or CueKind.Topic);

    public static List<PatternMatch> Of(Sentence sentence)
    {
        if (sentence.CueMatches is { } known)
            return known;
        var found = new List<PatternMatch>();
        if (sentence.Language is not null && sentence.Tokens.Count > 0)
        {
            Clauses.MarkStrong(sentence);
            PatternMatcher.Find(sentence, sentence.Language.CuesBySet, found);
        }

        // The longer cue wins where words are shared: "not uncommon" over "not", "no longer" over "no".
        var kept = found.Where(c => !HidesOthers(c.Pattern.Cue)).ToList();
        var hiding = found.Where(c => HidesOthers(c.Pattern.Cue))
            .OrderByDescending(c => c.Words).ThenBy(c => c.Last - c.First).ThenBy(c => c.First).ThenBy(c => c.Pattern.Cue);
        var winners = new List<PatternMatch>();
        foreach (var cue in hiding)
        {
            if (!winners.Exists(w => w.Overlaps(cue) && (w.Words > cue.Words || w.Pattern.Cue == cue.Pattern.Cue)))
                winners.Add(cue);
        }

        kept.AddRange(winners);
        return sentence.CueMatches = kept;
    }

    public static bool Any(Sentence sentence, CueKind kind) => Of(sentence).Exists(c => c.Pattern.Cue == kind);
}
