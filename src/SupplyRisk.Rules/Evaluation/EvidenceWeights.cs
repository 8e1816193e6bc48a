using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>Weighs findings and fact evidence by severity, what they count, status, age, repeats and steps up the chain.</summary>
internal sealed class EvidenceWeights(RulesetBundle bundle, DateOnly asOf, string? country)
{
    private readonly ScoreDeclaration _score = bundle.Declaration;

    /// <summary>Findings of one rule and one status together. Dismissed ones and those of rules not in this ruleset do not count.</summary>
    public IEnumerable<Weighted> OfFindings(IReadOnlyList<FindingFact> findings) =>
        from finding in findings
        where !finding.Dismissed && _score.StatusShares[finding.Finding.Status] > 0
        let rule = bundle.Find(finding.Finding.Rule)
        where rule is { Text: not null, Severity: not null, Mode: not RuleMode.Off }
        group finding by (Rule: rule, finding.Finding.Status, Counts: bundle.Counts(finding.Finding)) into same
        select Group(same.Key.Rule, same.Key.Status, [.. same], same.Key.Counts);

    public Weighted OfFact(FiredRule fired)
    {
        var share = fired switch
        {
            { Rule.Part: RulePart.Trigger } => _score.TriggerShare * 100,
            { Rule.WeighedBySteps: true } => StepShare(fired),
            { Rule.Severity: { } severity } => _score.EvidenceShares[severity] * Newest(fired.Documents),
            _ => 0,
        };
        return new Weighted(fired.Rule.Id, fired.Rule.Indicator, share, fired.Because, fired.Findings, fired.Counts);
    }

    /// <summary>The declared share of something that many steps up the chain, in hundredths of a percent.</summary>
    public int StepShare(FiredRule fired) =>
        _score.StepShares[Math.Clamp((fired.Steps ?? int.MaxValue) - 1, 0, _score.StepShares.Count - 1)] * 100;

    /// <summary>The least residual, in hundredths of a point, that severe asserted findings allow.</summary>
    public int SevereFloor(IReadOnlyList<FindingFact> findings) => findings
        .Where(f => IsAsserted(f) && bundle.Find(f.Finding.Rule) is { } rule && StrengthOf(rule, f).Severity == Severity.Severe)
        .Select(f => _score.SevereFloor * _score.EvidenceAge.Percent(f.Document.Date, asOf))
        .DefaultIfEmpty(0).Max();

    /// <summary>True for a finding that states something now, by a rule that counts.</summary>
    public bool IsAsserted(FindingFact finding) =>
        !finding.Dismissed && finding.Finding.Status == EvidenceStatus.Asserted
        && bundle.Find(finding.Finding.Rule) is { Text: not null } && bundle.Counts(finding.Finding);

    private Weighted Group(Rule rule, EvidenceStatus status, IReadOnlyList<FindingFact> findings, bool counts)
    {
        var best = findings.OrderByDescending(f => Single(rule, f)).ThenByDescending(Age).First();
        var repeats = Math.Min(findings.Count - 1, _score.RepeatsCounted);
        var single = Single(rule, best);
        var share = Math.Min(10000, single * (100 + (_score.RepeatShare * repeats)) / 100);
        return new Weighted(rule.Id, rule.Indicator, share, Sentence(rule, status, findings, best), findings, counts) { IsTrace = status != EvidenceStatus.Asserted };
    }

    private Strength StrengthOf(Rule rule, FindingFact finding) => Strength.Of(bundle, rule, finding.Finding, country);

    /// <summary>What one finding takes, in hundredths of a percent.</summary>
    private int Single(Rule rule, FindingFact finding) => Single(StrengthOf(rule, finding).Severity, finding);

    private int Single(Severity severity, FindingFact finding) =>
        _score.EvidenceShares[severity] * _score.StatusShares[finding.Finding.Status] * Age(finding) / 100;

    // "120,000 rupees: +25, severe instead of strong, as a fee of more than a month's wage."
    private string Counted(Rule rule, FindingFact best)
    {
        var strength = StrengthOf(rule, best);
        var counted = strength.Because is { } because ? Moved(because.Said.ReplaceLineEndings(" "), strength.Rule, strength.Counted, best, $", as {because.Why}") : "";
        return counted + (strength.Graded is { } graded ? Moved(char.ToUpperInvariant(graded[0]) + graded[1..], strength.Counted, strength.Severity, best, "") : "");
    }

    private string Moved(string what, Severity from, Severity to, FindingFact best, string why)
    {
        var more = (Single(to, best) - Single(from, best)) / 100m;
        return string.Create(CultureInfo.InvariantCulture, $" {what}: {more:+0.##;-0.##;0}, {to.Snake()} instead of {from.Snake()}{why}.");
    }

    private string Sentence(Rule rule, EvidenceStatus status, IReadOnlyList<FindingFact> findings, FindingFact best)
    {
        var documents = findings.Select(f => f.Document.Sha256).Distinct(StringComparer.Ordinal).Count();
        var date = best.Document.Date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "no date";
        var age = Age(best) < 100 ? $", counted at {Age(best)} % for its age" : "";
        var many = findings.Count == 1 ? "" : $" ({findings.Count} passages in {documents} document{(documents == 1 ? "" : "s")})";
        return $"{rule.Title}, {status.Snake().Replace('_', ' ')}{many}: {best.Document.Path}, {date}{age}.{Counted(rule, best)} {best.Finding.Why}";
    }

    private int Age(FindingFact finding) => _score.EvidenceAge.Percent(finding.Document.Date, asOf);

    private int Newest(IReadOnlyList<DocumentFact> documents) =>
        documents.Count == 0 ? 100 : documents.Max(d => _score.EvidenceAge.Percent(d.Date, asOf));
}
