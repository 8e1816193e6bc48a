using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.Watchlists;

/// <summary>A list file to take in as a snapshot.</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="FileName">As the user knows it.</param>
/// <param name="Name">Name of the list.</param>
/// <param name="PublishedOn">As the publisher states; null if it does not.</param>
public sealed record WatchlistRequest(string Path, string FileName, string Name, DateOnly? PublishedOn = null);

/// <summary>What a snapshot changed.</summary>
/// <param name="List">The list.</param>
/// <param name="Snapshot">The snapshot taken, or the current one if the file was the same.</param>
/// <param name="IsNew">False if the same file had been taken before and nothing changed.</param>
/// <param name="Warnings">Rows taken with a reservation; may be empty.</param>
public sealed record WatchlistReport(Watchlist List, Snapshot Snapshot, bool IsNew, IReadOnlyList<ListIssue> Warnings);

/// <summary>Takes a list in as a snapshot in time: what it said from when to when, and when we knew it. A file with errors changes nothing.</summary>
public sealed class ImportWatchlist(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<WatchlistReport>> ImportAsync(Actor actor, WatchlistRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) return WatchlistErrors.NoName();
        if (!File.Exists(request.Path)) return WatchlistErrors.NoFile(request.FileName);
        var reading = CustomListReader.Read(request.Path, request.Name);
        if (reading.Entries.Count == 0 || reading.Issues.Count > 0) return Result<WatchlistReport>.Refused(WatchlistErrors.Of(request.FileName, reading));

        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Watchlists, ct);
        var name = Words.Visible(request.Name.Trim());
        var list = await db.Watchlists.FirstOrDefaultAsync(w => w.Name == name, ct);
        if (list is null)
        {
            list = new Watchlist { Id = time.NewId(), Name = name, Source = "custom" };
            db.Watchlists.Add(list);
        }
        var current = await db.Snapshots.FirstOrDefaultAsync(s => s.Id == list.CurrentSnapshotId, ct);
        if (current?.Sha256 == reading.Sha256) return new WatchlistReport(list, current, IsNew: false, reading.Issues);

        var snapshot = new Snapshot
        {
            Id = time.NewId(),
            WatchlistId = list.Id,
            Sha256 = reading.Sha256,
            FileName = Words.Visible(request.FileName),
            PublishedOn = request.PublishedOn,
            RetrievedAt = time.Instant(),
            Rows = reading.Entries.Count,
        };
        db.Snapshots.Add(snapshot);
        await WriteAsync(db, list, snapshot, reading, ct);
        list.CurrentSnapshotId = snapshot.Id;
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, "watchlist.imported", $"watchlist:{list.Id}",
            new { list.Name, snapshot.Sha256, snapshot.Rows, snapshot.Added, snapshot.Changed, snapshot.Removed }, ct);
        await db.WakeInstancesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return new WatchlistReport(list, snapshot, IsNew: true, reading.Issues);
    }

    private async Task WriteAsync(SupplyRiskDb db, Watchlist list, Snapshot snapshot, ListReading reading, CancellationToken ct)
    {
        var today = time.Today();
        var before = await db.ListEntryVersions.StillKnownNow().Where(e => e.WatchlistId == list.Id).AsNoTracking().ToListAsync(ct);
        var known = before.OrderBy(e => e.ValidFrom).ToLookup(e => e.EntryId, StringComparer.Ordinal);
        var insert = new List<ListEntryVersion>();
        var close = new List<Guid>();

        // From that day on the entry is what is said now: two states of one entry on one day would be two answers.
        void EndAt(IEnumerable<ListEntryVersion> versions, DateOnly day)
        {
            foreach (var version in versions.Where(e => e.ValidTo > day))
            {
                close.Add(version.Id);
                if (version.ValidFrom < day) insert.Add(Ended(version, snapshot, day, time.NewId()));
            }
        }

        foreach (var entry in reading.Entries)
        {
            var (old, hash, to) = (known[entry.Id].LastOrDefault(), FactsHash(entry), entry.DelistedOn ?? TwoTimes.OpenEnd);
            if (old is not null && old.FactsHash == hash && old.ValidTo == to) continue;
            if (old is null || (old.ValidTo <= today && to > today)) snapshot.Added++;
            else snapshot.Changed++;
            var from = Since(entry, old, today, to);
            EndAt(known[entry.Id], from);
            insert.Add(Version(list, snapshot, entry, hash, from));
        }
        // What the list no longer names is kept with its end.
        var named = reading.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Where(g => !named.Contains(g.Key) && g.Any(e => e.ValidTo > today)))
        {
            snapshot.Removed++;
            EndAt(gone, today);
        }
        await db.SaveChangesAsync(ct);
        foreach (var some in close.Chunk(500))
            await db.ListEntryVersions.Where(e => some.Contains(e.Id)).ExecuteUpdateAsync(u => u.SetProperty(e => e.KnownTo, snapshot.RetrievedAt), ct);
        await db.BulkInsertAsync(insert, ct);
    }

    // Until today it said the old, unless the new says since when it has said so, or that it ended before today.
    private static DateOnly Since(ListEntry entry, ListEntryVersion? old, DateOnly today, DateOnly to)
    {
        var from = entry.ListedOn ?? (old is null ? TwoTimes.OpenStart : old.ValidFrom > today ? old.ValidFrom : today);
        if (from < to) return from;
        return old is not null && old.ValidFrom < to ? old.ValidFrom : TwoTimes.OpenStart;
    }

    private ListEntryVersion Version(Watchlist list, Snapshot snapshot, ListEntry entry, string hash, DateOnly from) => new()
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

    private static ListEntryVersion Ended(ListEntryVersion e, Snapshot snapshot, DateOnly day, Guid id) => new()
    {
        Id = id,
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
            e.IncludesSubsidiaries, e.Programme, e.SourceUrl, e.ListedOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            e.DelistedOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
