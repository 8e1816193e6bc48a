using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Filters of the queue under names of one's own. They hold an address, nothing else, so they may be kept by whoever may look.</summary>
public sealed class QueueFilters(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public const int Most = 30;

    /// <summary>The actor's, by name.</summary>
    public async Task<IReadOnlyList<QueueFilter>> ListAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.QueueFilters.AsNoTracking().Where(f => f.OwnerId == actor.Id).OrderBy(f => f.Name).ToListAsync(ct);
    }

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="name">1 to 60 characters.</param>
    /// <param name="query">As the queue's own address has it; made from a parsed query, never taken as it came.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<QueueFilter>> SaveAsync(Actor actor, string name, string query, CancellationToken ct)
    {
        var called = Words.WithoutHidden(name).Trim();
        if (called.Length is 0 or > 60) return CaseErrors.FilterName();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct); // two of the same name at once would be refused by the database
        var mine = await db.QueueFilters.Where(f => f.OwnerId == actor.Id).ToListAsync(ct);
        var found = mine.Find(f => f.Name == called);
        if (found is null && mine.Count >= Most) return CaseErrors.TooManyFilters(Most);
        if (found is null) db.QueueFilters.Add(found = new QueueFilter { Id = time.NewId(), OwnerId = actor.Id, Name = called, Query = query });
        found.Query = query;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return found;
    }

    public async Task DeleteAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.QueueFilters.Where(f => f.Id == id && f.OwnerId == actor.Id).ExecuteDeleteAsync(ct);
    }
}
