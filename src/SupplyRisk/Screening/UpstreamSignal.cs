using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>What a supplier's buyers must know of it: its own hard triggers and open match questions. Kept as text so that a change is plain to see.</summary>
public static class UpstreamSignal
{
    /// <summary>One line a signal.</summary>
    public sealed record Line(bool HardTrigger, string Because);

    /// <summary>Lines as stored; empty if buyers need not know anything.</summary>
    public static string Of(Subject subject, ScoreCard card)
    {
        var triggers = card.Flags.Where(f => f.Kind == FlagKind.HardTrigger).Select(f => new Line(true, f.Because));
        var questions = subject.Matches
            .Where(m => m is { Review: MatchReview.Unreviewed, IdentifierEqual: false, Outcome: "candidate" })
            .Select(m => new Line(false, $"{m.MatchedAlias} ({m.List} {m.EntryId}) may be this supplier; nobody has said yet."));
        var lines = triggers.Concat(questions).ToList();
        return lines.Count == 0 ? "" : StoredJson.Write(lines);
    }

    public static IReadOnlyList<Line> Read(string signal) => signal.Length == 0 ? [] : StoredJson.Read<List<Line>>(signal);
}
