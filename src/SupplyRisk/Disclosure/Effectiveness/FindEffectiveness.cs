using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Lists;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Effectiveness;

/// <summary>Measures what the work brought, as the laws ask: from rows that stand in the record, within what the actor may see.</summary>
public sealed class FindEffectiveness(IDbContextFactory<SupplyRiskDb> databases, Portfolio portfolio, TimeProvider time)
{
    public const int MostLines = 40;

    public async Task<EffectivenessFigures> HandleAsync(Actor actor, EffectQuery query, CancellationToken ct)
    {
        var (from, to) = Stretch(query);
        var view = await portfolio.ReadAsync(actor, ct);
        return await view.OnceAsync(new Measured(query with { Value = null, Month = null, What = null }, to), async () => Measure(view, query, from, to, await ReadAsync(actor, view, from, to)));
    }

    private sealed record Measured(EffectQuery Query, DateOnly To);

    private sealed record Rows(DateOnly From, DateOnly To);

    private static EffectivenessFigures Measure(PortfolioView view, EffectQuery query, DateOnly from, DateOnly to, List<EffectRow> rows)
    {
        var months = Enumerable.Range(0, query.Months).Select(i => from.AddMonths(i).ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToList();
        var series = Enum.GetValues<EffectFigure>().Select(figure =>
        {
            var mine = rows.Where(r => r.Figure == figure).ToList();
            return new EffectSeries(figure, EffectNumber.Of(mine), [.. months.Select(m => (m, EffectNumber.Of([.. mine.Where(r => r.Month == m)])))],
                [.. mine.GroupBy(r => r.What, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(w => w.Item2).ThenBy(w => w.Key, StringComparer.Ordinal)]);
        }).ToList();
        var suppliers = view.ById.Values.GroupBy(r => Group(r, query.By), StringComparer.Ordinal).ToDictionary(g => g.Key, g => (Count: g.Count(), Screened: g.Where(r => r.Band is not null).Select(r => r.Coverage).ToList()), StringComparer.Ordinal);
        var byValue = rows.ToLookup(r => r.Of(query.By), StringComparer.Ordinal);
        var lines = suppliers.OrderByDescending(s => s.Value.Count).ThenBy(s => s.Key, StringComparer.Ordinal).Take(MostLines).Select(s => new EffectLine(
            s.Key, s.Value.Count, s.Value.Screened.Count == 0 ? null : (int)Math.Round(s.Value.Screened.Average(), MidpointRounding.AwayFromZero),
            Enum.GetValues<EffectFigure>().ToDictionary(f => f, f => EffectNumber.Of([.. byValue[s.Key].Where(r => r.Figure == f)])))).ToList();
        return new EffectivenessFigures(query, from, to, series, lines, suppliers.Count - lines.Count);
    }

    /// <summary>The rows behind a number, newest first.</summary>
    public async Task<IReadOnlyList<EffectRow>> RowsAsync(Actor actor, EffectFigure figure, EffectQuery query, CancellationToken ct)
    {
        var (from, to) = Stretch(query);
        var rows = await ReadAsync(actor, await portfolio.ReadAsync(actor, ct), from, to);
        return [.. rows.Where(r => r.Figure == figure && (query.Value is null || r.Of(query.By) == query.Value) && (query.Month is null || r.Month == query.Month) && (query.What is null || r.What == query.What))
            .OrderByDescending(r => r.On).ThenBy(r => r.Supplier, StringComparer.Ordinal).ThenBy(r => r.What, StringComparer.Ordinal).ThenBy(r => r.Subject)];
    }

    private (DateOnly From, DateOnly To) Stretch(EffectQuery query)
    {
        var today = time.Today();
        return (new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Math.Clamp(query.Months, 1, EffectQuery.MostMonths)), today);
    }

    private static string Group(PortfolioRow r, EffectGroup by) => by switch
    {
        EffectGroup.Country => r.Country ?? "",
        EffectGroup.Sector => r.Sector ?? "",
        EffectGroup.Tier => r.Tier?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    // Read for the longest stretch, so that every shorter one is a part of it.
    private async Task<List<EffectRow>> ReadAsync(Actor actor, PortfolioView view, DateOnly from, DateOnly to)
    {
        var longest = Stretch(new EffectQuery(Months: EffectQuery.MostMonths)).From;
        var all = await view.OnceAsync(new Rows(longest, to), () => AskAsync(actor, view, longest, to, CancellationToken.None));
        return all.FindAll(r => r.On >= from && r.On <= to);
    }

    private async Task<List<EffectRow>> AskAsync(Actor actor, PortfolioView view, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var since = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var facts = new List<(EffectFigure Figure, Guid Supplier, DateTime At, string What, decimal? Days, Guid? Subject)>();
        foreach (var f in await db.SupplierFlags.SeenBy(actor, f => f.SupplierId).Where(f => f.OpenedAt >= since).Select(f => new { f.SupplierId, f.Kind, f.OpenedAt }).ToListAsync(ct))
            facts.Add((EffectFigure.FlagsRaised, f.SupplierId, f.OpenedAt, Words.Snake(f.Kind), null, null));
        await CasesAsync(db, actor, since, facts, ct);
        foreach (var l in await ListingTimes.ReadAsync(db, actor, null, since, ct))
        {
            // Seconds are parts of a day here; what is shown is said in the unit that fits.
            facts.Add((EffectFigure.ListingToFlag, l.SupplierId, l.FlaggedAt, l.List, Math.Round((decimal)l.FromKnown.TotalDays, 6), null));
            if (l.DaysFromPublished is { } days) facts.Add((EffectFigure.PublishedToFlag, l.SupplierId, l.FlaggedAt, l.List, days, null));
        }
        foreach (var a in await (from e in db.ActionEvents join a in db.CorrectiveActions.SeenBy(actor, a => a.SupplierId) on e.ActionId equals a.Id where e.To == ActionState.Verified && e.At >= since select new { a.SupplierId, a.Kind, a.PlannedAt, e.At, a.Id }).ToListAsync(ct))
            facts.Add((EffectFigure.ActionsVerified, a.SupplierId, a.At, Words.Snake(a.Kind), Days(a.PlannedAt, a.At), a.Id));
        foreach (var c in await db.ScreeningChanges.SeenBy(actor, c => c.SupplierId).Where(c => c.At >= since && c.FromBand == Band.CannotRate && c.ToBand != Band.CannotRate).Select(c => new { c.SupplierId, c.At, c.ToBand }).ToListAsync(ct))
            facts.Add((EffectFigure.CoverageGained, c.SupplierId, c.At, Words.Snake(c.ToBand), null, null));
        await RepeatsAsync(db, actor, since, facts, ct);
        return [.. facts.Where(f => view.ById.ContainsKey(f.Supplier) && DateOnly.FromDateTime(f.At) <= to).Select(f => view.ById[f.Supplier] is var s
            ? new EffectRow(f.Figure, f.Supplier, s.Name, s.Country, s.Sector, s.Tier, DateOnly.FromDateTime(f.At), f.What, f.Days, f.Subject) : throw new InvalidOperationException())];
    }

    /// <summary>One case counts once, by its last closing that was not undone; the time to the first.</summary>
    private static async Task CasesAsync(SupplyRiskDb db, Actor actor, DateTime since, List<(EffectFigure, Guid, DateTime, string, decimal?, Guid?)> facts, CancellationToken ct)
    {
        var closings = await (from d in db.CaseDecisions
                              join c in db.Cases.SeenBy(actor, c => c.SupplierId) on d.CaseId equals c.Id
                              where d.Outcome != null && d.UndoneAt == null
                              orderby d.At, d.Id
                              select new { c.SupplierId, c.Id, c.OpenedAt, d.At, d.Outcome }).ToListAsync(ct);
        foreach (var one in closings.GroupBy(c => c.Id))
        {
            var (first, last) = (one.First(), one.Last());
            if (last.At >= since) facts.Add((EffectFigure.CasesClosed, last.SupplierId, last.At, Words.Snake(last.Outcome!.Value), null, last.Id)); // asked for in the query
            if (first.At >= since) facts.Add((EffectFigure.FlagToDecision, first.SupplierId, first.At, Words.Snake(first.Outcome!.Value), Days(first.OpenedAt, first.At), first.Id)); // the same
        }
    }

    /// <summary>What was found once and is found again in a document of a later day: the first time it was not put right, or not for long.</summary>
    private static async Task RepeatsAsync(SupplyRiskDb db, Actor actor, DateTime since, List<(EffectFigure, Guid, DateTime, string, decimal?, Guid?)> facts, CancellationToken ct)
    {
        var found = await (from f in db.Findings
                           join d in db.Documents on f.DocumentId equals d.Id
                           join l in db.DocumentLinks.SeenBy(actor, l => l.SupplierId) on d.Id equals l.DocumentId
                           where f.Status == EvidenceStatus.Asserted && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed) && (d.AuditDate != null || d.ReportDate != null)
                               && !db.FindingDecisions.Any(x => x.DocumentId == f.DocumentId && x.Rule == f.Rule && x.Quote == f.Quote && x.Dismissed)
                           select new { l.SupplierId, f.Indicator, d.Id, Day = d.AuditDate ?? d.ReportDate }).Distinct().ToListAsync(ct);
        foreach (var same in found.GroupBy(f => (f.SupplierId, f.Indicator)))
        {
            DateOnly? before = null;
            foreach (var day in same.GroupBy(f => f.Day!.Value).OrderBy(g => g.Key)) // asked for in the query
            {
                if (before is { } was && day.Key.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var at && at >= since)
                    facts.Add((EffectFigure.RepeatFindings, same.Key.SupplierId, at, Words.Snake(same.Key.Indicator), day.Key.DayNumber - was.DayNumber, day.Min(f => f.Id)));
                before = day.Key;
            }
        }
    }

    // A list may be dated after the day it reached us.
    private static decimal Days(DateTime from, DateTime to) => Math.Round((decimal)Math.Max(0, (to - from).TotalDays), 1, MidpointRounding.AwayFromZero);
}
