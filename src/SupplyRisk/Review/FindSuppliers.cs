using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review;

/// <summary>What a supplier list may be ordered by.</summary>
public enum SupplierOrder
{
    /// <summary>Highest first; those that cannot be rated after those that can, unscreened last.</summary>
    Score,
    Name,
    Country,
    Coverage,
    Screened,
}

/// <summary>Which suppliers to list. Empty is all; several values of one kind are alternatives.</summary>
/// <param name="Text">A part of the name, the native name or the own id; several words must all be there.</param>
/// <param name="Descending">Null is the order's usual direction.</param>
/// <param name="Page">From 1.</param>
public sealed record SupplierQuery(
    string? Text = null, IReadOnlyList<Band>? Bands = null, IReadOnlyList<FlagKind>? Flags = null, string? Country = null, string? Sector = null,
    string? Source = null, int? CoverageFrom = null, int? CoverageTo = null, bool NotListed = false,
    SupplierOrder Order = SupplierOrder.Score, bool? Descending = null, int Page = 1)
{
    public const int PageSize = 100;

    /// <summary>Province or state as lists name it; <c>none</c> where they name none.</summary>
    public string? Region { get; init; }
}

/// <summary>One value of a filter with how many suppliers it would leave, the other filters kept.</summary>
public sealed record SupplierFacet(string Value, int Count);

/// <summary>One page of suppliers.</summary>
/// <param name="Total">All that fit.</param>
/// <param name="Bands">Counts with every filter but the band; likewise the others.</param>
/// <param name="Countries">By count descending, then value. An empty value is "none".</param>
public sealed record SupplierList(
    SupplierQuery Query, IReadOnlyList<PortfolioRow> Rows, int Total, IReadOnlyDictionary<Band, int> Bands, IReadOnlyDictionary<FlagKind, int> Flags,
    IReadOnlyList<SupplierFacet> Countries, IReadOnlyList<SupplierFacet> Sectors, IReadOnlyList<SupplierFacet> Sources, int NotListed);

/// <summary>Finds suppliers by what lists and screenings say of them.</summary>
public sealed class FindSuppliers(Portfolio portfolio, IDbContextFactory<SupplyRiskDb> databases)
{
    /// <summary>One page without counting what other filters would leave, for programs.</summary>
    public async Task<(IReadOnlyList<PortfolioRow> Rows, int Total)> RowsAsync(Actor actor, SupplierQuery query, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        var filters = Filters(query, await SourcesAsync(ct)).Where(f => f.Asked).Select(f => f.Passes).ToArray();
        var fit = new List<PortfolioRow>();
        foreach (var row in InOrder(view, query))
            if (Array.TrueForAll(filters, passes => passes(row))) fit.Add(row);
        Sort(fit, query);
        return ([.. fit.Skip((query.Page - 1) * SupplierQuery.PageSize).Take(SupplierQuery.PageSize)], fit.Count);
    }

    /// <summary>All that fit, in their order, whatever the page.</summary>
    public async Task<IReadOnlyList<PortfolioRow>> AllAsync(Actor actor, SupplierQuery query, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        var filters = Filters(query, await SourcesAsync(ct)).Where(f => f.Asked).Select(f => f.Passes).ToArray();
        var fit = InOrder(view, query).Where(row => Array.TrueForAll(filters, passes => passes(row))).ToList();
        Sort(fit, query);
        return fit;
    }

    public async Task<SupplierList> HandleAsync(Actor actor, SupplierQuery query, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        var all = InOrder(view, query);
        var sources = await SourcesAsync(ct);
        var filters = Filters(query, sources);
        var fit = new List<PortfolioRow>();
        var (bands, flags) = (new Dictionary<Band, int>(), new Dictionary<FlagKind, int>());
        var (countries, sectors, bySource) = (new Dictionary<string, int>(), new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var row in all)
        {
            // A filter's own counts leave that filter out: so a row counts there if nothing else keeps it away.
            var misses = 0;
            var missed = -1;
            for (var i = 0; i < filters.Length && misses < 2; i++)
            {
                if (!filters[i].Asked || filters[i].Passes(row)) continue;
                misses++;
                missed = i;
            }
            if (misses > 1) continue;
            if (misses == 0) fit.Add(row);
            if ((misses == 0 || missed == Of.Band) && row.Band is { } band) Add(bands, band);
            if (misses == 0 || missed == Of.Flag) foreach (var flag in row.Flags) Add(flags, flag);
            if (misses == 0 || missed == Of.Country) Add(countries, row.Country ?? "");
            if (misses == 0 || missed == Of.Sector) Add(sectors, row.Sector ?? "");
            if (misses == 0 || missed == Of.Source) foreach (var source in row.MergedSources.Prepend(row.ListSourceId)) Add(bySource, sources[source]);
        }
        Sort(fit, query);
        var page = Math.Clamp(query.Page, 1, Math.Max(1, (fit.Count + SupplierQuery.PageSize - 1) / SupplierQuery.PageSize));
        return new SupplierList(
            query with { Page = page }, [.. fit.Skip((page - 1) * SupplierQuery.PageSize).Take(SupplierQuery.PageSize)], fit.Count, bands, flags,
            Ranked(countries), Ranked(sectors), Ranked(bySource), all.Count(r => !r.Listed));
    }

    /// <summary>Names of the supplier lists by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> SourceNamesAsync(CancellationToken ct) => await SourcesAsync(ct);

    private static class Of
    {
        public const int Band = 0;
        public const int Flag = 1;
        public const int Country = 2;
        public const int Sector = 3;
        public const int Source = 4;
    }

    private static IReadOnlyList<PortfolioRow> InOrder(PortfolioView view, SupplierQuery query) =>
        query is { Order: SupplierOrder.Score, Descending: not false } ? view.ByScore : view.Suppliers;

    private async Task<Dictionary<Guid, string>> SourcesAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ListSources.ToDictionaryAsync(x => x.Id, x => x.Name, ct);
    }

    private readonly record struct Filter(bool Asked, Func<PortfolioRow, bool> Passes);

    private static Filter[] Filters(SupplierQuery q, Dictionary<Guid, string> sources)
    {
        var words = (q.Text ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var source = q.Source is null ? Guid.Empty : sources.FirstOrDefault(s => s.Value == q.Source).Key;
        return
        [
            new(q.Bands is { Count: > 0 }, r => r.Band is { } band && q.Bands!.Contains(band)),
            new(q.Flags is { Count: > 0 }, r => r.Flags.Any(q.Flags!.Contains)),
            new(q.Country is not null, r => (r.Country ?? "none") == q.Country),
            new(q.Sector is not null, r => (r.Sector ?? "none") == q.Sector),
            new(q.Source is not null, r => r.ListSourceId == source || r.MergedSources.Contains(source)),
            new(true, r => r.Listed != q.NotListed),
            new(q.Region is not null, r => string.Equals(r.Region ?? "none", q.Region, StringComparison.OrdinalIgnoreCase)),
            new(q.CoverageFrom is not null, r => r.Band is not null && r.Coverage >= q.CoverageFrom && r.Coverage <= (q.CoverageTo ?? 100)),
            new(words.Length > 0, r => words.All(w => r.Folded.Contains(w, StringComparison.Ordinal))),
        ];
    }

    // The rows come by name, or by score if that is asked for; the sort is stable, so equal ones stay by name.
    private static void Sort(List<PortfolioRow> rows, SupplierQuery query)
    {
        var descending = query.Descending ?? query.Order is SupplierOrder.Score or SupplierOrder.Screened;
        if (query.Order == SupplierOrder.Score && descending) return;
        if (query.Order == SupplierOrder.Name)
        {
            if (descending) rows.Reverse();
            return;
        }
        IEnumerable<PortfolioRow> sorted = (query.Order, descending) switch
        {
            (SupplierOrder.Country, false) => rows.OrderBy(r => r.Country ?? "\uffff", StringComparer.Ordinal),
            (SupplierOrder.Country, true) => rows.OrderByDescending(r => r.Country ?? "", StringComparer.Ordinal),
            (SupplierOrder.Coverage, false) => rows.OrderBy(r => r.Coverage),
            (SupplierOrder.Coverage, true) => rows.OrderByDescending(r => r.Coverage),
            (SupplierOrder.Screened, false) => rows.OrderBy(r => r.ScreenedAt),
            (SupplierOrder.Screened, true) => rows.OrderByDescending(r => r.ScreenedAt),
            _ => rows.OrderBy(PortfolioView.Rank).ThenBy(r => r.RiskScore),
        };
        var list = sorted.ToList();
        rows.Clear();
        rows.AddRange(list);
    }

    private static void Add<T>(Dictionary<T, int> counts, T value)
        where T : notnull => counts[value] = counts.GetValueOrDefault(value) + 1;

    private static IReadOnlyList<SupplierFacet> Ranked(Dictionary<string, int> counts) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new SupplierFacet(c.Key, c.Value))];
}
