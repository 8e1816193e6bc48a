using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review.Lists;

/// <summary>A list with its snapshots, what waits, and its entries.</summary>
/// <param name="Row">The list as last loaded.</param>
/// <param name="Snapshots">Newest first.</param>
/// <param name="Held">Downloads that wait for a person, newest first.</param>
/// <param name="Deliveries">What arrived and what became of it, newest first; the last <see cref="FindList.DeliveriesShown"/>.</param>
/// <param name="Entries">A page of what it says now, by name.</param>
/// <param name="Total">Entries that fit the text.</param>
/// <param name="Speed">How long it took from publication to flag; null before the first flag.</param>
public sealed record ListToShow(
    ListRow Row, IReadOnlyList<Snapshot> Snapshots, IReadOnlyList<ListDelivery> Held, IReadOnlyList<ListDelivery> Deliveries,
    IReadOnlyList<ListEntryRow> Entries, int Total, int Page, string? Text, ListSpeed? Speed);

/// <summary>An entry in a list.</summary>
/// <param name="Since">The first day it is listed; null where the list does not say.</param>
/// <param name="Suppliers">How many suppliers it touches.</param>
public sealed record ListEntryRow(string EntryId, string Name, string? Country, string? Programme, DateOnly? Since, DateOnly? Until, int Suppliers);

/// <summary>Reads one list.</summary>
public sealed class FindList(IDbContextFactory<SupplyRiskDb> databases, FindLists lists, Portfolio portfolio, TimeProvider time)
{
    public const int PageSize = 100;
    public const int DeliveriesShown = 20;

    public async Task<ListToShow?> HandleAsync(Audit.Actor actor, Guid id, string? text, int page, CancellationToken ct)
    {
        if ((await lists.HandleAsync(ct)).FirstOrDefault(l => l.Id == id && id != Guid.Empty) is not { } row) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => s.WatchlistId == id).OrderByDescending(s => s.RetrievedAt).Take(200).ToListAsync(ct);
        var deliveries = await db.ListDeliveries.AsNoTracking().Where(d => d.WatchlistId == id).OrderByDescending(d => d.At).Take(DeliveriesShown).ToListAsync(ct);
        var held = await db.ListDeliveries.AsNoTracking().Where(d => d.WatchlistId == id && d.State == DeliveryState.Held).OrderByDescending(d => d.At).ToListAsync(ct);
        var now = db.ListEntryVersions.At(time.Today(), time.Instant()).AsNoTracking().Where(e => e.WatchlistId == id);
#pragma warning disable CA1304, CA1311 // these become the database's lower(), which has no culture
        if (Pattern(text) is { } pattern) now = now.Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Aliases.ToLower(), pattern, "\\") || e.EntryId == text);
#pragma warning restore CA1304, CA1311
        var total = await now.CountAsync(ct);
        var entries = await now.OrderBy(e => e.Name).ThenBy(e => e.EntryId).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(e => new { e.EntryId, e.Name, e.Country, e.Programme, e.ValidFrom, e.ValidTo }).ToListAsync(ct);
        var ids = entries.Select(e => e.EntryId).ToList();
        var touched = await Audit.Scope.SeenBy(db.SupplierMatches, actor, m => m.SupplierId).Where(m => m.WatchlistId == id && ids.Contains(m.EntryId))
            .GroupBy(m => m.EntryId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new ListToShow(
            row, snapshots, held, deliveries,
            [.. entries.Select(e => new ListEntryRow(e.EntryId, e.Name, e.Country, e.Programme, Stated(e.ValidFrom, TwoTimes.OpenStart), Stated(e.ValidTo, TwoTimes.OpenEnd), touched.GetValueOrDefault(e.EntryId)))],
            total, page, text, (await (await portfolio.ReadAsync(actor, ct)).OnceAsync(new SpeedOf(id), () => SpeedAsync(actor, id, CancellationToken.None))).Speed);
    }

    private async Task<Measured> SpeedAsync(Audit.Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return new Measured(ListSpeed.Of(await ListingTimes.ReadAsync(db, actor, id, null, ct)));
    }

    private sealed record SpeedOf(Guid List);

    private sealed record Measured(ListSpeed? Speed);

    private static DateOnly? Stated(DateOnly day, DateOnly open) => day == open ? null : day;

    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : $"%{text.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
