using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Data;

/// <summary>Work waits until a run takes it, is handed out by key, and is done once.</summary>
public abstract class WorkQueueTests(Store store) : HandlerTest(store)
{
    private static readonly Guid Run = Guid.CreateVersion7();

    public sealed class OnSqlite() : WorkQueueTests(Store.Sqlite);

    public sealed class OnPostgres() : WorkQueueTests(Store.Postgres);

    [Fact]
    public async Task A_run_is_given_what_waits_and_not_what_comes_later()
    {
        await AddAsync(5);
        (await GiveAsync()).ShouldBe(5);
        await AddAsync(1);
        (await NextAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Work_for_later_is_not_given_before_its_time()
    {
        await WriteAsync(db => db.BulkInsertAsync([WorkQueue.Row(WorkKind.Score, Guid.CreateVersion7(), "later", It.Clock.Instant().AddSeconds(1))], Ct));
        (await GiveAsync()).ShouldBe(0);
        It.Clock.Advance(TimeSpan.FromSeconds(1.5));
        (await GiveAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Every_key_lies_in_one_of_the_ranges_and_comes_once_however_many_rows_it_has()
    {
        var keys = await AddAsync(300);
        await WriteAsync(async db => { await db.AddWorkAsync(WorkKind.Score, keys, "again", It.Clock.Instant(), Ct); return 0; });
        await AddAsync(3, WorkKind.Match);
        await GiveAsync();
        var begins = await It.ReadAsync(db => db.SplitAsync(Run, WorkKind.Score, 600, 4, long.MaxValue, Ct));
        begins.Count.ShouldBe(4);
        var ranges = new List<List<Guid>>();
        foreach (var (from, to) in begins.Zip([.. begins.Skip(1), Guid.AllBitsSet])) ranges.Add(await NextAsync(from, to));
        ranges.ShouldAllBe(r => r.Count == 75);
        ranges.SelectMany(r => r).ShouldBe(keys.Order());
    }

    [Fact]
    public async Task Doing_a_key_does_all_its_rows_but_those_of_a_later_round()
    {
        var keys = await AddAsync(2);
        await WriteAsync(async db => { await db.AddWorkAsync(WorkKind.Score, keys, "again", It.Clock.Instant(), Ct); return 0; });
        await GiveAsync();
        var upTo = await It.ReadAsync(db => db.Work.MaxAsync(w => w.Id, Ct));
        await WriteAsync(async db => { await db.AddRunWorkAsync(Run, WorkKind.Score, keys, "next_round", It.Clock.Instant(), Ct); return 0; });
        (await WriteAsync(db => db.CompleteWorkAsync(Run, WorkKind.Score, [keys[0]], upTo, Ct))).ShouldBe(2);
        (await NextAsync(upTo)).ShouldBe([keys[1]]);
        (await NextAsync()).Order().ShouldBe(keys.Order());
    }

    [Fact]
    public async Task One_key_with_many_rows_is_not_split()
    {
        var keys = await AddAsync(1);
        for (var i = 0; i < 9; i++)
            await WriteAsync(async db => { await db.AddWorkAsync(WorkKind.Score, keys, "again", It.Clock.Instant(), Ct); return 0; });
        await GiveAsync();
        (await It.ReadAsync(db => db.SplitAsync(Run, WorkKind.Score, 10, 4, long.MaxValue, Ct))).Count.ShouldBeLessThanOrEqualTo(2);
    }

    private Task<List<Guid>> NextAsync(long upTo = long.MaxValue) => NextAsync(Guid.Empty, Guid.AllBitsSet, upTo);

    private Task<List<Guid>> NextAsync(Guid from, Guid to, long upTo = long.MaxValue) =>
        It.ReadAsync(db => db.NextKeysAsync(Run, WorkKind.Score, from, to, upTo, 1_000, Ct));

    private Task<int> GiveAsync() => WriteAsync(db => db.GiveWorkAsync(Run, It.Clock.Instant(), Ct));

    private async Task<List<Guid>> AddAsync(int rows, string kind = WorkKind.Score)
    {
        var keys = Enumerable.Range(0, rows).Select(_ => Guid.CreateVersion7()).ToList();
        await WriteAsync(async db => { await db.AddWorkAsync(kind, keys, "because", It.Clock.Instant(), Ct); return 0; });
        return keys;
    }

    private Task<T> WriteAsync<T>(Func<SupplyRiskDb, Task<T>> write) => It.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        var result = await write(db);
        await transaction.CommitAsync(Ct);
        return result;
    });
}
