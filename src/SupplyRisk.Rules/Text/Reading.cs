using System.Runtime.InteropServices;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>What a passage says about one match, and why.</summary>
internal readonly record struct Verdict(EvidenceStatus Status, Speaker Speaker, string Why, PatternMatch? Cue)
{
    /// <summary>What was put right where that was only a part; it counts the remedy and not the finding.</summary>
    public Quantity? Partly { get; init; }
}

/// <summary>Reads the status of a match from the cues around it.</summary>
/// <param name="passage">The sentence and its surroundings.</param>
/// <param name="quantities">Reads what sentences count.</param>
internal sealed partial class Reading(Passage passage, QuantityReader quantities)
{
    private const int CloseReach = 6;
    private const int NearestReach = 3;
    private static readonly (CueKind Kind, EvidenceStatus Status)[] CarriedOn =
    [
        (CueKind.Prohibition, EvidenceStatus.Prohibited), (CueKind.ThirdParty, EvidenceStatus.ThirdParty), (CueKind.Hypothetical, EvidenceStatus.Hypothetical),
        (CueKind.Topic, EvidenceStatus.Hypothetical), (CueKind.Condition, EvidenceStatus.Hypothetical), (CueKind.Historic, EvidenceStatus.Historic),
    ];

    private readonly List<PatternMatch> cues = [];
    private readonly Remedies remedies = new(passage, quantities);
    private string text = "";
    private int reportYear;
    private Sentence s = null!; // set with the match, before any of the methods below looks
    private PatternMatch match = null!;
    private uint kinds;

    /// <summary>Begins a text.</summary>
    /// <param name="of">The text, to quote cues.</param>
    /// <param name="year">The latest year the text names, or 0.</param>
    public void Open(string of, int year) => (text, reportYear) = (of, year);

    public Verdict Read(PatternMatch of)
    {
        var verdict = ReadAlone(of);
        return verdict.Status == EvidenceStatus.Asserted && of.Antecedent is { } earlier && Carried(earlier) is var (status, cue)
            ? new(status, verdict.Speaker, $"by “{Quote(earlier, cue)}” in a sentence before", null)
            : verdict;
    }

    // What an earlier sentence forbids, supposes or tells of others is no report because this one goes on with it.
    private static (EvidenceStatus Status, PatternMatch Cue)? Carried(Sentence earlier)
    {
        foreach (var (kind, status) in CarriedOn)
        {
            if (earlier.Cues.Any(kind) is { } cue)
                return (status, cue);
        }

        return null;
    }

    private Verdict ReadAlone(PatternMatch of)
    {
        s = passage.Current;
        match = of;
        FindCues();
        var speaker = SpeakerOf();
        var kind = of.Pattern.Source.Kind;

        var answer = Answers.Of(passage, of);
        if (answer == Answer.None && Asks())
            return new(EvidenceStatus.Hypothetical, speaker, "asked, not answered", null);

        // What is forbidden "anywhere in our supply chain" is no report about others.
        var modality = answer == Answer.None ? Modality(kind) : null;
        if (modality is not { Status: EvidenceStatus.Prohibited }
            && Cue(CueKind.ThirdParty, SameStrong) is { } other && !Has(CueKind.OwnSite, SameStrong))
            return Of(EvidenceStatus.ThirdParty, speaker, other);
        if (modality is { } modal)
            return modal with { Speaker = speaker };
        if (passage.IsBackground && !Has(CueKind.OwnSite, SameStrong))
            return new(EvidenceStatus.ThirdParty, speaker, "below a heading about the sector or the country", null);

        var (denied, because) = Polarity(kind);
        if (answer == Answer.No)
            denied = !Answers.IsAsked(s) || !denied;
        if (denied)
            return Denied(kind, speaker, because, answer);
        if (kind == PatternKind.Mention && answer != Answer.Yes && because is null && !IsEvidenced() && !Has(CueKind.Remedied, SameStrong))
            return new(EvidenceStatus.Hypothetical, speaker, "only named", null);
        return Standing(speaker, because, answer) with { Partly = remedies.Partly };
    }

    private PatternKind Kind => match.Pattern.Source.Kind;

    private Verdict Denied(PatternKind kind, Speaker speaker, PatternMatch? because, Answer answer)
    {
        if (because?.Pattern.Cue == CueKind.Denial)
            speaker = Speaker.Management;
        if (speaker == Speaker.Management && Overruled() is { } over)
            return Of(EvidenceStatus.Asserted, SpeakerIn(over.Sentence) is Speaker.Document ? Speaker.Auditor : SpeakerIn(over.Sentence), over.Cue, "denied by management, contradicted by");
        if (!s.Language!.Lexicon.HasSpaces && Cue(CueKind.Prohibition, static (r, c) => c.Last < r.match.First && r.IsInSameStrong(c)) is { } committed)
            return Of(EvidenceStatus.Prohibited, speaker, committed);
        if (s.IsNumberedCode && !Has(CueKind.Evidential, Anywhere) && speaker == Speaker.Document)
            return new(EvidenceStatus.Prohibited, speaker, "a numbered clause of a code", Own(because));
        var why = answer == Answer.No ? "the answer is no" : kind == PatternKind.Opposite ? "the contrary is stated" : "";
        return because is null ? new(EvidenceStatus.Negated, speaker, why, null) : Of(EvidenceStatus.Negated, speaker, because);
    }

    private Verdict Standing(Speaker speaker, PatternMatch? because, Answer answer)
    {
        if (Unsubstantiated() is { } doubt)
            return Of(EvidenceStatus.Negated, speaker, doubt, "could not be confirmed:");
        if (remedies.Of(match, CollectionsMarshal.AsSpan(cues), text) is { } remedied)
            return new(EvidenceStatus.Remediated, speaker, remedied, null);
        if (!Has(CueKind.Ongoing, Anywhere))
        {
            if (Cue(CueKind.Historic, InItsTime) is { } past)
                return Of(EvidenceStatus.Historic, speaker, past);
            if (Dates.EarlierYear(s, match, reportYear) is { } year)
                return new(EvidenceStatus.Historic, speaker, $"dated {year}, before the time of the report", null);
        }

        if (answer == Answer.Yes)
            return new(EvidenceStatus.Asserted, speaker, "the answer is yes", null);
        return because is null
            ? new(EvidenceStatus.Asserted, speaker, remedies.Partly is { } part ? $"put right only in part: “{part.Text}”" : "no cue against it", null)
            : Of(EvidenceStatus.Asserted, speaker, because);
    }

    private Verdict Of(EvidenceStatus status, Speaker speaker, PatternMatch cue, string lead = "by") =>
        new(status, speaker, $"{lead} “{Quote(cue)}”", Own(cue));

    // What another sentence says, such as the one that introduces a list, is no part of the quote.
    private PatternMatch? Own(PatternMatch? cue) => cue is not null && s.Cues.Holds(cue) ? cue : null;

    private string Quote(PatternMatch cue)
    {
        if (s.Cues.Holds(cue))
            return Quote(s, cue);
        if (passage.Intro is { } intro && intro.Cues.Holds(cue))
            return Quote(intro, cue);
        for (var i = 1; i < passage.Count; i++)
        {
            if (passage.Next(i).Cues.Holds(cue))
                return Quote(passage.Next(i), cue);
        }

        return cue.Pattern.Source.Written;
    }

    private string Quote(Sentence owner, PatternMatch cue) => text[owner.Tokens[cue.First].Start..owner.Tokens[cue.Last].End];

    private PatternMatch? Scenario()
    {
        if ((Cue(CueKind.Scenario, Anywhere) ?? FromIntro(CueKind.Scenario)) is { } here)
            return here;
        for (var steps = 1; steps <= Passage.Behind; steps++)
        {
            if (passage.Before(steps) is not { } earlier || earlier.Block != s.Block || earlier.Language != s.Language)
                return null;
            if (earlier.Cues.Any(CueKind.Scenario) is { } cue)
                return cue;
        }

        return null;
    }

    private bool Asks() => Answers.IsAsked(s) || Has(CueKind.Question, AheadInSameStrong);

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

        if (Scenario() is { } madeUp)
            return new(EvidenceStatus.Hypothetical, default, "a made-up case or a risk on paper", Own(madeUp));

        if ((Cue(CueKind.Hypothetical, Before) ?? Unreal() ?? Conditional() ?? Cue(CueKind.HypotheticalAfter, After) ?? FromIntro(CueKind.Hypothetical)) is { } maybe
            && !IsNegated(maybe))
            return Of(EvidenceStatus.Hypothetical, default, maybe);
        var topic = kind == PatternKind.Mention ? Cue(CueKind.Topic, SameStrong) ?? FromIntro(CueKind.Topic) : Cue(CueKind.Topic, Before) ?? FromIntro(CueKind.Topic);
        return topic is null ? null : Of(EvidenceStatus.Hypothetical, default, topic, "a topic:");
    }

    /// <summary>True if the passage says that the sign is not there.</summary>
    private (bool Denied, PatternMatch? Because) Polarity(PatternKind kind)
    {
        var noun = Cue(CueKind.Negation, static (r, c) => (r.IsBefore(c) || r.GovernsList(c)) && !r.Broken(c, ClauseWord.Break)) ?? FromIntro(CueKind.Negation);
        var verb = Cue(CueKind.VerbNegation, static (r, c) => r.IsBefore(c) && (r.IsNear(c) || r.Kind == PatternKind.Mention)
            && !r.CarriesOn(c) && !r.NextVerbBetween(c) && !r.Broken(c, ClauseWord.Break) && !r.Broken(c, ClauseWord.RelativeBreak));
        verb ??= Cue(CueKind.NearNegation, static (r, c) => r.IsBefore(c) && (c.Last < r.match.First
            ? r.NextPart(c) - c.Last <= NearestReach
            : r.Kind == PatternKind.Sign && r.OnlyFillersTo(c) && !r.HoldsNegation()));
        var after = noun ?? verb ?? Cue(CueKind.NegationAfter, After) ?? ListGoverned();
        var denial = Cue(CueKind.Denial, AheadInSameStrong);
        var negated = after is not null != (denial is not null);
        if (kind != PatternKind.Opposite)
            return (negated && !IsDouble(noun, verb), after ?? denial);

        var incapable = Incapacity(after) ?? Cue(CueKind.Prohibition, static (r, c) => c.Last < r.match.First && r.IsBefore(c));
        negated = (negated && !IsDouble(noun, verb)) != (incapable is not null);
        return (!negated, incapable ?? after ?? denial);
    }

    private PatternMatch? Incapacity(PatternMatch? negation)
    {
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue == CueKind.Incapacity && cue.Last < match.First && IsBefore(cue) && IsNear(cue)
                && negation?.Overlaps(cue) != true && !NextVerbBetween(cue))
                return cue;
        }

        return null;
    }

    private bool IsNegated(PatternMatch condition)
    {
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue == CueKind.Negation && cue.First < condition.First && IsBefore(cue))
                return true;
        }

        return false;
    }

    // "no signal nor way to call": the "nor" goes on with a negation that is part of the sign.
    private bool CarriesOn(PatternMatch cue) =>
        cue.First > match.First && (s.At(ClauseWord.Or, cue.First) || HoldsNegation());

    private bool HoldsNegation()
    {
        foreach (var cue in s.Cues.All)
        {
            if (cue.Pattern.Cue == CueKind.VerbNegation && cue.Overlaps(match))
                return true;
        }

        return false;
    }

    // "no worker did not have access"; "neither … nor" and "no … or not" are one negation.
    private bool IsDouble(PatternMatch? noun, PatternMatch? verb) =>
        noun is not null && verb is not null && verb.First > noun.Last && s.Clause[noun.Last] == s.Clause[verb.First]
        && s.Language!.Lexicon.Language == "en"
        && !s.Within(ClauseWord.Or, noun.Last, verb.First);

    // One finding verb may govern a list that Chinese parts by commas: 未发现强迫劳动，扣押证件等情况.
    private PatternMatch? ListGoverned()
    {
        if (s.Language!.Lexicon.HasSpaces)
            return null;
        var end = match.Last;
        while (end + 1 < s.Tokens.Count && s.Strong[end + 1] == s.Strong[match.Last])
            end++;
        return s.Within(ClauseWord.ListTail, match.Last, end)
            ? Cue(CueKind.Negation, static (r, c) => c.Last < r.match.First && r.IsInSameStrong(c) && r.Quote(c).Length > 1)
            : null;
    }

    private bool IsEvidenced() =>
        Has(CueKind.Evidential, SameStrong) || Has(CueKind.WorkerVoice, SameStrong)
        || FromIntro(CueKind.Evidential) is not null;

    private (PatternMatch Cue, Sentence Sentence)? Overruled()
    {
        if (Cue(CueKind.Overrule, static (r, c) => c.First > r.match.Last) is { } same)
            return (same, s);
        if (Cue(CueKind.WorkerVoice, static (r, c) => c.First > r.match.Last && r.s.Strong[c.First] > r.s.Strong[r.match.Last] && !r.IsDeniedAfter(c)) is { } voice)
            return (voice, s);
        for (var i = 1; i < Math.Min(3, passage.Count); i++)
        {
            var next = passage.Next(i);
            if (next.Block == s.Block && next.Cues.Any(CueKind.Overrule) is { } cue)
                return (cue, next);
        }

        return null;
    }

    // Workers who speak after a "but" contradict, unless what they say is itself a denial.
    private bool IsDeniedAfter(PatternMatch voice)
    {
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue is CueKind.Negation or CueKind.VerbNegation && cue.First >= voice.First)
                return true;
        }

        return false;
    }

    private PatternMatch? Unsubstantiated()
    {
        if (Cue(CueKind.Unsubstantiated, Anywhere) is { } here)
            return here;
        if (passage.Count < 2 || passage.Next(1).Block != s.Block)
            return null;
        foreach (var cue in passage.Next(1).Cues.All)
        {
            if (cue.Pattern.Cue == CueKind.Unsubstantiated)
                return cue;
        }

        return null;
    }

    // The nearest voice before the sign in its clause, else the nearest one behind.
    private Speaker SpeakerOf()
    {
        PatternMatch? nearest = null;
        foreach (var cue in cues)
        {
            if (cue.Pattern.Cue is CueKind.WorkerVoice or CueKind.ManagementVoice or CueKind.AuditorVoice && IsInSameStrong(cue)
                && (nearest is null || Farness(cue) < Farness(nearest)))
                nearest = cue;
        }

        return nearest?.Pattern.Cue switch
        {
            CueKind.WorkerVoice => Speaker.Worker,
            CueKind.ManagementVoice => Speaker.Management,
            CueKind.AuditorVoice => Speaker.Auditor,
            _ => Speaker.Document,
        };

        int Farness(PatternMatch voice) => voice.First <= match.First ? match.First - voice.First : Sentence.MostTokens + voice.First - match.First;
    }

    private static Speaker SpeakerIn(Sentence sentence) =>
        sentence.Cues.Any(CueKind.WorkerVoice) is not null ? Speaker.Worker
        : sentence.Cues.Any(CueKind.AuditorVoice) is not null ? Speaker.Auditor
        : Speaker.Document;

    /// <summary>What introduces a list says it of every item: "The following are prohibited:".</summary>
    private PatternMatch? FromIntro(CueKind kind) =>
        passage.Intro is { } intro && intro != s ? intro.Cues.Any(kind) : null;
}
