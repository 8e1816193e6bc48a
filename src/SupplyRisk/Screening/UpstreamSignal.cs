using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>
/// What others must know of a supplier: its buyers its own hard triggers and open match questions, those who share its address or its
/// owner its hard triggers and severe evidence. Kept as text so that a change is plain to see.
/// </summary>
public static class UpstreamSignal
{
    /// <summary>One line a signal.</summary>
    public sealed record Line(bool HardTrigger, string Because)
    {
        /// <summary>True for severe evidence: it is the supplier's own and goes down no chain.</summary>
        [Newtonsoft.Json.JsonProperty(DefaultValueHandling = Newtonsoft.Json.DefaultValueHandling.Ignore)]
        public bool Severe { get; init; }
    }

    /// <summary>Lines as stored; empty if buyers need not know anything.</summary>
    public static string Of(Subject subject, ScoreCard card, RulesetBundle rules)
    {
        var triggers = card.Flags.Where(f => f.Kind == FlagKind.HardTrigger).Select(f => new Line(true, f.Because));
        var questions = subject.Matches
            .Where(m => m is { Review: MatchReview.Unreviewed, IdentifierEqual: false, Outcome: "candidate" })
            .Select(m => new Line(false, $"{m.MatchedAlias} ({m.List} {m.EntryId}) may be this supplier; nobody has said yet."));
        var severe = card.Contributions
            .Where(c => c is { Part: ScorePart.Evidence, Hundredths: > 0 } && rules.Find(c.Rule) is { Text: not null, Severity: Severity.Severe } && c.Evidence.Any(e => e.Finding.Status == EvidenceStatus.Asserted))
            .Select(c => rules.Find(c.Rule)!.Title).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) // found just now
            .Select(title => new Line(false, $"its documents state: {title}") { Severe = true });
        var lines = triggers.Concat(questions).Concat(severe).ToList();
        return lines.Count == 0 ? "" : StoredJson.Write(lines);
    }

    /// <summary>What goes down the chain.</summary>
    public static IEnumerable<Line> Read(string signal) => All(signal).Where(l => !l.Severe);

    /// <summary>What those must know who share an address or an owner: hard triggers first.</summary>
    public static IEnumerable<Line> Strong(string signal) => All(signal).Where(l => l.HardTrigger || l.Severe);

    private static List<Line> All(string signal) => signal.Length == 0 ? [] : StoredJson.Read<List<Line>>(signal);
}
