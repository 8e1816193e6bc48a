using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Comparison;

/// <summary>What would change if other rules were in force. Nothing of it is recorded.</summary>
/// <param name="ActiveHash">Hash of the rules in force.</param>
/// <param name="CandidateHash">Hash of the others.</param>
/// <param name="Suppliers">How many were scored under both.</param>
/// <param name="DocumentsRead">How many documents had to be read again, because text rules or word lists differ.</param>
/// <param name="Rules">Rules that differ, by id.</param>
/// <param name="Moves">Suppliers that come out different: by how much, the most first.</param>
public sealed record RulesetComparison(
    string ActiveHash, string CandidateHash, int Suppliers, int DocumentsRead, IReadOnlyList<RuleEdit> Rules, IReadOnlyList<SupplierMove> Moves)
{
    public int MoveBand => Moves.Count(m => m.FromBand != m.ToBand);

    public int EnterQueue => Moves.Count(m => m.Enters.Count > 0);

    public int LeaveQueue => Moves.Count(m => m.Leaves.Count > 0);

    public int Reopen => Moves.Sum(m => m.ClosedCases.Count(c => c.Effect == ClosedCaseEffect.Reopens));
}

/// <summary>A rule that differs.</summary>
/// <param name="Change"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>mode</c>.</param>
/// <param name="What">In a sentence part, e.g. <c>live → shadow</c>.</param>
public sealed record RuleEdit(string Id, string Title, string Change, string What)
{
    /// <summary>What differs between two bundles, by id. Weights and tables show in <see cref="SupplierMove"/> only.</summary>
    public static IReadOnlyList<RuleEdit> Between(RulesetBundle active, RulesetBundle candidate)
    {
        var edits = new List<RuleEdit>();
        foreach (var id in active.Rules.Concat(candidate.Rules).Select(r => r.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (active.Find(id), candidate.Find(id))
            {
                case (null, { } added):
                    edits.Add(new RuleEdit(id, added.Title, "added", $"{Words.Snake(added.Part)}, {Words.Snake(added.Mode)}"));
                    break;
                case ({ } removed, null):
                    edits.Add(new RuleEdit(id, removed.Title, "removed", Words.Snake(removed.Part)));
                    break;
                case ({ } was, { } now) when was.ContentHash != now.ContentHash:
                    edits.Add(new RuleEdit(id, now.Title, "changed", Differences(was, now)));
                    break;
                case ({ } was, { } now) when was.Mode != now.Mode:
                    edits.Add(new RuleEdit(id, now.Title, "mode", $"{Words.Snake(was.Mode)} → {Words.Snake(now.Mode)}"));
                    break;
            }
        }
        return edits;
    }

    private static string Differences(Rule was, Rule now)
    {
        var parts = new List<string>();
        if (was.Severity != now.Severity) parts.Add($"severity {Of(was.Severity)} → {Of(now.Severity)}");
        if (was.Strength != now.Strength) parts.Add($"strength {Of(was.Strength)} → {Of(now.Strength)}");
        if (was.Status != now.Status) parts.Add($"status {Words.Snake(was.Status)} → {Words.Snake(now.Status)}");
        if (was.Mode != now.Mode) parts.Add($"mode {Words.Snake(was.Mode)} → {Words.Snake(now.Mode)}");
        if (!was.InWords.SequenceEqual(now.InWords, StringComparer.Ordinal)) parts.Add("conditions");
        if (Patterns(was) != Patterns(now)) parts.Add("patterns");
        return parts.Count == 0 ? "wording, sources or cases" : string.Join(", ", parts);

        static string Of<T>(T? value)
            where T : struct, Enum => value is { } given ? Words.Snake(given) : "none";
        static string Patterns(Rule rule) => rule.Text is null ? "" : string.Join('\n', rule.Text.Languages.SelectMany(l => l.Patterns.Select(p => $"{l.Language} {p.Kind} {p.Written}")));
    }
}

/// <summary>What becomes of a closed case.</summary>
public enum ClosedCaseEffect
{
    /// <summary>It rests on other facts than its decision did.</summary>
    Reopens,

    /// <summary>It stays closed, and no flag stands behind it any more.</summary>
    FlagGone,
}

/// <summary>A closed case that is touched.</summary>
public sealed record ClosedCaseMove(Guid Case, Lane Lane, ClosedCaseEffect Effect);

/// <summary>How much a rule adds under each of the two, in hundredths of a point; zero where it does not fire.</summary>
public sealed record RuleMove(string Rule, int From, int To);

/// <summary>A supplier that comes out different.</summary>
/// <param name="Supplier">Row id.</param>
/// <param name="SupplierId">Own id.</param>
/// <param name="Enters">Queues it enters.</param>
/// <param name="Leaves">Queues it leaves.</param>
/// <param name="By">Rules, caps and floors that differ: the largest difference first.</param>
public sealed record SupplierMove(
    Guid Supplier, string SupplierId, string Name, string? Country, int FromScore, int ToScore, Band FromBand, Band ToBand,
    IReadOnlyList<Lane> Enters, IReadOnlyList<Lane> Leaves, IReadOnlyList<RuleMove> By, IReadOnlyList<ClosedCaseMove> ClosedCases);
