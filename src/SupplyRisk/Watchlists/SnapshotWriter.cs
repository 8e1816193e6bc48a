using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Watchlists;

/// <summary>
/// Writes what a list says now as versions in two times: what came, what changed, what is gone. Entries stream through; of those known before only
/// a line each is kept in memory.
/// </summary>
internal sealed class SnapshotWriter(SupplyRiskDb db, TimeProvider time, Watchlist list, Snapshot snapshot)
{
    private readonly DateOnly today = time.Today();
    private readonly List<(Guid Id, DateOnly Day)> close = [];
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private Dictionary<string, List<Known>> known = [];

    private sealed record Known(Guid Id, string EntryId, string FactsHash, DateOnly ValidFrom, DateOnly ValidTo);

    /// <returns>How many entries the list has.</returns>
    public async Task<int> WriteAsync(IEnumerable<ListEntry> entries, CancellationToken ct)
    {
        known = (await db.ListEntryVersions.StillKnownNow().Where(e => e.WatchlistId == list.Id)
                .Select(e => new Known(e.Id, e.EntryId, e.FactsHash, e.ValidFrom, e.ValidTo)).ToListAsync(ct))
            .GroupBy(e => e.EntryId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderBy(e => e.ValidFrom).ToList(), StringComparer.Ordinal);
        await db.SaveChangesAsync(ct);
        await db.BulkInsertAsync(Fresh(entries, ct), ct);
        // What the list no longer names is kept with its end.
        foreach (var (id, versions) in known.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            if (named.Contains(id) || !versions.Exists(v => v.ValidTo > today)) continue;
            snapshot.Removed++;
            EndAt(versions, today);
        }
        await EndAsync(ct);
        return named.Count;
    }

    private IEnumerable<ListEntryVersion> Fresh(IEnumerable<ListEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries)
        {
            ct.ThrowIfCancellationRequested();
            named.Add(entry.Id);
            var before = known.GetValueOrDefault(entry.Id) ?? [];
            var (old, hash, to) = (before.LastOrDefault(), FactsHash(entry), entry.DelistedOn ?? TwoTimes.OpenEnd);
            if (old is not null && old.FactsHash == hash && old.ValidTo == to) continue;
            if (old is null || (old.ValidTo <= today && to > today)) snapshot.Added++;
            else snapshot.Changed++;
            var from = Since(entry, before, to);
            EndAt(before, from);
            yield return Version(entry, hash, from);
        }
    }

    // From that day on the entry is what is said now: two states of one entry on one day would be two answers.
    private void EndAt(List<Known> versions, DateOnly day) => close.AddRange(versions.Where(v => v.ValidTo > day).Select(v => (v.Id, day)));

    // Until today it said the old: the day an entry was listed says nothing of when it got another alias. Unless that day is another than it was, or the entry ended before today.
    private DateOnly Since(ListEntry entry, List<Known> before, DateOnly to)
    {
        var old = before.LastOrDefault();
        var from = entry.ListedOn is { } listed && listed != before.FirstOrDefault()?.ValidFrom ? listed
            : old is null ? TwoTimes.OpenStart
            : old.ValidFrom > today ? old.ValidFrom : today;
        if (from < to) return from;
        if (entry.ListedOn < to) return entry.ListedOn.Value;
        return old is not null && old.ValidFrom < to ? old.ValidFrom : TwoTimes.OpenStart;
    }

    // We knew it otherwise until now; from now on we know that it ended that day.
    private async Task EndAsync(CancellationToken ct)
    {
        foreach (var some in close.Chunk(500))
        {
            var days = some.ToDictionary(c => c.Id, c => c.Day);
            var ids = days.Keys.ToList();
            var versions = await db.ListEntryVersions.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id).ToListAsync(ct);
            await db.ListEntryVersions.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(u => u.SetProperty(e => e.KnownTo, snapshot.RetrievedAt), ct);
            await db.BulkInsertAsync(versions.Where(v => v.ValidFrom < days[v.Id]).Select(v => Ended(v, days[v.Id])), ct);
        }
    }

    private ListEntryVersion Version(ListEntry entry, string hash, DateOnly from) => new()
    {
        Id = time.NewId(),
        WatchlistId = list.Id,
        EntryId = entry.Id,
        SnapshotId = snapshot.Id,
        ValidFrom = from,
        ValidTo = entry.DelistedOn ?? TwoTimes.OpenEnd,
        KnownFrom = snapshot.RetrievedAt,
        KnownTo = TwoTimes.StillKnown,
        FactsHash = hash,
        Name = entry.Name,
        Aliases = string.Join('|', entry.Aliases),
        Country = entry.Country,
        Address = entry.Address,
        Identifiers = string.Join('|', entry.Identifiers),
        IncludesSubsidiaries = entry.IncludesSubsidiaries,
        Programme = entry.Programme,
        SourceUrl = entry.SourceUrl,
    };

    private ListEntryVersion Ended(ListEntryVersion e, DateOnly day) => new()
    {
        Id = time.NewId(),
        WatchlistId = e.WatchlistId,
        EntryId = e.EntryId,
        SnapshotId = snapshot.Id,
        ValidFrom = e.ValidFrom,
        ValidTo = day,
        KnownFrom = snapshot.RetrievedAt,
        KnownTo = TwoTimes.StillKnown,
        FactsHash = e.FactsHash,
        Name = e.Name,
        Aliases = e.Aliases,
        Country = e.Country,
        Address = e.Address,
        Identifiers = e.Identifiers,
        IncludesSubsidiaries = e.IncludesSubsidiaries,
        Programme = e.Programme,
        SourceUrl = e.SourceUrl,
    };

    private static string FactsHash(ListEntry e)
    {
        var text = string.Join('\u001f', e.Name, string.Join('|', e.Aliases), e.Country, e.Address, string.Join('|', e.Identifiers),
            e.IncludesSubsidiaries, e.Programme, e.SourceUrl, e.ListedOn?.ToString("O", CultureInfo.InvariantCulture), e.DelistedOn?.ToString("O", CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
