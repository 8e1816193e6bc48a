using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Notifications;

/// <summary>A case event that is news, with what channels choose by.</summary>
internal sealed record News(Guid EventId, Guid CaseId, Guid SupplierId, CaseNews What, DateTime At, string Kind, Lane Lane, int Priority, Band Band, int RiskScore, CaseStatus Status, CaseOutcome? Outcome);

/// <summary>Reads what is told of case events: kinds, names and numbers, and nothing else.</summary>
internal sealed class ReadNotices(SupplyRiskDb db, NotificationOptions options)
{
    private static readonly string[] ByRuns = ["opened", "reopened", "updated", "flag_gone"];

    public static string TypeOf(CaseNews news) => $"case.{Words.Snake(news)}";

    /// <returns>In the order they happened; what is no news of a case's standing is left out.</returns>
    public static async Task<List<News>> NewsAsync(SupplyRiskDb db, IQueryable<CaseEvent> events, CancellationToken ct)
    {
        var rows = await (from e in events
                          join c in db.Cases on e.CaseId equals c.Id
                          join s in db.Screenings on c.SupplierId equals s.SupplierId into screened
                          from s in screened.DefaultIfEmpty()
                          select new { e.Id, e.CaseId, e.At, e.Kind, c.SupplierId, c.Lane, c.Priority, c.Status, Band = s == null ? Band.CannotRate : s.Band, Score = s == null ? 0 : s.RiskScore })
            .AsNoTracking().ToListAsync(ct);
        // A person's event says by its decision what became of the case then; by now it may have moved on.
        var decided = (await (from e in events
                              join d in db.CaseDecisions on new { e.CaseId, e.At } equals new { d.CaseId, d.At }
                              where e.RunId == null
                              select new { e.Id, d.Status, d.Outcome }).AsNoTracking().ToListAsync(ct)).DistinctBy(d => d.Id).ToDictionary(d => d.Id);
        var news = new List<News>(rows.Count);
        foreach (var r in rows.OrderBy(r => r.At).ThenBy(r => r.Id))
        {
            var decision = r.Kind == CaseEventKind.Decided ? decided.GetValueOrDefault(r.Id) : null;
            CaseNews? what = r.Kind switch
            {
                "opened" or "reopened" => CaseNews.Opened,
                "updated" or "flag_gone" or CaseEventKind.Undone => CaseNews.Changed,
                CaseEventKind.Decided => decision is { Status: CaseStatus.Closed } ? CaseNews.Closed : CaseNews.Changed,
                _ => null,
            };
            if (what is not { } sort) continue;
            var status = decision?.Status ?? (ByRuns.Contains(r.Kind) && sort == CaseNews.Opened ? CaseStatus.NotAssessed : r.Status);
            news.Add(new News(r.Id, r.CaseId, r.SupplierId, sort, r.At, r.Kind, r.Lane, r.Priority, r.Band, r.Score, status, decision?.Outcome));
        }
        return news;
    }

    /// <param name="news">Few: each is read with all it stands on.</param>
    /// <returns>In the order given.</returns>
    public async Task<List<CaseNotice>> ReadAsync(IReadOnlyList<News> news, CancellationToken ct)
    {
        var cases = news.Select(n => n.CaseId).Distinct().ToList();
        var suppliers = news.Select(n => n.SupplierId).Distinct().ToList();
        var known = (await db.CaseEvents.Where(e => cases.Contains(e.CaseId) && e.FactsJson != null).Select(e => new { e.Id, e.CaseId, e.At, e.FactsJson }).ToListAsync(ct))
            .OrderBy(e => e.At).ThenBy(e => e.Id).ToLookup(e => e.CaseId);
        var ownIds = await db.Suppliers.Where(s => suppliers.Contains(s.Id)).Select(s => new { s.Id, s.OwnId }).ToDictionaryAsync(s => s.Id, s => s.OwnId, ct);
        var named = (await db.SupplierVersions.StillKnownNow().Where(v => suppliers.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.Name, v.Country, v.ValidTo }).ToListAsync(ct))
            .OrderBy(v => v.ValidTo).GroupBy(v => v.SupplierId).ToDictionary(g => g.Key, g => g.Last());
        return [.. news.Select(n =>
        {
            var steps = known[n.CaseId].Where(e => e.At < n.At || (e.At == n.At && e.Id.CompareTo(n.EventId) <= 0)).ToList();
            var isStep = steps.Count > 0 && steps[^1].Id == n.EventId;
            var now = steps.Count > 0 ? StoredJson.Read<CaseFacts>(steps[^1].FactsJson!) : null; // not null in the query
            var before = isStep && steps.Count > 1 ? StoredJson.Read<CaseFacts>(steps[^2].FactsJson!) : null; // the same
            // Without anything to compare with, a case that only changed is not told as if all of it were new.
            var compare = isStep && now is not null && (before is not null || n.What == CaseNews.Opened);
            var who = named.GetValueOrDefault(n.SupplierId);
            return new CaseNotice(
                TypeOf(n.What), n.At, n.CaseId, n.Lane, n.Status, n.Kind == "reopened", n.Outcome, n.SupplierId, ownIds.GetValueOrDefault(n.SupplierId, ""),
                Words.Visible(who?.Name ?? "a supplier no longer listed"), who?.Country, now?.Band ?? n.Band, now?.RiskScore ?? n.RiskScore, before?.RiskScore,
                compare ? Facts.Beyond(now!, before) : Facts.None, compare && before is not null ? Facts.Beyond(before, now) : Facts.None, options.Link($"/review/{n.CaseId}"));
        })];
    }
}
