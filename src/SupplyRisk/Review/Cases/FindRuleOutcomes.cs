using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>How cases came out in whose account a rule stood.</summary>
/// <param name="Dismissed">Passages of the rule that a person has said are wrong.</param>
public sealed record RuleOutcomes(string Rule, int Confirmed, int Useful, int FalsePositive, int CannotRate, int Dismissed)
{
    /// <summary>Closed cases worth the look among those that could be judged, per cent rounded down; null until one could.</summary>
    public int? Precision => Confirmed + Useful + FalsePositive is var judged and > 0 ? (Confirmed + Useful) * 100 / judged : null;
}

/// <summary>Counts what reviewers made of a rule's alerts: the measured precision of a rule. Decisions that were undone do not count; one case counts once, by its last closing.</summary>
public sealed class FindRuleOutcomes(IDbContextFactory<SupplyRiskDb> databases)
{
    /// <summary>Of one rule.</summary>
    public async Task<RuleOutcomes> HandleAsync(Actor actor, string rule, CancellationToken ct) =>
        (await ReadAsync(actor, rule, ct)).GetValueOrDefault(rule) ?? new RuleOutcomes(rule, 0, 0, 0, 0, 0);

    /// <summary>Of every rule that has any, by rule.</summary>
    public async Task<IReadOnlyList<RuleOutcomes>> AllAsync(Actor actor, CancellationToken ct) =>
        [.. (await ReadAsync(actor, null, ct)).Values.OrderBy(r => r.Rule, StringComparer.Ordinal)];

    private async Task<Dictionary<string, RuleOutcomes>> ReadAsync(Actor actor, string? rule, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var seen = db.Cases.SeenBy(actor, c => c.SupplierId);
        var closings = await (from r in db.CaseDecisionRules
                              where rule == null || r.Rule == rule
                              join d in db.CaseDecisions on r.DecisionId equals d.Id
                              where d.Outcome != null && d.UndoneAt == null && seen.Any(c => c.Id == d.CaseId)
                                  && !db.CaseDecisions.Any(later => later.CaseId == d.CaseId && later.Outcome != null && later.UndoneAt == null && later.At > d.At)
                              group d by new { r.Rule, d.Outcome } into g
                              select new { g.Key.Rule, g.Key.Outcome, Count = g.Count() }).ToListAsync(ct);
        var documents = FindDocuments.Seen(db, actor).Select(d => d.Id);
        var dismissed = await (from f in db.FindingDecisions
                               where f.Dismissed && (rule == null || f.Rule == rule) && documents.Contains(f.DocumentId)
                                   && !db.FindingDecisions.Any(later => later.DocumentId == f.DocumentId && later.Rule == f.Rule && later.Quote == f.Quote && later.At > f.At)
                               group f by f.Rule into g
                               select new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        int Of(string r, CaseOutcome outcome) => closings.Where(c => c.Rule == r && c.Outcome == outcome).Sum(c => c.Count);
        return closings.Select(c => c.Rule).Union(dismissed.Keys).ToDictionary(r => r, r => new RuleOutcomes(
            r, Of(r, CaseOutcome.ConfirmedConcern), Of(r, CaseOutcome.UsefulAlert), Of(r, CaseOutcome.FalsePositive), Of(r, CaseOutcome.CannotRate), dismissed.GetValueOrDefault(r)));
    }
}
