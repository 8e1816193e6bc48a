using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Data;

/// <summary>Work is claimed by one, done once, and free again when its owner is gone.</summary>
public abstract class WorkQueueTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : WorkQueueTests(Store.Sqlite);

    public sealed class OnPostgres() : WorkQueueTests(Store.Postgres);

    [Fact]
    public async Task Claims_the_oldest_of_its_kind_and_nobody_else_gets_them()
    {
        await AddAsync(5);
        await AddAsync(1, WorkKind.Match);
        var first = await ClaimAsync("one", 3);
        first.Select(w => w.Id).ShouldBe(first.Select(w => w.Id).Order());
        first.ShouldAllBe(w => w.Owner == "one" && w.Attempts == 1 && w.Kind == WorkKind.Score);
        (await ClaimAsync("two", 10)).Count.ShouldBe(2);
        (await ClaimAsync("three", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_for_later_is_not_claimed_before_its_time()
    {
        await It.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await db.BulkInsertAsync([WorkQueue.Row(WorkKind.Score, Guid.CreateVersion7(), "later", It.Clock.Instant().AddSeconds(1))], Ct);
            await transaction.CommitAsync(Ct);
            return 0;
        });
        (await ClaimAsync("one", 1)).ShouldBeEmpty();
        It.Clock.Advance(TimeSpan.FromSeconds(1.5));
        (await ClaimAsync("one", 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_owner_that_comes_back_after_its_lease_may_not_complete()
    {
        await AddAsync(2);
        var late = await ClaimAsync("late", 2);
        It.Clock.Advance(TimeSpan.FromMinutes(5));
        var taken = await ClaimAsync("heir", 2);
        taken.ShouldAllBe(w => w.Attempts == 2);
        await Should.ThrowAsync<LeaseLostException>(() => CompleteAsync(late));
        await CompleteAsync(taken);
        (await CountAsync<Work>()).ShouldBe(0);
    }

    private Task<List<Work>> ClaimAsync(string owner, int limit) =>
        It.ReadAsync(db => db.ClaimWorkAsync(WorkKind.Score, owner, limit, It.Clock.Instant(), It.Clock.Instant().AddMinutes(2), Ct));

    private Task<int> CompleteAsync(IReadOnlyList<Work> claimed) => It.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await db.CompleteWorkAsync(claimed, Ct);
        await transaction.CommitAsync(Ct);
        return 0;
    });

    private Task<int> AddAsync(int rows, string kind = WorkKind.Score) => It.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await db.AddWorkAsync(kind, Enumerable.Range(0, rows).Select(_ => Guid.CreateVersion7()), "because", It.Clock.Instant(), Ct);
        await transaction.CommitAsync(Ct);
        return rows;
    });
}
