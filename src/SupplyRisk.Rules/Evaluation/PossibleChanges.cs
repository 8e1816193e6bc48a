using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>What can change about a supplier: remedies, an audit, documents. Place, goods, lists, hard triggers and the chain cannot; no change here asks for an exit.</summary>
internal static class PossibleChanges
{
    private const string NewAudit = "a new audit";
    private static readonly string[] AuditReport =
        ["The full report of an unannounced audit by a body independent of the supplier, with auditor-days, number and place of the interviews, and dormitories and agents in scope"];

    private static readonly AuditMethod BestMethod = new() { OffSiteInterviews = true, OwnLanguage = true, DormitoriesInScope = true, AgentsInScope = true };

    /// <summary>In a fixed order: remedies by indicator, the audit, documents, lists. At most some twenty.</summary>
    public static IReadOnlyList<Change> Of(RulesetBundle bundle, SubjectFacts facts)
    {
        var audit = Audit(bundle);
        return [.. Remedies(bundle, facts), audit, .. Controls(bundle, facts, audit), .. MasterData(facts)];
    }

    private static IEnumerable<Change> Remedies(RulesetBundle bundle, SubjectFacts facts)
    {
        var weights = new EvidenceWeights(bundle, facts.AsOf, facts.Country);
        foreach (var group in facts.Findings.Where(weights.IsAsserted).GroupBy(f => f.Finding.Indicator).OrderBy(g => g.Key))
        {
            var rules = group.Select(f => f.Finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var titles = string.Join("; ", rules.Select(r => bundle.Find(r)?.Title ?? r));
            yield return new Change(
                ChangeKind.Remedy, $"What was found of {group.Key.Snake().Replace('_', ' ')} is put right, and that is verified: {titles}.", group.Key, rules,
                [.. rules.SelectMany(r => bundle.Find(r)?.SettledBy ?? []).Distinct(StringComparer.Ordinal).DefaultIfEmpty("A closed corrective action with its proof")],
                "A document says that it was put right and how that was checked.")
            {
                Apply = f => f with { Findings = [.. f.Findings.Select(x => weights.IsAsserted(x) && x.Finding.Indicator == group.Key ? Remedied(x) : x)] },
            };
        }
    }

    private static FindingFact Remedied(FindingFact finding) => finding with { Finding = finding.Finding with { Status = EvidenceStatus.Remediated } };

    /// <summary>An audit of the best method that looks at every indicator and finds nothing new.</summary>
    private static Change Audit(RulesetBundle bundle)
    {
        var denials = bundle.Rules.Where(r => r is { Text: not null, Mode: RuleMode.Live, Indicator: not null })
            .GroupBy(r => r.Indicator!.Value).Select(g => (Indicator: g.Key, Rule: g.MinBy(r => r.Id, StringComparer.Ordinal)!.Id)).OrderBy(d => d.Indicator).ToList(); // groups are never empty
        return new Change(
            ChangeKind.Audit, "An unannounced independent audit with worker interviews looks at all eleven indicators.", null, [], AuditReport, "It finds nothing new.")
        {
            Apply = f =>
            {
                var report = new DocumentFact(NewAudit, NewAudit, "other_audit", f.AsOf) { Announcement = "unannounced", WorkersInterviewed = 30, IsIndependentAudit = true, Method = BestMethod };
                return f with
                {
                    Documents = [.. f.Documents, report],
                    Findings = [.. f.Findings, .. denials.Select(d => new FindingFact(new TextFinding(d.Rule, d.Indicator, EvidenceStatus.Negated, Speaker.Auditor, 0, 0, "", "", "en"), report, null))],
                };
            },
        };
    }

    // What makes a control fire stands in its own cases; so a new control needs no line here.
    private static IEnumerable<Change> Controls(RulesetBundle bundle, SubjectFacts facts, Change audit)
    {
        var audited = audit.Apply(facts);
        foreach (var rule in bundle.Rules.Where(r => r is { Part: RulePart.Control, Mode: RuleMode.Live, Compiled: not null }))
        {
            if (bundle.Fires(rule, facts) || bundle.Fires(rule, audited)) continue;
            if (rule.Cases.FirstOrDefault(c => c.Expect == "fires" && c.Facts is { Documents.Count: > 0 })?.Facts is not { } shown) continue;
            yield return new Change(ChangeKind.Document, $"{rule.Title}, dated today.", null, [rule.Id], rule.SettledBy, "")
            {
                Apply = f => f with
                {
                    Documents = [.. f.Documents, .. shown.Documents.Select(d => d with { Date = f.AsOf })],
                    Findings = [.. f.Findings, .. shown.Findings.Select(x => x with { Document = x.Document with { Date = f.AsOf } })],
                },
            };
        }
    }

    private static IEnumerable<Change> MasterData(SubjectFacts facts)
    {
        if (string.IsNullOrWhiteSpace(facts.Country))
            yield return new Change(ChangeKind.Document, "The country of the site is stated.", null, [], ["The address of the site with its country"], "The country itself brings no sign.") { Apply = f => f with { Country = "ZZ" } };
        if (string.IsNullOrWhiteSpace(facts.Goods) && facts.HsCodes.Count == 0)
            yield return new Change(ChangeKind.Document, "What is bought is stated.", null, [], ["The goods in words or by HS code"], "The goods themselves bring no sign.") { Apply = f => f with { Goods = "–" } };
        if (string.IsNullOrWhiteSpace(facts.Sector))
            yield return new Change(ChangeKind.Document, "The sector is stated.", null, [], ["The sector of the site"], "") { Apply = f => f with { Sector = "–" } };
        if (!facts.ListsLoaded)
            yield return new Change(ChangeKind.List, "An enforcement list is loaded here.", null, [], ["A list file from its publisher, imported with `supplyrisk watchlists import`"], "It does not name the supplier.") { Apply = f => f with { ListsLoaded = true } };
    }
}
