using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.Review.Lists;

/// <summary>How far a list can be relied on.</summary>
public enum ListHealth
{
    /// <summary>Checked within thirty days, and nothing waits.</summary>
    UpToDate,

    /// <summary>Not checked for more than thirty days: what was listed since is not known.</summary>
    Old,

    /// <summary>A download waits for a person.</summary>
    Held,

    /// <summary>The last fetch failed.</summary>
    FetchFailed,

    NeverLoaded,
}

/// <summary>An enforcement list as last loaded.</summary>
/// <param name="Source">Whose format it is.</param>
/// <param name="RetrievedAt">When the current snapshot was taken; null if it was never loaded.</param>
/// <param name="PublishedOn">As the publisher states; null if it does not.</param>
/// <param name="Snapshots">How often it was loaded.</param>
public sealed record ListRow(
    Guid Id, string Name, string Source, DateTime? RetrievedAt, DateOnly? PublishedOn, int Rows, string? Sha256, string? FileName,
    int Added, int Changed, int Removed, int Snapshots)
{
    /// <summary>As its publisher calls it.</summary>
    public string Title { get; init; } = "";

    /// <summary>When we last knew that the current snapshot is what the publisher says.</summary>
    public DateTime? CheckedAt { get; init; }

    /// <summary>Whole days since then; null if it was never loaded.</summary>
    public int? AgeDays { get; init; }

    public ListHealth Health { get; init; }

    /// <summary>The newest download that waits for a person; null if none does.</summary>
    public Guid? HeldDelivery { get; init; }

    /// <summary>Why, in a few words.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>Hosts it is fetched from; empty if its file is handed over.</summary>
    public IReadOnlyList<string> FetchedFrom { get; init; } = [];

    /// <summary>When it is fetched, as a cron expression in UTC; null if it is not.</summary>
    public string? Schedule { get; init; }

    /// <summary>False for a list of goods, which no name is compared with.</summary>
    public bool NamesCompanies { get; init; } = true;
}

/// <summary>Reads the enforcement lists and how fresh they are.</summary>
public sealed class FindLists(IDbContextFactory<SupplyRiskDb> databases, FetchOptions fetching, TimeProvider time)
{
    private const int OldAfterDays = 30;

    /// <returns>By name; those that are configured and were never loaded too.</returns>
    public async Task<IReadOnlyList<ListRow>> HandleAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (from w in db.Watchlists
                          join s in db.Snapshots on w.CurrentSnapshotId equals (Guid?)s.Id into current
                          from s in current.DefaultIfEmpty()
                          select new
                          {
                              w.CheckedAt,
                              Row = new ListRow(
                              w.Id, w.Name, w.Source, s == null ? null : s.RetrievedAt, s == null ? null : s.PublishedOn, s == null ? 0 : s.Rows,
                              s == null ? null : s.Sha256, s == null ? null : s.FileName, s == null ? 0 : s.Added, s == null ? 0 : s.Changed,
                              s == null ? 0 : s.Removed, db.Snapshots.Count(x => x.WatchlistId == w.Id))
                          }).ToListAsync(ct);
        var held = (await db.ListDeliveries.AsNoTracking().Where(d => d.State == DeliveryState.Held).ToListAsync(ct)).ToLookup(d => d.WatchlistId);
        var known = rows.Select(r => Whole(r.Row, r.CheckedAt, held[r.Row.Id].OrderBy(d => d.Cause == HoldCause.Failed).ThenByDescending(d => d.At).FirstOrDefault())).ToList();
        var never = fetching.Lists.Where(l => !known.Exists(k => k.Name == l.Name)).Select(l => Whole(new ListRow(Guid.Empty, l.Name, l.Source, null, null, 0, null, null, 0, 0, 0, 0), null, null));
        return [.. known.Concat(never).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private ListRow Whole(ListRow row, DateTime? checkedAt, ListDelivery? held)
    {
        var seen = checkedAt ?? row.RetrievedAt;
        var age = seen is { } at ? (int)(time.Instant() - at).TotalDays : (int?)null;
        var source = WatchlistSources.Find(row.Source);
        var configured = fetching.Find(row.Name);
        return row with
        {
            Title = source?.Title ?? row.Source,
            NamesCompanies = source?.NamesCompanies ?? true,
            CheckedAt = seen,
            AgeDays = age,
            HeldDelivery = held?.Id,
            HeldBecause = held is null ? null : WatchlistErrors.Cause(held.Cause),
            FetchedFrom = configured is null ? [] : [.. configured.Addresses.Select(a => a.Host).Distinct(StringComparer.Ordinal)],
            Schedule = configured?.Schedule,
            Health = held is { Cause: not HoldCause.Failed } ? ListHealth.Held
                : held is not null ? ListHealth.FetchFailed
                : age is null ? ListHealth.NeverLoaded
                : age > OldAfterDays ? ListHealth.Old
                : ListHealth.UpToDate,
        };
    }
}
