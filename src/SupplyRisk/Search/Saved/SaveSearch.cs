using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Search.Saved;

/// <summary>What to save.</summary>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Text">As typed into the search box.</param>
/// <param name="Watch">Whether new hits are to be reported after each run.</param>
public sealed record SaveSearchRequest(string Name, string Text, bool Watch);

/// <summary>Keeps, changes and forgets a person's searches.</summary>
public sealed class SaveSearch(IDbContextFactory<SupplyRiskDb> databases, CheckWatches watches, TimeProvider time, AuditTrail audit)
{
    public async Task<Result<SavedSearch>> SaveAsync(Actor actor, SaveSearchRequest request, CancellationToken ct)
    {
        if (Wrong(request) is { Count: > 0 } wrong) return Result<SavedSearch>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TakenAsync(db, actor, request, null, ct)) return SavedSearchErrors.NameTaken(request.Name.Trim());
        var saved = new SavedSearch { Id = time.NewId(), OwnerId = actor.Id, Name = request.Name.Trim(), Text = request.Text.Trim(), CreatedAt = time.Instant() };
        db.SavedSearches.Add(saved);
        await SetWatchAsync(db, actor, saved, request.Watch, ct);
        await audit.AppendAsync(db, actor, "search.saved", $"search:{saved.Id}", new { saved.Name, saved.Text, request.Watch }, ct);
        await transaction.CommitAsync(ct);
        return request.Watch ? await BegunAsync(db, saved.Id, ct) : saved;
    }

    /// <summary>Renames it, asks something else, or begins or ends the watch. With another text the watch begins anew.</summary>
    public async Task<Result<SavedSearch>> ChangeAsync(Actor actor, Guid id, SaveSearchRequest request, CancellationToken ct)
    {
        if (Wrong(request) is { Count: > 0 } wrong) return Result<SavedSearch>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OwnAsync(db, actor, id, ct) is not { } saved) return SavedSearchErrors.NotFound();
        if (await TakenAsync(db, actor, request, id, ct)) return SavedSearchErrors.NameTaken(request.Name.Trim());
        var before = new { saved.Name, saved.Text, Watch = saved.WatchedSince is not null };
        var anew = saved.Text != request.Text.Trim();
        (saved.Name, saved.Text) = (request.Name.Trim(), request.Text.Trim());
        if (anew) await SetWatchAsync(db, actor, saved, false, ct);
        await SetWatchAsync(db, actor, saved, request.Watch, ct);
        await audit.AppendAsync(db, actor, "search.changed", $"search:{id}", new { before, after = new { saved.Name, saved.Text, request.Watch } }, ct);
        await transaction.CommitAsync(ct);
        return saved.WatchedSince is not null && saved.CheckedAt is null ? await BegunAsync(db, id, ct) : saved;
    }

    public async Task<Result<SavedSearch>> DeleteAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OwnAsync(db, actor, id, ct) is not { } saved) return SavedSearchErrors.NotFound();
        await db.WatchHits.Where(h => h.SavedSearchId == id).ExecuteDeleteAsync(ct);
        db.SavedSearches.Remove(saved);
        await audit.AppendAsync(db, actor, "search.deleted", $"search:{id}", new { saved.Name, saved.Text }, ct);
        await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Marks new hits as seen.</summary>
    /// <param name="actor">Its owner.</param>
    /// <param name="id">The saved search.</param>
    /// <param name="records">Which; null is all.</param>
    /// <param name="foundUntil">Hits found later stay new: nobody has looked at them. Null is now.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many were new.</returns>
    public async Task<Result<int>> MarkSeenAsync(Actor actor, Guid id, IReadOnlyList<Guid>? records, DateTime? foundUntil, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OwnAsync(db, actor, id, ct) is null) return SavedSearchErrors.NotFound();
        var (now, until) = (time.Instant(), foundUntil ?? time.Instant());
        var unseen = FindSavedSearches.SeenBy(db, actor).Where(h => h.SavedSearchId == id && h.SeenAt == null && h.FoundAt <= until);
        if (records is not null) unseen = unseen.Where(h => records.Contains(h.RecordId));
        var marked = await unseen.ExecuteUpdateAsync(u => u.SetProperty(h => h.SeenAt, now), ct);
        if (marked > 0) await audit.AppendAsync(db, actor, "watch.seen", $"search:{id}", new { marked, records, until }, ct);
        await transaction.CommitAsync(ct);
        return marked;
    }

    private async Task<SavedSearch> BegunAsync(SupplyRiskDb db, Guid id, CancellationToken ct)
    {
        await watches.BeginAsync(id, ct);
        return await db.SavedSearches.AsNoTracking().SingleAsync(s => s.Id == id, ct);
    }

    private static List<Refusal> Wrong(SaveSearchRequest request)
    {
        var wrong = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(request.Name)) wrong.Add(SavedSearchErrors.NameMissing());
        else if (request.Name.Trim().Length > SavedSearch.MaxName) wrong.Add(SavedSearchErrors.NameTooLong());
        if (string.IsNullOrWhiteSpace(request.Text)) wrong.Add(SavedSearchErrors.TextMissing());
        else wrong.AddRange(SearchText.ParseForAll(request.Text.Trim()).Problems.Select(SavedSearchErrors.NotUnderstood));
        return wrong;
    }

    private static Task<SavedSearch?> OwnAsync(SupplyRiskDb db, Actor actor, Guid id, CancellationToken ct) =>
        db.SavedSearches.FirstOrDefaultAsync(s => s.Id == id && s.OwnerId == actor.Id, ct);

    private static Task<bool> TakenAsync(SupplyRiskDb db, Actor actor, SaveSearchRequest request, Guid? but, CancellationToken ct)
    {
        var name = request.Name.Trim();
        return db.SavedSearches.AnyAsync(s => s.OwnerId == actor.Id && s.Name == name && s.Id != but, ct);
    }

    private async Task SetWatchAsync(SupplyRiskDb db, Actor actor, SavedSearch saved, bool watch, CancellationToken ct)
    {
        if (watch == (saved.WatchedSince is not null)) return;
        saved.WatchedSince = watch ? time.Instant() : null;
        (saved.CheckedAt, saved.CheckedRunId, saved.Waiting) = (null, null, null);
        await db.WatchHits.Where(h => h.SavedSearchId == saved.Id).ExecuteDeleteAsync(ct);
        await audit.AppendAsync(db, actor, watch ? "watch.begun" : "watch.ended", $"search:{saved.Id}", new { saved.Text }, ct);
    }
}
