using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>A supplier in whose account a rule stands.</summary>
public sealed record FiredAt(Guid Supplier, string Name, string? Country, int RiskScore, Band Band, string Because);

/// <summary>Where a rule fired in this portfolio.</summary>
/// <param name="Suppliers">The highest scores first; at most <see cref="FindWhereRuleFired.Most"/>.</param>
/// <param name="HasMore">True if there are more than these.</param>
/// <param name="Findings">Passages that a text rule found, by what they say; empty for a fact rule.</param>
public sealed record RuleFirings(IReadOnlyList<FiredAt> Suppliers, bool HasMore, IReadOnlyDictionary<EvidenceStatus, int> Findings);

/// <summary>Finds where a rule fired, as of the newest run.</summary>
public sealed class FindWhereRuleFired(IDbContextFactory<SupplyRiskDb> databases, Portfolio portfolio)
{
    public const int Most = 20;

    public async Task<RuleFirings> HandleAsync(Actor actor, Rule rule, CancellationToken ct) =>
        await (await portfolio.ReadAsync(actor, ct)).OnceAsync(new FiredRule(rule.Id), () => FindAsync(actor, rule, CancellationToken.None));

    private sealed record FiredRule(string Id);

    private async Task<RuleFirings> FindAsync(Actor actor, Rule rule, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = $"\"Rule\":\"{rule.Id}\""; // as accounts are stored; an id needs no escaping
        var rows = await (
            from s in db.Screenings.SeenBy(actor, s => s.SupplierId).Where(s => s.ResultJson.Contains(named))
            join v in db.SupplierVersions on s.SupplierVersionId equals v.Id
            orderby s.RiskScore descending, s.SupplierId
            select new { s.SupplierId, v.Name, v.Country, s.RiskScore, s.Band, s.ResultJson }).Take(Most + 1).AsNoTracking().ToListAsync(ct);
        var findings = rule.Text is null ? [] : await FindingsAsync(db, actor, rule.Id, ct);
        var hidden = await HiddenNames.InAsync(db, actor, rows.Select(r => r.ResultJson), ct);
        return new RuleFirings(
            [.. rows.Take(Most).Select(r => new FiredAt(r.SupplierId, r.Name, r.Country, r.RiskScore, r.Band, hidden.Mask(Because(r.ResultJson, rule.Id))))],
            rows.Count > Most, findings);
    }

    private static async Task<Dictionary<EvidenceStatus, int>> FindingsAsync(SupplyRiskDb db, Actor actor, string rule, CancellationToken ct)
    {
        var seen = FindDocuments.Seen(db, actor).Select(d => d.Id);
        return await db.Findings.Where(f => f.Rule == rule && seen.Contains(f.DocumentId))
            .GroupBy(f => f.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    private static string Because(string resultJson, string rule)
    {
        var result = StoredJson.Read<ScreeningResult>(resultJson);
        return result.Contributions.FirstOrDefault(c => c.Rule == rule)?.Because ?? result.Flags.FirstOrDefault(f => f.Rule == rule)?.Because ?? "";
    }
}
