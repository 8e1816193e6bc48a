namespace SupplyRisk.Rules.Text;

/// <summary>Which cues speak about the match, and how far each of them reaches.</summary>
internal sealed partial class Reading
{
    private const int BesideThat = 4;
    private static readonly Func<Reading, PatternMatch, bool> Anywhere = static (_, _) => true;
    private static readonly Func<Reading, PatternMatch, bool> Before = static (r, c) => r.IsBefore(c);
    private static readonly Func<Reading, PatternMatch, bool> After = static (r, c) => r.IsAfter(c);
    private static readonly Func<Reading, PatternMatch, bool> SameStrong = static (r, c) => r.IsInSameStrong(c);
    private static readonly Func<Reading, PatternMatch, bool> AheadInSameStrong = static (r, c) => c.First < r.match.First && r.IsInSameStrong(c);

    // Chinese parts statements by commas: what happened last year in the clause behind is another matter.
    private static readonly Func<Reading, PatternMatch, bool> InItsTime = static (r, c) =>
        r.IsInSameStrong(c) && (r.s.Language!.Lexicon.HasSpaces || c.First < r.match.First || r.s.Clause[c.First] == r.s.Clause[r.match.Last]);

    private void FindCues()
    {
        s.Cues.About(match, cues);
        kinds = 0;
        var kept = 0;
        for (var i = 0; i < cues.Count; i++)
        {
            var cue = cues[i];
            if (cue.Pattern.Cue is not (CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice or CueKind.ThirdParty) && cue.Overlaps(match)
                && !Cues.OnlySharesItsSubject(cue, match))
                continue;
            cues[kept++] = cue;
            kinds |= 1u << (int)cue.Pattern.Cue;
        }

        cues.RemoveRange(kept, cues.Count - kept);
    }

    private PatternMatch? Cue(CueKind kind, Func<Reading, PatternMatch, bool> reaches)
    {
        if ((kinds & (1u << (int)kind)) == 0)
            return null;
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue == kind && reaches(this, cue))
                return cue;
        }

        return null;
    }

    private bool Has(CueKind kind, Func<Reading, PatternMatch, bool> reaches) => Cue(kind, reaches) is not null;

    // Before the match in its clause, or between its parts.
    private bool IsBefore(PatternMatch cue) => cue.First < match.Last && s.Clause[cue.Last] == ClauseBefore(cue);

    private int NextPart(PatternMatch cue)
    {
        var next = int.MaxValue;
        foreach (var part in match.Parts)
        {
            if (part.First > cue.Last)
                next = Math.Min(next, part.First);
        }

        return next == int.MaxValue ? match.Last : next;
    }

    // "no evidence that wages are late, passports are kept or workers are threatened": one negation over the whole list.
    private bool GovernsList(PatternMatch cue)
    {
        if (cue.Last >= match.First || s.Strong[cue.First] != s.Strong[match.First])
            return false;
        for (var i = cue.Last + 1; i <= cue.Last + BesideThat && i < match.First; i++)
        {
            if (s.At(ClauseWord.That, i))
                return s.Within(ClauseWord.Or, i, s.Tokens.Count - 1) && !s.Within(ClauseWord.And, i, match.First);
        }

        return false;
    }

    // "workers leave without losing wages", but not "who leaves without notice loses his wages".
    private bool OnlyFillersTo(PatternMatch cue)
    {
        var next = NextPart(cue);
        for (var i = cue.Last + 1; i < next; i++)
        {
            if (!s.IsFiller[i])
                return false;
        }

        return true;
    }

    // "has no lock and may leave": a second verb after "and" is not denied with the first.
    private bool NextVerbBetween(PatternMatch cue)
    {
        for (var i = cue.Last + 1; i < match.First && i + 1 <= match.First; i++)
        {
            if (s.At(ClauseWord.And, i) && i + 1 < s.Tokens.Count && s.At(ClauseWord.Finite, i + 1))
                return s.Language!.Lexicon.HasSpaces;
        }

        return false;
    }

    // Between parts, a cue speaks to the part that follows it, if that is in its clause.
    private int ClauseBefore(PatternMatch cue) =>
        s.Clause[NextPart(cue)];

    private bool IsAfter(PatternMatch cue) => cue.First > match.First && s.Clause[cue.First] == s.Clause[match.Last] && IsInSameStrong(cue)
        || cue.First > match.Last && (s.Tokens[match.Last + 1].Before & Marks.Colon) != Marks.None && cue.First == match.Last + 1;

    private bool IsInSameStrong(PatternMatch cue) => s.Strong[cue.First] == s.Strong[match.First] || s.Strong[cue.First] == s.Strong[match.Last];

    private bool IsNear(PatternMatch cue) => match.First - cue.Last <= (s.Language!.Lexicon.HasSpaces ? CloseReach + 1 : NearestReach + 1);

    // "If passports are found to be held, …": the condition reaches to the comma, and to what follows from it.
    private PatternMatch? Conditional() => match.Pattern.Conditional && match.Pattern.Source.Kind == PatternKind.Sign ? null :
        Cue(CueKind.Condition, static (r, c) => c.Last < r.match.First && (r.IsBefore(c) || c.First == 0 && r.s.Strong[r.match.First] == 0));

    private PatternMatch? Unreal() => match.Pattern.Conditional ? null : Cue(CueKind.Unreal, Before);

    private bool Broken(PatternMatch cue, ClauseWord word) =>
        cue.Last < match.First && s.Within(word, cue.Last + 1, match.First - 1);
}
