using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Review;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>Reads what stands in the records now, for the figures of one entity and period. What may not go out is left out here, so that nothing after it can let it out.</summary>
public sealed class FreezeRecords(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, ActiveRulesets rulesets)
{
    private static readonly HashSet<string> AuditKinds = new(StringComparer.Ordinal) { "smeta", "sa8000", "bsci", "rba", "wrap", "slcp", "other_audit" };

    /// <param name="entityId">Null for an entity that is not kept: then nothing is recorded for it.</param>
    public async Task<FrozenRecords> ReadAsync(Guid? entityId, EntityFacts entity, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (now, today) = (time.Instant(), time.Today());
        var redirects = await Redirects.NowAsync(db, ct);
        var suppliers = await SuppliersAsync(db, redirects, entity, today, now, ct);
        var ids = suppliers.ToDictionary(s => s.Id);
        var facts = entityId is null ? [] : await db.DisclosureRecords.AsNoTracking().Where(f => f.EntityId == entityId && f.WithdrawnAt == null).ToListAsync(ct);
        var words = await StatementRedaction.ForAsync(db, [.. facts.Select(f => f.What)], ct);
        return new FrozenRecords(
            FrozenRecords.LayoutVersion, from, to, today, now, rulesets.Current.Hash,
            [.. suppliers.Select(s => new FrozenSupplier(s.Id.ToString(), s.Country, s.Tier, s.Band, s.Coverage))],
            await FlagsAsync(db, redirects, ids, ct), await AuditsAsync(db, redirects, ids, ct), await ActionsAsync(db, redirects, ids, words, ct), Facts(facts, words));
    }

    private sealed record SupplierRow(Guid Id, string? Country, int? Tier, Band? Band, int? Coverage);

    private static async Task<List<SupplierRow>> SuppliersAsync(SupplyRiskDb db, Redirects redirects, EntityFacts entity, DateOnly today, DateTime now, CancellationToken ct)
    {
        var listed = await db.ListedAsync(redirects, ct);
        var rows = await (
            from s in listed
            join v in db.SupplierVersions.At(today, now) on s.Id equals v.SupplierId
            join x in db.Screenings on s.Id equals x.SupplierId into screened
            from x in screened.DefaultIfEmpty()
            select new { s.Id, v.Country, v.Tier, v.BuyingEntityId, Band = (Band?)x!.Band, Coverage = (int?)x.Coverage }).AsNoTracking().ToListAsync(ct);
        var of = await SuppliersOfAsync(db, entity, today, now, ct);
        return [.. rows.Where(r => of is null || of.Contains(r.Id)).Select(r => new SupplierRow(r.Id, r.Country, r.Tier, r.Band, r.Coverage)).DistinctBy(r => r.Id).OrderBy(r => r.Id)];
    }

    // Whoever supplies one of its buying entities, and whoever supplies those; null is everybody.
    private static async Task<HashSet<Guid>?> SuppliersOfAsync(SupplyRiskDb db, EntityFacts entity, DateOnly today, DateTime now, CancellationToken ct)
    {
        if (entity.BuysAs.Count == 0) return null;
        var names = entity.BuysAs.ToList();
        var buyers = await db.BuyingEntities.Where(b => names.Contains(b.Name)).Select(b => b.Id).ToListAsync(ct);
        var direct = await db.SupplierVersions.At(today, now).Where(v => v.BuyingEntityId != null && buyers.Contains(v.BuyingEntityId.Value)).Select(v => v.SupplierId).ToListAsync(ct);
        var links = await db.SupplyLinks.At(today, now).Select(l => new { l.SupplierId, l.BuyerSupplierId, l.BuyingEntityId }).ToListAsync(ct);
        var found = direct.Concat(links.Where(l => l.BuyingEntityId is { } b && buyers.Contains(b)).Select(l => l.SupplierId)).ToHashSet();
        var suppliersOf = links.Where(l => l.BuyerSupplierId is not null).ToLookup(l => l.BuyerSupplierId!.Value, l => l.SupplierId); // only those with a buyer
        for (var next = new Queue<Guid>(found); next.TryDequeue(out var buyer);)
            foreach (var supplier in suppliersOf[buyer].Where(found.Add)) next.Enqueue(supplier);
        return found;
    }

    private static async Task<List<FrozenFlag>> FlagsAsync(SupplyRiskDb db, Redirects redirects, Dictionary<Guid, SupplierRow> ids, CancellationToken ct)
    {
        var cases = await db.Cases.AsNoTracking().Where(c => c.Lane == Lane.Risk).Select(c => new { c.Id, c.SupplierId, c.OpenedAt }).ToListAsync(ct);
        var decisions = (await db.CaseDecisions.AsNoTracking().Where(d => d.Outcome != null && d.UndoneAt == null).Select(d => new { d.Id, d.CaseId, d.At, d.Outcome }).ToListAsync(ct))
            .GroupBy(d => d.CaseId).ToDictionary(g => g.Key, g => g.OrderBy(d => d.At).ThenBy(d => d.Id).Last());
        var rules = (await db.CaseDecisionRules.AsNoTracking().ToListAsync(ct)).ToLookup(r => r.DecisionId, r => r.Rule);
        var results = await db.Screenings.AsNoTracking().Where(s => db.Cases.Any(c => c.SupplierId == s.SupplierId && c.Lane == Lane.Risk)).Select(s => new { s.SupplierId, s.ResultJson }).ToDictionaryAsync(s => s.SupplierId, s => s.ResultJson, ct);
        var flags = new List<FrozenFlag>();
        foreach (var c in cases.OrderBy(c => c.Id))
        {
            if (!ids.TryGetValue(redirects.SurvivorOf(c.SupplierId), out var supplier)) continue;
            var last = decisions.GetValueOrDefault(c.Id);
            flags.Add(new FrozenFlag(
                c.Id.ToString(), supplier.Id.ToString(), supplier.Country, supplier.Band, Day(c.OpenedAt), last is null ? null : Day(last.At), last?.Outcome,
                results.TryGetValue(supplier.Id, out var json) ? Indicators(json) : [], last is null ? [] : [.. rules[last.Id].Distinct().Order(StringComparer.Ordinal)]));
        }
        return flags;
    }

    private static List<Indicator> Indicators(string resultJson) =>
        [.. StoredJson.Read<ScreeningResult>(resultJson).Contributions.Where(c => c is { Part: ScorePart.Evidence, Points: > 0, Indicator: not null }).Select(c => c.Indicator!.Value).Distinct().Order()]; // only those with one

    private static async Task<List<FrozenAudit>> AuditsAsync(SupplyRiskDb db, Redirects redirects, Dictionary<Guid, SupplierRow> ids, CancellationToken ct)
    {
        var links = await db.DocumentLinks.AsNoTracking().Where(l => l.State == ProposalState.Sure || l.State == ProposalState.Confirmed).Select(l => new { l.DocumentId, l.SupplierId }).ToListAsync(ct);
        var about = links.Where(l => ids.ContainsKey(redirects.SurvivorOf(l.SupplierId))).Select(l => l.DocumentId).ToHashSet();
        var documents = await db.Documents.AsNoTracking().Where(d => AuditKinds.Contains(d.Kind) && (d.AuditDate != null || d.ReportDate != null))
            .Select(d => new { d.Id, d.Kind, d.AuditDate, d.ReportDate, d.AuditBody, d.Announcement }).ToListAsync(ct);
        return [.. documents.Where(d => about.Contains(d.Id)).OrderBy(d => d.Id)
            .Select(d => new FrozenAudit(d.Id.ToString(), d.Kind, (d.AuditDate ?? d.ReportDate)!.Value, d.AuditBody is not null, d.Announcement == "unannounced"))]; // one of the two is there
    }

    private static async Task<List<FrozenAction>> ActionsAsync(SupplyRiskDb db, Redirects redirects, Dictionary<Guid, SupplierRow> ids, Redaction words, CancellationToken ct)
    {
        var actions = await db.CorrectiveActions.AsNoTracking().ToListAsync(ct);
        return [.. actions.Where(a => ids.ContainsKey(redirects.SurvivorOf(a.SupplierId))).OrderBy(a => a.Id).Select(a => new FrozenAction(
            a.Id.ToString(), a.Kind, a.State, Day(a.PlannedAt), a.Due, a.DoneAt is { } done ? Day(done) : null, a.VerifiedOn, Day(a.UpdatedAt),
            words.People(a.PeopleDone, a.People), words.People(a.PeopleDone, a.People) is null || a.AmountDone is not { } paid ? null : Plain(paid), a.AmountDone is null ? null : a.Currency))];
    }

    private static List<FrozenFact> Facts(List<DisclosureRecord> facts, Redaction words) =>
        [.. facts.OrderBy(f => f.Id).Select(f => f.Kind switch
        {
            RecordKind.Training => new FrozenFact(f.Id.ToString(), f.Kind, f.On, words.People(f.Count), words.People(f.OfThem, f.Count), words.Text(f.What)),
            // How many complained may be told of many; which complaints, never.
            RecordKind.Grievances => new FrozenFact(f.Id.ToString(), f.Kind, f.On, words.People(f.Count), words.People(f.OfThem, f.Count), null),
            _ => new FrozenFact(f.Id.ToString(), f.Kind, f.On, f.Count, f.OfThem, words.Text(f.What)),
        })];

    // Databases keep different numbers of zeros behind the point, which a digest would see.
    private static decimal Plain(decimal amount) => decimal.Round(amount, 2) / 1.000000000000000000000000000m;

    private static DateOnly Day(DateTime at) => DateOnly.FromDateTime(at);
}
