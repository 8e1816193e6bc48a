using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Views;

namespace SupplyRisk.Review.Cases;

/// <summary>Filters of the queue under names of one's own. They hold an address, nothing else, so they may be kept by whoever may look.</summary>
public sealed class QueueFilters(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public const int Most = 30;

    private const string Page = "review";

    /// <summary>The actor's, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.SavedViews.AsNoTracking().Where(f => f.OwnerId == actor.Id && f.Page == Page).OrderBy(f => f.Name).ToListAsync(ct);
    }

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="name">1 to 60 characters.</param>
    /// <param name="query">As the queue's own address has it; made from a parsed query, never taken as it came.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<SavedView>> SaveAsync(Actor actor, string name, string query, CancellationToken ct)
    {
        var called = Words.WithoutHidden(name).Trim();
        if (called.Length is 0 or > 60) return CaseErrors.FilterName();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct); // two of the same name at once would be refused by the database
        var mine = await db.SavedViews.Where(f => f.OwnerId == actor.Id && f.Page == Page).ToListAsync(ct);
        var found = mine.Find(f => f.Name == called);
        if (found is null && mine.Count >= Most) return CaseErrors.TooManyFilters(Most);
        if (found is null) db.SavedViews.Add(found = new SavedView { Id = time.NewId(), OwnerId = actor.Id, Page = Page, Name = called, Query = query, At = time.Instant() });
        (found.Query, found.At) = (query, time.Instant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return found;
    }

    public async Task DeleteAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.SavedViews.Where(f => f.Id == id && f.OwnerId == actor.Id && f.Page == Page).ExecuteDeleteAsync(ct);
    }
}
