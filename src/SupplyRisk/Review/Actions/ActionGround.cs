using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Actions;

/// <summary>What an action is judged against: what may go to its supplier, and whether a state imposes the labour.</summary>
internal sealed record ActionGround(Redaction ToSupplier, bool StateImposed)
{
    public static async Task<ActionGround> OfAsync(SupplyRiskDb db, ActiveRulesets rulesets, Guid supplierId, CancellationToken ct) =>
        new(await ReadWorkerWords.ForAsync(db, Output.SupplierPage, supplierId, ct), await IsStateImposedAsync(db, rulesets, supplierId, ct));

    /// <summary>As the rules say it: one has fired after which no audit counts.</summary>
    public static async Task<bool> IsStateImposedAsync(SupplyRiskDb db, ActiveRulesets rulesets, Guid supplierId, CancellationToken ct)
    {
        var json = await db.Screenings.Where(s => s.SupplierId == supplierId).Select(s => s.ResultJson).FirstOrDefaultAsync(ct);
        return json is not null && StoredJson.Read<ScreeningResult>(json).Contributions.Any(c => rulesets.Current.Find(c.Rule) is { NoAuditCounts: true });
    }
}
