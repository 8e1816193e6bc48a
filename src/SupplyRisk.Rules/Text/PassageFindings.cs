using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>Turns the matches of a sentence into findings.</summary>
internal sealed class PassageFindings(
    TextCompilation compilation, SentenceIndexer indexer, string text, Passage passage, int reportYear, List<TextFinding> findings)
{
    private const int LongestQuote = 400;

    // A sentence that names so many indicators defines or forbids them; findings come one or two at a time.
    private const int Enumeration = 4;
    private readonly List<PatternMatch> found = [];
    private readonly Reading reading = new(text, passage, reportYear);

    public void ReadCurrent()
    {
        var s = passage.Current;
        if (s.Language is null || s.Tokens.Count == 0)
            return;
        if (!indexer.MayMatch(s))
            return;
        found.Clear();
        indexer.IndexRules(s);
        PatternMatcher.Find(s, s.Language.RulesBySet, indexer, found);
        if (found.Count == 0)
            return;
        passage.Complete();
        var best = Best();
        var enumerates = best.Select(m => compilation.Rules[m.Pattern.Rule].Indicator).Distinct().Count() >= Enumeration
            && !Cues.Any(s, CueKind.WorkerVoice) && !Cues.Any(s, CueKind.AuditorVoice);
        foreach (var match in best)
        {
            var verdict = reading.Read(match);
            if (enumerates && verdict.Status == EvidenceStatus.Asserted)
                verdict = verdict with { Status = EvidenceStatus.Hypothetical, Why = "one of many that the sentence lists" };
            var (first, last) = QuoteSpan(s, match, verdict.Cue);
            var (start, end) = (s.Tokens[first].Start, s.Tokens[last].End);
            var rule = compilation.Rules[match.Pattern.Rule];
            findings.Add(new TextFinding(
                rule.Id, rule.Indicator, verdict.Status, verdict.Speaker, start, end, text[start..end],
                Why(match, verdict), s.Language.Lexicon.Language));
        }
    }

    /// <summary>One match per rule and place: statements before mere names and contraries, longer before shorter.</summary>
    private List<PatternMatch> Best()
    {
        var unless = found.FindAll(m => m.Pattern.Source.Kind == PatternKind.Unless);
        var s = passage.Current;
        var kept = new List<PatternMatch>();
        foreach (var match in found.Where(m => m.Pattern.Source.Kind != PatternKind.Unless)
            .OrderBy(m => m.Pattern.Source.Kind == PatternKind.Mention ? 1 : 0)
            .ThenBy(m => s.Clause[m.First] == s.Clause[m.Last] ? 0 : 1).ThenByDescending(m => m.Words).ThenBy(m => m.Last - m.First).ThenBy(m => m.First)
            .ThenBy(m => m.Pattern.Source.Written, StringComparer.Ordinal))
        {
            if (unless.Exists(u => u.Pattern.Rule == match.Pattern.Rule && s.Strong[u.First] == s.Strong[match.First]))
                continue;
            var indicator = compilation.Rules[match.Pattern.Rule].Indicator;
            if (!kept.Exists(k => compilation.Rules[k.Pattern.Rule].Indicator == indicator
                && k.First <= match.Last && match.First <= k.Last
                && (k.Pattern.Rule == match.Pattern.Rule || k.Pattern.Source.Kind != match.Pattern.Source.Kind)))
                kept.Add(match);
        }

        return kept;
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
        var tokens = passage.Current.Tokens;
        var words = string.Join(" … ", match.Parts.OrderBy(p => p.First).Select(p => text[tokens[p.First].Start..tokens[p.Last].End]));
        return $"“{words}” ({match.Pattern.Source.Kind.ToString().ToLowerInvariant()}): {verdict.Status.ToString().ToLowerInvariant()}, {verdict.Why}";
    }
}
