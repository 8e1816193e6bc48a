using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>How much is known: master data, lists, and indicator by indicator what was found or credibly denied.</summary>
internal sealed class Coverage(RulesetBundle bundle, SubjectFacts facts, bool auditsCount, IReadOnlyList<FiredRule> fired)
{
    private readonly CoverageDeclaration _declared = bundle.Declaration.Coverage;

    public bool CountryKnown => !string.IsNullOrWhiteSpace(facts.Country);

    public bool GoodsKnown => !string.IsNullOrWhiteSpace(facts.Goods) || facts.HsCodes.Count > 0;

    public bool SectorKnown => !string.IsNullOrWhiteSpace(facts.Sector);

    /// <summary>0 to 100.</summary>
    public int Total => (CountryKnown ? _declared.Country : 0) + (GoodsKnown ? _declared.Goods : 0)
        + (SectorKnown ? _declared.Sector : 0) + (facts.ListsLoaded ? _declared.Lists : 0) + Indicators;

    /// <summary>What is required before a supplier of this inherent risk can be rated.</summary>
    public int Required(int inherentHundredths) =>
        _declared.Required.First(r => inherentHundredths < r.InherentBelow * 100).Coverage;

    private int Indicators
    {
        get
        {
            if (facts.Findings.Count == 0) return 0;
            Span<int> known = stackalloc int[Enum.GetValues<Indicator>().Length];
            known.Clear();
            foreach (var finding in facts.Findings)
            {
                ref var best = ref known[(int)finding.Finding.Indicator];
                best = Math.Max(best, Known(finding));
            }

            var sum = 0;
            foreach (var percent in known) sum += percent;
            return sum * _declared.Indicators / (known.Length * 100);
        }
    }

    private int Known(FindingFact finding)
    {
        if (finding.Dismissed || !bundle.Counts(finding.Finding)) return 0;
        return finding.Finding.Status switch
        {
            EvidenceStatus.Asserted or EvidenceStatus.Remediated or EvidenceStatus.Historic => 100,
            EvidenceStatus.Negated => Denial(finding),
            EvidenceStatus.Prohibited or EvidenceStatus.Hypothetical or EvidenceStatus.ThirdParty => 0,
        };
    }

    // Policies, self-assessments, management's word and everything said where workers cannot speak freely are no denial.
    private int Denial(FindingFact finding)
    {
        var document = finding.Document;
        if (!auditsCount || !document.IsIndependentAudit) return 0;
        if (document.Announcement is null && document.WorkersInterviewed is null) return 0;
        var announced = _declared.Denial.TryGetValue(document.Announcement ?? "not_stated", out var percent) ? percent : _declared.Denial["not_stated"];
        var interviews = document.WorkersInterviewed > 0 ? _declared.Interviews.Stated : _declared.Interviews.NotStated;
        return announced * interviews * _declared.Speakers[finding.Finding.Speaker] / 10000
            * _declared.Age.Percent(document.Date, facts.AsOf) / 100 * Left(document) / 100;
    }

    // What the rules on audits leave of it, each rule once.
    private int Left(DocumentFact document)
    {
        var left = 100;
        foreach (var rule in fired)
        {
            if (rule is { Rule.Denials: { } loss, Counts: true } && rule.Documents.Contains(document)) left = left * _declared.Losses[loss] / 100;
        }

        return left;
    }
}
