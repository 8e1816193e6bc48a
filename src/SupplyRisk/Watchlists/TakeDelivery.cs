using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Watchlists;

/// <summary>A list's files that have just arrived.</summary>
public sealed record Arrived(string Name, WatchlistSource Source, ListFiles Files, ReadingOptions Reading, DateOnly? PublishedOn)
{
    /// <summary>Where they were fetched from; null if they were handed over.</summary>
    public string? Address { get; init; }

    /// <summary>What the server gave to ask with next time.</summary>
    public string? ValidatorsJson { get; init; }

    /// <summary>False to refuse a file with errors instead of holding it.</summary>
    public bool HoldsErrors { get; init; } = true;
}

/// <summary>Takes arrived files in as a snapshot, or holds them for a person. What is held changes no entry, so it changes no flag.</summary>
public sealed class TakeDelivery(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IWorkSignal signal, DataOptions data)
{
    private const int ReasonsKept = 50;

    private readonly KeptFiles kept = new(data.Folder);

    /// <returns>The snapshot; or why the files are held or cannot be used.</returns>
    public async Task<Result<WatchlistReport>> TakeAsync(Actor actor, Arrived arrived, CancellationToken ct)
    {
        var sha256 = arrived.Files.Sha256();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.Name == arrived.Name, ct) is { } before && await SameAsync(db, before, arrived, sha256, ct) is { } same) return same;
        var survey = ReadList.Survey(arrived.Source, arrived.Files, arrived.Reading); // before the turn: a large file takes its time
        if (survey.Notes.Issues.Count > 0 && !arrived.HoldsErrors) return Result<WatchlistReport>.Refused(WatchlistErrors.Of(arrived.Files.Names, survey.Notes.Issues));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Watchlists, ct);
        var list = await ListAsync(db, arrived.Name, arrived.Source.Id, ct);
        var current = await db.Snapshots.FirstOrDefaultAsync(s => s.Id == list.CurrentSnapshotId, ct);
        // Somebody else may have taken the very file in while this one was read.
        if (current?.Sha256 == sha256 && await db.ListDeliveries.AnyAsync(d => d.SnapshotId == current.Id && d.IncludePersons == arrived.Reading.IncludePersons && d.Mapping == arrived.Reading.Mapping, ct))
            return new WatchlistReport(list, current, IsNew: false, []);
        var cause = CauseOf(survey, current);
        var delivery = Delivery(actor, arrived, survey, list, current, sha256, cause);
        var result = cause is null
            ? await SnapshotAsync(db, actor, list, delivery, arrived, ct)
            : await HoldAsync(db, actor, list, delivery, arrived, ct);
        await transaction.CommitAsync(ct);
        if (result.Done) signal.Set();
        return result;
    }

    /// <summary>Notes that a list could not be fetched; once while it keeps failing, with the time and reason of the last.</summary>
    public async Task<Refusal> FailedAsync(Actor actor, string name, WatchlistSource source, string address, string reason, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Watchlists, ct);
        var list = await ListAsync(db, name, source.Id, ct);
        var open = await db.ListDeliveries.FirstOrDefaultAsync(d => d.WatchlistId == list.Id && d.State == DeliveryState.Held && d.Cause == HoldCause.Failed, ct);
        var first = open is null;
        if (open is null)
        {
            open = new ListDelivery
            {
                Id = time.NewId(),
                WatchlistId = list.Id,
                At = time.Instant(),
                ActorId = actor.Id,
                FileNames = "",
                Address = address,
                State = DeliveryState.Held,
                Cause = HoldCause.Failed,
                ReasonsJson = Json([reason]),
                RemarksJson = Json([]),
                Bytes = 0,
                Rows = 0,
                IncludePersons = false,
            };
            db.ListDeliveries.Add(open);
        }
        (open.At, open.ReasonsJson) = (time.Instant(), Json([reason]));
        await db.SaveChangesAsync(ct);
        if (first) await audit.AppendAsync(db, actor, "watchlist.fetch_failed", $"watchlist:{list.Id}", new { list.Name, address, reason }, ct);
        await transaction.CommitAsync(ct);
        return WatchlistErrors.NotFetched(list.Name, reason);
    }

    /// <summary>Notes that the publisher says what we have already.</summary>
    public async Task UnchangedAsync(string name, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Watchlists, ct);
        var list = await db.Watchlists.FirstAsync(w => w.Name == name, ct);
        // Unless what we have is only held: then nothing new is known of what the list says.
        if (!await db.ListDeliveries.AnyAsync(d => d.WatchlistId == list.Id && d.State == DeliveryState.Held && d.Cause != HoldCause.Failed, ct)) list.CheckedAt = time.Instant();
        await SupersedeAsync(db, list, failedOnly: true, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes a held delivery in though it was held. Call within the transaction of the decision.</summary>
    internal async Task<Result<WatchlistReport>> ReleaseAsync(SupplyRiskDb db, Actor actor, Watchlist list, ListDelivery delivery, CancellationToken ct)
    {
        if (kept.Find(delivery) is not { } files || WatchlistSources.Find(list.Source) is not { } source) return WatchlistErrors.FilesGone(delivery);
        var arrived = new Arrived(list.Name, source, files, new ReadingOptions(delivery.IncludePersons, delivery.Mapping), delivery.PublishedOn) { Address = delivery.Address };
        return await SnapshotAsync(db, actor, list, delivery, arrived, ct);
    }

    internal void Forget(Guid delivery) => kept.Forget([delivery]);

    // The same bytes again, read the same way, are no news; and what a person has put away stays away.
    private async Task<Result<WatchlistReport>?> SameAsync(SupplyRiskDb db, Watchlist list, Arrived arrived, string sha256, CancellationToken ct)
    {
        var (persons, mapping) = (arrived.Reading.IncludePersons, arrived.Reading.Mapping);
        var last = await db.ListDeliveries.AsNoTracking().Where(d => d.WatchlistId == list.Id && d.Sha256 == sha256 && d.IncludePersons == persons && d.Mapping == mapping && d.State != DeliveryState.Superseded)
            .OrderByDescending(d => d.At).FirstOrDefaultAsync(ct);
        var current = await db.Snapshots.AsNoTracking().FirstOrDefaultAsync(s => s.Id == list.CurrentSnapshotId, ct);
        if (current?.Sha256 == sha256 && (last is null || last.SnapshotId == current.Id))
        {
            await UnchangedAsync(list.Name, ct);
            return new WatchlistReport(list, current, IsNew: false, []);
        }
        return last?.State switch
        {
            DeliveryState.Held => Result<WatchlistReport>.Refused(WatchlistErrors.Held(list.Name, last, Texts(last.ReasonsJson))),
            DeliveryState.Discarded when arrived.Address is not null => WatchlistErrors.DiscardedBefore(list.Name, last),
            _ => null,
        };
    }

    private static HoldCause? CauseOf(ListSurvey survey, Snapshot? current) =>
        survey.Notes.EndedEarly || survey.Rows == 0 ? HoldCause.Unreadable
        : survey.Notes.Issues.Count > 0 ? HoldCause.UnknownShapes
        : current is not null && survey.Rows < current.Rows * 0.8 ? HoldCause.Shrunk
        : null;

    private async Task<Watchlist> ListAsync(SupplyRiskDb db, string name, string source, CancellationToken ct)
    {
        var list = await db.Watchlists.FirstOrDefaultAsync(w => w.Name == name, ct);
        if (list is not null) return list;
        list = new Watchlist { Id = time.NewId(), Name = name, Source = source };
        db.Watchlists.Add(list);
        return list;
    }

    private ListDelivery Delivery(Actor actor, Arrived arrived, ListSurvey survey, Watchlist list, Snapshot? current, string sha256, HoldCause? cause)
    {
        List<string> reasons = [.. survey.Notes.Issues.Take(ReasonsKept).Select(i => i.ToString())];
        if (survey.Notes.Issues.Count > ReasonsKept) reasons.Add($"and {survey.Notes.Issues.Count - ReasonsKept} more");
        if (cause == HoldCause.Shrunk) reasons.Insert(0, $"It has {survey.Rows} entries where the list has {current?.Rows}: more than a fifth fewer.");
        return new ListDelivery
        {
            Id = time.NewId(),
            WatchlistId = list.Id,
            At = time.Instant(),
            ActorId = actor.Id,
            FileNames = arrived.Files.Names,
            Address = arrived.Address,
            State = cause is null ? DeliveryState.Taken : DeliveryState.Held,
            Cause = cause,
            ReasonsJson = Json(reasons),
            RemarksJson = Json(RemarksOf(survey.Notes)),
            Sha256 = sha256,
            Bytes = arrived.Files.Bytes,
            Rows = survey.Rows,
            RowsBefore = current?.Rows,
            PublishedOn = arrived.PublishedOn ?? survey.PublishedOn,
            IncludePersons = arrived.Reading.IncludePersons,
            Mapping = arrived.Reading.Mapping,
        };
    }

    private static List<string> RemarksOf(ReadingNotes notes) =>
        [.. notes.LeftOut.Select(l => $"left out: {l.Value} {l.Key}"), .. notes.Remarks.Select(r => r.Value == 1 ? r.Key : $"{r.Key} ({r.Value} times)")];

    private async Task<Result<WatchlistReport>> HoldAsync(SupplyRiskDb db, Actor actor, Watchlist list, ListDelivery delivery, Arrived arrived, CancellationToken ct)
    {
        await SupersedeAsync(db, list, failedOnly: false, ct);
        list.ValidatorsJson = arrived.ValidatorsJson; // the same file is not to be fetched again each day
        db.ListDeliveries.Add(delivery);
        await db.SaveChangesAsync(ct);
        kept.Keep(delivery.Id, arrived.Files);
        await audit.AppendAsync(db, actor, "watchlist.held", $"watchlist:{list.Id}", new { list.Name, delivery.Id, Cause = delivery.Cause?.ToString(), delivery.Sha256, delivery.Rows, delivery.RowsBefore }, ct);
        return Result<WatchlistReport>.Refused(WatchlistErrors.Held(list.Name, delivery, Texts(delivery.ReasonsJson)));
    }

    private async Task<Result<WatchlistReport>> SnapshotAsync(SupplyRiskDb db, Actor actor, Watchlist list, ListDelivery delivery, Arrived arrived, CancellationToken ct)
    {
        await SupersedeAsync(db, list, failedOnly: false, ct, but: delivery.Id);
        var snapshot = new Snapshot
        {
            Id = time.NewId(),
            WatchlistId = list.Id,
            Sha256 = delivery.Sha256!, // what did not arrive is not taken
            FileName = delivery.FileNames,
            PublishedOn = delivery.PublishedOn,
            RetrievedAt = time.Instant(),
            Rows = delivery.Rows,
        };
        db.Snapshots.Add(snapshot);
        if (delivery.State == DeliveryState.Taken) db.ListDeliveries.Add(delivery);
        await new SnapshotWriter(db, time, list, snapshot).WriteAsync(ReadList.Entries(arrived.Source, arrived.Files, new ReadingNotes(arrived.Reading)), ct);
        (list.CurrentSnapshotId, list.CheckedAt, delivery.SnapshotId) = (snapshot.Id, snapshot.RetrievedAt, snapshot.Id);
        if (delivery.State == DeliveryState.Taken) list.ValidatorsJson = arrived.ValidatorsJson;
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, "watchlist.imported", $"watchlist:{list.Id}",
            new { list.Name, snapshot.Sha256, snapshot.Rows, snapshot.Added, snapshot.Changed, snapshot.Removed, arrived.Address }, ct);
        await db.WakeInstancesAsync(ct);
        return new WatchlistReport(list, snapshot, IsNew: true, Texts(delivery.RemarksJson));
    }

    private async Task SupersedeAsync(SupplyRiskDb db, Watchlist list, bool failedOnly, CancellationToken ct, Guid but = default)
    {
        var held = await db.ListDeliveries.Where(d => d.WatchlistId == list.Id && d.State == DeliveryState.Held && d.Id != but && (!failedOnly || d.Cause == HoldCause.Failed)).ToListAsync(ct);
        foreach (var d in held) (d.State, d.DecidedAt) = (DeliveryState.Superseded, time.Instant());
        kept.Forget(held.Select(d => d.Id));
    }

    internal static string Json(IReadOnlyList<string> texts) => JsonConvert.SerializeObject(texts, Formatting.None);

    /// <summary>The sentences of a delivery.</summary>
    public static IReadOnlyList<string> Texts(string json) => JsonConvert.DeserializeObject<List<string>>(json) ?? [];
}
