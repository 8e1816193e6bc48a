using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>What a passage says about one match, and why.</summary>
internal sealed record Verdict(EvidenceStatus Status, Speaker Speaker, string Why, PatternMatch? Cue);

/// <summary>Reads the status of a match from the cues around it.</summary>
/// <param name="text">The text, to quote cues.</param>
/// <param name="passage">The sentence and its surroundings.</param>
/// <param name="reportYear">The latest year the text names, or 0.</param>
internal sealed class Reading(string text, Passage passage, int reportYear)
{
    private const int CloseReach = 6;
    private const int NearestReach = 3;
    private Sentence s = null!;
    private PatternMatch match = null!;
    private List<PatternMatch> cues = [];

    public Verdict Read(PatternMatch of)
    {
        s = passage.Current;
        match = of;
        cues = Cues.About(s, of).FindAll(c => !c.Overlaps(of) || c.Pattern.Cue is CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice);
        var speaker = SpeakerOf();
        var kind = of.Pattern.Source.Kind;

        var answer = Answers.Of(passage, of);
        if (answer == Answer.None && Asks())
            return new(EvidenceStatus.Hypothetical, speaker, "asked, not answered", null);

        if (Cue(CueKind.ThirdParty, SameSentencePart) is { } other && !Has(CueKind.OwnSite, SameSentencePart))
            return Of(EvidenceStatus.ThirdParty, speaker, other);
        if (answer == Answer.None && Modality(kind) is { } modal)
            return modal with { Speaker = speaker };

        var (denied, because) = Polarity(kind);
        if (answer == Answer.No)
            denied = !Answers.IsAsked(s) || !denied;
        if (denied)
            return Denied(kind, speaker, because, answer);
        if (kind == PatternKind.Mention && answer != Answer.Yes && because is null && !IsEvidenced())
            return new(EvidenceStatus.Hypothetical, speaker, "only named", null);
        return Standing(speaker, because, answer);
    }

    private Verdict Denied(PatternKind kind, Speaker speaker, PatternMatch? because, Answer answer)
    {
        if (because?.Pattern.Cue == CueKind.Denial)
            speaker = Speaker.Management;
        if (speaker == Speaker.Management && Overruled() is { } over)
            return Of(EvidenceStatus.Asserted, SpeakerIn(over.Sentence) is Speaker.Document ? Speaker.Auditor : SpeakerIn(over.Sentence), over.Cue, "denied by management, contradicted by");
        if (!s.Language!.Lexicon.HasSpaces && Cue(CueKind.Prohibition, c => c.Last < match.First && SameStrong(c)) is { } committed)
            return Of(EvidenceStatus.Prohibited, speaker, committed);
        if (s.IsNumberedCode && !Has(CueKind.Evidential, _ => true) && speaker == Speaker.Document)
            return new(EvidenceStatus.Prohibited, speaker, "a numbered clause of a code", Own(because));
        var why = answer == Answer.No ? "the answer is no" : kind == PatternKind.Opposite ? "the contrary is stated" : "";
        return because is null ? new(EvidenceStatus.Negated, speaker, why, null) : Of(EvidenceStatus.Negated, speaker, because);
    }

    private Verdict Standing(Speaker speaker, PatternMatch? because, Answer answer)
    {
        if (Unsubstantiated() is { } doubt)
            return Of(EvidenceStatus.Negated, speaker, doubt, "could not be confirmed:");
        if (Remedies.Of(passage, match, text) is { } remedied)
            return new(EvidenceStatus.Remediated, speaker, remedied, null);
        if (!Has(CueKind.Ongoing, _ => true))
        {
            if (Cue(CueKind.Historic, SameSentencePart) is { } past)
                return Of(EvidenceStatus.Historic, speaker, past);
            if (Dates.EarlierYear(s, match, reportYear) is { } year)
                return new(EvidenceStatus.Historic, speaker, $"dated {year}, before the time of the report", null);
        }

        if (answer == Answer.Yes)
            return new(EvidenceStatus.Asserted, speaker, "the answer is yes", null);
        return because is null
            ? new(EvidenceStatus.Asserted, speaker, "no cue against it", null)
            : Of(EvidenceStatus.Asserted, speaker, because);
    }

    private Verdict Of(EvidenceStatus status, Speaker speaker, PatternMatch cue, string lead = "by") =>
        new(status, speaker, $"{lead} “{Quote(cue)}”", Own(cue));

    // What another sentence says, such as the one that introduces a list, is no part of the quote.
    private PatternMatch? Own(PatternMatch? cue) => cue is not null && Cues.Of(s).Contains(cue) ? cue : null;

    private string Quote(PatternMatch cue)
    {
        var owner = Cues.Of(s).Contains(cue) ? s : passage.Intro is { } i && Cues.Of(i).Contains(cue) ? i
            : Enumerable.Range(0, passage.Count).Select(passage.Next).FirstOrDefault(n => Cues.Of(n).Contains(cue));
        return owner is null ? cue.Pattern.Source.Written : text[owner.Tokens[cue.First].Start..owner.Tokens[cue.Last].End];
    }

    private bool Asks() => Answers.IsAsked(s) || Cue(CueKind.Question, c => c.First < match.First && SameStrong(c)) is not null;

    /// <summary>Forbidden, required or only possible; null for a plain statement.</summary>
    private Verdict? Modality(PatternKind kind)
    {
        if (Cue(CueKind.PolicyGap, SameStrong) is { } gap)
            return Of(EvidenceStatus.Hypothetical, default, gap, "a missing policy or control:");
        if (kind != PatternKind.Opposite)
        {
            if ((Cue(CueKind.Prohibition, Before) ?? Cue(CueKind.ProhibitionAfter, After) ?? FromIntro(CueKind.Prohibition) ?? FromIntro(CueKind.ProhibitionAfter)) is { } forbids)
                return Of(EvidenceStatus.Prohibited, default, forbids);
        }
        else if (Cue(CueKind.Obligation, Before) is { } demands)
        {
            return Of(EvidenceStatus.Prohibited, default, demands, "demanded by");
        }
        else if (FromIntro(CueKind.Obligation) is { } listed)
        {
            return Of(EvidenceStatus.Prohibited, default, listed, "demanded by");
        }

        if ((Cue(CueKind.Hypothetical, Before) ?? Conditional() ?? Cue(CueKind.HypotheticalAfter, After) ?? FromIntro(CueKind.Hypothetical)) is { } maybe
            && !Has(CueKind.Negation, c => c.First < maybe.First && Before(c)))
            return Of(EvidenceStatus.Hypothetical, default, maybe);
        var topic = kind == PatternKind.Mention ? Cue(CueKind.Topic, SameStrong) ?? FromIntro(CueKind.Topic) : Cue(CueKind.Topic, Before) ?? FromIntro(CueKind.Topic);
        return topic is null ? null : Of(EvidenceStatus.Hypothetical, default, topic, "a topic:");
    }

    /// <summary>True if the passage says that the sign is not there.</summary>
    private (bool Denied, PatternMatch? Because) Polarity(PatternKind kind)
    {
        var noun = Cue(CueKind.Negation, c => Before(c) && !Broken(c, ClauseWord.Break)) ?? FromIntro(CueKind.Negation);
        var verb = Cue(CueKind.VerbNegation, c => Before(c) && (Near(c) || kind == PatternKind.Mention) && !CarriesOn(c) && !NextVerbBetween(c) && !Broken(c, ClauseWord.Break) && !Broken(c, ClauseWord.RelativeBreak));
        verb ??= Cue(CueKind.NearNegation, c => Before(c) && NextPart(c) - c.Last <= NearestReach && (c.Last < match.First || kind == PatternKind.Sign && !HoldsNegation()));
        var after = noun ?? verb ?? Cue(CueKind.NegationAfter, After) ?? ListGoverned();
        var denial = Cue(CueKind.Denial, c => c.First < match.First && SameStrong(c));
        var negated = after is not null != (denial is not null);
        if (kind != PatternKind.Opposite)
            return (negated && !IsDouble(noun, verb), after ?? denial);

        var incapable = Cue(CueKind.Incapacity, c => c.Last < match.First && Before(c) && Near(c) && after?.Overlaps(c) != true && !NextVerbBetween(c)) ?? Cue(CueKind.Prohibition, Before);
        negated = (negated && !IsDouble(noun, verb)) != (incapable is not null);
        return (!negated, incapable ?? after ?? denial);
    }

    // "no signal nor way to call": the "nor" goes on with a negation that is part of the sign.
    private bool CarriesOn(PatternMatch cue) =>
        cue.First > match.First && (s.At(s.Language!.Words[(int)ClauseWord.Or], cue.First) || HoldsNegation());

    private bool HoldsNegation() => Cues.Of(s).Exists(c => c.Pattern.Cue == CueKind.VerbNegation && c.Overlaps(match));

    // "no worker did not have access"; "neither … nor" and "no … or not" are one negation.
    private bool IsDouble(PatternMatch? noun, PatternMatch? verb) =>
        noun is not null && verb is not null && verb.First > noun.Last && s.Clause[noun.Last] == s.Clause[verb.First]
        && s.Language!.Lexicon.Language == "en"
        && !s.Within(s.Language.Words[(int)ClauseWord.Or], noun.Last, verb.First);

    // One finding verb may govern a list that Chinese parts by commas: 未发现强迫劳动，扣押证件等情况.
    private PatternMatch? ListGoverned()
    {
        if (s.Language!.Lexicon.HasSpaces)
            return null;
        var tail = s.Language.Words[(int)ClauseWord.ListTail];
        var end = match.Last;
        while (end + 1 < s.Tokens.Count && s.Strong[end + 1] == s.Strong[match.Last])
            end++;
        return s.Within(tail, match.Last, end)
            ? Cue(CueKind.Negation, c => c.Last < match.First && SameStrong(c) && Quote(c).Length > 1)
            : null;
    }

    private bool IsEvidenced() =>
        Has(CueKind.Evidential, SameStrong) || Cue(CueKind.WorkerVoice, SameStrong) is not null
        || FromIntro(CueKind.Evidential) is not null;

    private (PatternMatch Cue, Sentence Sentence)? Overruled()
    {
        if (Cue(CueKind.Overrule, c => c.First > match.Last) is { } same)
            return (same, s);
        if (Cue(CueKind.WorkerVoice, c => c.First > match.Last && s.Strong[c.First] > s.Strong[match.Last] && !IsDeniedAfter(c)) is { } voice)
            return (voice, s);
        for (var i = 1; i < Math.Min(3, passage.Count); i++)
        {
            var next = passage.Next(i);
            if (next.Block == s.Block && Cues.About(next, null).Find(c => c.Pattern.Cue == CueKind.Overrule) is { } cue)
                return (cue, next);
        }

        return null;
    }

    // Workers who speak after a "but" contradict, unless what they say is itself a denial.
    private bool IsDeniedAfter(PatternMatch voice) =>
        Has(CueKind.Negation, c => c.First >= voice.First) || Has(CueKind.VerbNegation, c => c.First >= voice.First);

    private PatternMatch? Unsubstantiated()
    {
        if (Cue(CueKind.Unsubstantiated, _ => true) is { } here)
            return here;
        if (passage.Count < 2 || passage.Next(1).Block != s.Block)
            return null;
        return Cues.Of(passage.Next(1)).Find(c => c.Pattern.Cue == CueKind.Unsubstantiated);
    }

    private Speaker SpeakerOf()
    {
        (CueKind Kind, Speaker Speaker)[] voices =
            [(CueKind.WorkerVoice, Speaker.Worker), (CueKind.ManagementVoice, Speaker.Management), (CueKind.AuditorVoice, Speaker.Auditor)];
        foreach (Func<PatternMatch, bool> reach in (Func<PatternMatch, bool>[])[c => SameStrong(c) && c.First <= match.First, SameStrong])
        {
            var nearest = cues.Where(c => Array.Exists(voices, v => v.Kind == c.Pattern.Cue) && reach(c))
                .OrderBy(c => Math.Abs(match.First - c.First)).FirstOrDefault();
            if (nearest is not null)
                return Array.Find(voices, v => v.Kind == nearest.Pattern.Cue).Speaker;
        }

        return Speaker.Document;
    }

    private static Speaker SpeakerIn(Sentence sentence) =>
        Cues.Any(sentence, CueKind.WorkerVoice) ? Speaker.Worker
        : Cues.Any(sentence, CueKind.AuditorVoice) ? Speaker.Auditor
        : Speaker.Document;

    private PatternMatch? Cue(CueKind kind, Func<PatternMatch, bool> reach) => cues.Find(c => c.Pattern.Cue == kind && reach(c));

    private bool Has(CueKind kind, Func<PatternMatch, bool> reach) => Cue(kind, reach) is not null;

    /// <summary>What introduces a list says it of every item: "The following are prohibited:".</summary>
    private PatternMatch? FromIntro(CueKind kind) =>
        passage.Intro is { } intro && intro != s ? Cues.About(intro, null).Find(c => c.Pattern.Cue == kind) : null;

    // Before the match in its clause, or between its parts.
    private bool Before(PatternMatch cue) => cue.First < match.Last && s.Clause[cue.Last] == ClauseBefore(cue);

    private int NextPart(PatternMatch cue) =>
        match.Parts.Where(p => p.First > cue.Last).Select(p => p.First).DefaultIfEmpty(match.Last).Min();

    // "has no lock and may leave": a second verb after "and" is not denied with the first.
    private bool NextVerbBetween(PatternMatch cue)
    {
        var words = s.Language!.Words;
        for (var i = cue.Last + 1; i < match.First && i + 1 <= match.First; i++)
        {
            if (s.At(words[(int)ClauseWord.And], i) && i + 1 < s.Tokens.Count && s.At(words[(int)ClauseWord.Finite], i + 1))
                return s.Language.Lexicon.HasSpaces;
        }

        return false;
    }

    // Between parts, a cue speaks to the part that follows it, if that is in its clause.
    private int ClauseBefore(PatternMatch cue) =>
        s.Clause[NextPart(cue)];

    private bool After(PatternMatch cue) => cue.First > match.First && s.Clause[cue.First] == s.Clause[match.Last] && SameStrong(cue)
        || cue.First > match.Last && (s.Tokens[match.Last + 1].Before & Marks.Colon) != Marks.None && cue.First == match.Last + 1;

    private bool SameStrong(PatternMatch cue) => s.Strong[cue.First] == s.Strong[match.First] || s.Strong[cue.First] == s.Strong[match.Last];

    private bool SameSentencePart(PatternMatch cue) => SameStrong(cue);

    private bool Near(PatternMatch cue) => match.First - cue.Last <= (s.Language!.Lexicon.HasSpaces ? CloseReach + 1 : NearestReach + 1);

    // "If passports are found to be held, …": the condition reaches to the comma, and to what follows from it.
    private PatternMatch? Conditional() => match.Pattern.Conditional && match.Pattern.Source.Kind == PatternKind.Sign ? null :
        Cue(CueKind.Condition, c => c.Last < match.First && (Before(c) || c.First == 0 && s.Strong[match.First] == 0));

    private bool Broken(PatternMatch cue, ClauseWord word) =>
        cue.Last < match.First && s.Within(s.Language!.Words[(int)word], cue.Last + 1, match.First - 1);
}
