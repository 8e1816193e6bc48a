using System.Text;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>Turns the matches of a sentence into findings.</summary>
internal sealed class PassageFindings(TextCompilation compilation, PatternMatcher matcher, Passage passage, QuantityReader quantities)
{
    private const int LongestQuote = 400;

    // A sentence that names so many indicators defines or forbids them; findings come one or two at a time.
    private const int Enumeration = 4;
    private const int AcrossClauses = 2;
    private readonly RuleFilter filter = new(compilation);
    private readonly Matches found = new();
    private readonly List<PatternMatch> ranked = [];
    private readonly List<PatternMatch> exceptions = [];
    private readonly List<PatternMatch> kept = [];
    private readonly List<Verdict> verdicts = [];
    private readonly List<Span> inOrder = [];
    private readonly StringBuilder why = new();
    private readonly Reading reading = new(passage, quantities);
    private string text = "";

    /// <summary>Set while patterns are tested, else null.</summary>
    public PatternProbe? Probe { get; set; }

    /// <summary>Begins a text.</summary>
    public void Open(string of)
    {
        text = of;
        reading.Open(of, Years.Latest(of));
    }

    public void ReadCurrent(List<TextFinding> findings)
    {
        var s = passage.Current;
        if (s.Language is not { } language || !filter.MayMatch(s))
            return;
        found.Clear();
        s.Complete();
        matcher.Find(s, language.RulesBySet, found);
        if (found.All.Length == 0)
            return;
        KeepBest(s);
        var enumerates = Enumerates(s);
        verdicts.Clear();
        foreach (var match in kept)
            verdicts.Add(reading.Read(match));
        for (var i = 0; i < kept.Count; i++)
        {
            var (match, verdict) = (kept[i], verdicts[i]);
            if (IsPartOfRemedy(match, verdict))
                continue;
            if (enumerates && verdict.Status == EvidenceStatus.Asserted)
                verdict = verdict with { Status = EvidenceStatus.Hypothetical, Why = "one of many that the sentence lists" };
            var (first, last) = QuoteSpan(s, match, verdict.Cue);
            var (start, end) = (s.Tokens[first].Start, s.Tokens[last].End);
            if (match.Antecedent is { } antecedent && end - antecedent.Tokens[0].Start <= LongestQuote)
                start = antecedent.Tokens[0].Start;
            var rule = compilation.Rules[match.Pattern.Rule];
            findings.Add(new TextFinding(
                rule.Id, rule.Indicator, verdict.Status, verdict.Speaker, start, end, text[start..end],
                Why(match, verdict), language.Lexicon.Language)
            {
                Quantities = QuantitiesOf(s, match, new Span(first, last), verdict.Partly),
            });
        }
    }

    // What the quote counts, and what the clause beside it does, if that says nothing by itself: "…, 120,000 rupees each".
    private Quantity[] QuantitiesOf(Sentence s, PatternMatch match, Span quote, Quantity? putRight)
    {
        List<Quantity>? of = null;
        foreach (var (quantity, first, last) in quantities.Of(s, text))
        {
            if (ReferenceEquals(quantity, putRight))
                continue;
            if (first >= quote.First && last <= quote.Last || IsInClauseOf(s, first, match) || IsBeside(s, first, last, quote))
                (of ??= []).Add(quantity);
        }

        return of is null ? [] : [.. of];
    }

    private static bool IsInClauseOf(Sentence s, int token, PatternMatch match) =>
        s.Strong[token] == s.Strong[match.First] && (s.Clause[token] == s.Clause[match.First] || s.Clause[token] == s.Clause[match.Last]);

    private bool IsBeside(Sentence s, int first, int last, Span quote)
    {
        var (from, to) = first > quote.Last ? (quote.Last + 1, last) : (first, quote.First - 1);
        if (from > to || s.Strong[from] != s.Strong[quote.First] && s.Strong[from] != s.Strong[quote.Last] || s.Clause[from] != s.Clause[to])
            return false;
        while (from > 0 && from > quote.Last + 1 && s.Clause[from - 1] == s.Clause[from])
            from--;
        while (to + 1 < s.Tokens.Count && (first > quote.Last || to + 1 < quote.First) && s.Clause[to + 1] == s.Clause[to])
            to++;
        if (s.Language!.Lexicon.HasSpaces && s.Within(ClauseWord.Finite, from, to))
            return false;
        foreach (var other in kept)
        {
            if (other.First <= to && from <= other.Last)
                return false;
        }

        return true;
    }

    // "… has been resolved; hours are now within limits": the contrary that followed is told with what was put right.
    private bool IsPartOfRemedy(PatternMatch match, Verdict verdict)
    {
        if (match.Pattern.Source.Kind != PatternKind.Opposite || verdict.Status != EvidenceStatus.Negated)
            return false;
        for (var i = 0; i < kept.Count; i++)
        {
            if (verdicts[i].Status is EvidenceStatus.Remediated or EvidenceStatus.Historic && IndicatorOf(kept[i]) == IndicatorOf(match))
                return true;
        }

        return false;
    }

    private Indicator IndicatorOf(PatternMatch match) => compilation.Rules[match.Pattern.Rule].Indicator;

    private bool Enumerates(Sentence s)
    {
        var indicators = 0u;
        foreach (var match in kept)
            indicators |= 1u << (int)IndicatorOf(match);
        return System.Numerics.BitOperations.PopCount(indicators) >= Enumeration
            && s.Cues.Any(CueKind.WorkerVoice) is null && s.Cues.Any(CueKind.AuditorVoice) is null;
    }

    /// <summary>One match per rule and place: statements before mere names and contraries, longer before shorter.</summary>
    private void KeepBest(Sentence s)
    {
        ranked.Clear();
        exceptions.Clear();
        kept.Clear();
        foreach (var match in found.All)
        {
            if (Probe?.LeavesOut(match.Pattern.Source) != true)
                (match.Pattern.Source.Kind == PatternKind.Unless ? exceptions : ranked).Add(match);
        }

        if (ranked.Count > 1)
            ranked.Sort((a, b) => BestFirst(s, a, b));
        foreach (var match in ranked)
        {
            if (StandsOnWhatWasSaid(s, match) && !IsExcepted(s, match) && !IsTaken(match) && !IsTold(s, match))
                kept.Add(match);
        }
    }

    // "Passports are collected on arrival. They stay with the agent": the second sentence speaks of what the first one names.
    private bool StandsOnWhatWasSaid(Sentence s, PatternMatch match)
    {
        if (match.Pattern.Before is not { } sequence)
            return true;
        if (s.Strong[match.First] > 0 && matcher.Stands(s, sequence, match.First))
            return true;
        for (var steps = 1; steps <= Passage.Behind; steps++)
        {
            if (passage.Before(steps) is not { } earlier || earlier.Block != s.Block || earlier.Language != s.Language)
                return false;
            earlier.Complete();
            if (matcher.Stands(earlier, sequence, earlier.Tokens.Count))
            {
                match.Antecedent = earlier;
                return true;
            }
        }

        return false;
    }

    private static int BestFirst(Sentence s, PatternMatch a, PatternMatch b)
    {
        var order = IsMention(a).CompareTo(IsMention(b));
        if (order == 0)
            order = Weight(s, b).CompareTo(Weight(s, a));
        if (order == 0)
            order = b.Words.CompareTo(a.Words);
        if (order == 0)
            order = (a.Last - a.First).CompareTo(b.Last - b.First);
        if (order == 0)
            order = a.First.CompareTo(b.First);
        if (order == 0)
            order = string.CompareOrdinal(a.Pattern.Source.Written, b.Pattern.Source.Written);
        return order == 0 ? a.Order.CompareTo(b.Order) : order;
    }

    // What stands in one clause says it more surely than what is gathered from two.
    private static int Weight(Sentence s, PatternMatch match) =>
        match.Words - (s.Clause[match.First] == s.Clause[match.Last] ? 0 : AcrossClauses);

    private static bool IsMention(PatternMatch match) => match.Pattern.Source.Kind == PatternKind.Mention;

    private bool IsExcepted(Sentence s, PatternMatch match)
    {
        foreach (var exception in exceptions)
        {
            if (exception.Pattern.Rule == match.Pattern.Rule && s.Strong[exception.First] == s.Strong[match.First])
                return true;
        }

        return false;
    }

    private bool IsTaken(PatternMatch match)
    {
        foreach (var other in kept)
        {
            if (other.First <= match.Last && match.First <= other.Last && IndicatorOf(other) == IndicatorOf(match)
                && (other.Pattern.Rule == match.Pattern.Rule || other.Pattern.Source.Kind != match.Pattern.Source.Kind))
                return true;
        }

        return false;
    }

    // The same words do not speak for two indicators: "wages are withheld to prevent workers from leaving" tells of wages.
    private bool IsTold(Sentence s, PatternMatch match)
    {
        // Characters are no measure of how much is said.
        if (!s.Language!.Lexicon.HasSpaces || match.Pattern.Source.Kind != PatternKind.Sign)
            return false;
        foreach (var other in kept)
        {
            if (other.First > match.Last || match.First > other.Last || IndicatorOf(other) == IndicatorOf(match) || other.Words <= match.Words)
                continue;
            foreach (var part in match.Parts)
            {
                for (var i = part.First; i <= part.Last; i++)
                {
                    if (!s.At(ClauseWord.Person, i) && other.Covers(i))
                        return true;
                }
            }
        }

        return false;
    }

    // The clauses of the match, and the cue that decided: enough to read by itself.
    private static (int First, int Last) QuoteSpan(Sentence s, PatternMatch match, PatternMatch? cue)
    {
        var first = Math.Min(match.First, cue?.First ?? match.First);
        var last = Math.Max(match.Last, cue?.Last ?? match.Last);
        while (first > 0 && s.Clause[first - 1] == s.Clause[first] && s.Strong[first - 1] == s.Strong[first]
            && s.Tokens[last].End - s.Tokens[first - 1].Start <= LongestQuote)
            first--;
        while (last + 1 < s.Tokens.Count && s.Clause[last + 1] == s.Clause[last] && s.Strong[last + 1] == s.Strong[last]
            && s.Tokens[last + 1].End - s.Tokens[first].Start <= LongestQuote)
            last++;
        return (first, last);
    }

    private string Why(PatternMatch match, Verdict verdict)
    {
        inOrder.Clear();
        foreach (var part in match.Parts)
            inOrder.Add(part);
        inOrder.Sort(static (a, b) => a.First.CompareTo(b.First));
        var tokens = passage.Current.Tokens;
        why.Clear().Append('“');
        for (var i = 0; i < inOrder.Count; i++)
        {
            var (start, end) = (tokens[inOrder[i].First].Start, tokens[inOrder[i].Last].End);
            why.Append(i > 0 ? " … " : "").Append(text, start, end - start);
        }

        return why.Append("” (").Append(Lower(match.Pattern.Source.Kind)).Append("): ").Append(Lower(verdict.Status)).Append(", ").Append(verdict.Why)
            .Append(passage.Current.Language!.Lexicon.IsExperimental ? " (a hint: the language is experimental)" : "").ToString();
    }

    private static string Lower(PatternKind kind) => LowerCase<PatternKind>.Of[(int)kind];

    private static string Lower(EvidenceStatus status) => LowerCase<EvidenceStatus>.Of[(int)status];

    private static class LowerCase<T>
        where T : struct, Enum
    {
        public static readonly string[] Of = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
    }
}
