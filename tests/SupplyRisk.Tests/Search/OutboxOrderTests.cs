using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Search;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Search;

/// <summary>Many write to the outbox at once, and commit when they please: the reader misses nothing, and what it reads last is what stands.</summary>
public abstract class OutboxOrderTests(Store store) : HandlerTest(store)
{
    private const int Writers = 6, Entities = 8, Each = 40, Patience = 3_000;

    // PostgreSQL holds rows back while anybody on the server writes, the tests of other databases too.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public sealed class OnSqlite() : OutboxOrderTests(Store.Sqlite);

    [Collection(Alone.Name)]
    public sealed class OnPostgres() : OutboxOrderTests(Store.Postgres);

    [Fact]
    public async Task Every_row_is_read_once_and_the_newest_state_of_each_thing_wins()
    {
        var things = Enumerable.Range(0, Entities).Select(_ => Guid.CreateVersion7()).ToArray();
        using var written = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(written.Token), Ct);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => WriteAsync(w, things), Ct)));
        await written.CancelAsync();
        var (rows, index) = await reading;
        (rows.Count, rows.Distinct().Count()).ShouldBe((Writers * Each, Writers * Each));
        var truth = await It.ReadAsync(db => db.Settings.ToDictionaryAsync(s => s.Key, s => s.Value, Ct));
        foreach (var thing in things)
            for (var half = 0; half < 2; half++)
                if (truth.TryGetValue(Key(thing, half), out var value)) index[thing].State[half].ShouldBe(value);
    }

    [Fact]
    public async Task Records_read_for_a_rebuild_give_way_to_whatever_is_committed_after_it_began()
    {
        if (Store == Store.Sqlite) Assert.Skip("SQLite: nobody else has a transaction open.");
        var thing = Guid.CreateVersion7();
        await using var open = It.Open();
        await using var transaction = await open.Database.BeginTransactionAsync(Ct);
        await open.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = thing }], Ct);
        var end = await It.ReadAsync(db => OutboxReader.EndAsync(db, Ct)); // noted while the other is under way
        await transaction.CommitAsync(Ct);
        var rows = await It.ReadAsync(db => OutboxReader.NextAsync(db, end, 10, Ct));
        for (var waited = 0; rows.Count == 0 && waited < Patience; waited++)
        {
            await Task.Delay(Pause, Ct);
            rows = await It.ReadAsync(db => OutboxReader.NextAsync(db, end, 10, Ct));
        }
        var row = rows.ShouldHaveSingleItem();
        OutboxReader.VersionOf(row).ShouldBeGreaterThan(OutboxReader.VersionBefore(end));
    }

    [Fact]
    public async Task A_position_of_another_database_is_known_as_such()
    {
        var end = await It.ReadAsync(db => OutboxReader.EndAsync(db, Ct));
        (await It.ReadAsync(db => OutboxReader.IsOfThisServerAsync(db, end, Ct))).ShouldBeTrue();
        var foreign = Store == Store.Postgres ? new OutboxPosition(end.Transaction + 1_000_000, 5) : new OutboxPosition(17, 5);
        (await It.ReadAsync(db => OutboxReader.IsOfThisServerAsync(db, foreign, Ct))).ShouldBeFalse();
    }

    // A thing has two halves in rows of their own, so two writers may have it in hand at once, as a run and an import have a supplier.
    private async Task WriteAsync(int writer, Guid[] things)
    {
        var random = new Random(writer);
        for (var i = 0; i < Each; i++)
        {
            var (thing, half) = (things[random.Next(things.Length)], writer % 2);
            await using var db = It.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await db.BulkUpsertAsync([new Setting { Key = Key(thing, half), Value = $"{writer}-{i}" }], Ct);
            await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = thing }], Ct);
            if (Store == Store.Postgres) await Task.Delay(random.Next(12), Ct);
            await transaction.CommitAsync(Ct);
        }
    }

    private sealed record Indexed(long Version, string?[] State);

    private async Task<(List<long> Rows, Dictionary<Guid, Indexed> Index)> ReadAsync(CancellationToken written)
    {
        var (rows, index, cursor) = (new List<long>(), new Dictionary<Guid, Indexed>(), OutboxPosition.Start);
        for (var waited = 0; ;)
        {
            var last = written.IsCancellationRequested;
            await using var db = It.Open();
            var next = await OutboxReader.NextAsync(db, cursor, 7, Ct);
            foreach (var thing in next.GroupBy(r => r.EntityId))
            {
                var version = thing.Max(OutboxReader.VersionOf);
                var (one, two) = (Key(thing.Key, 0), Key(thing.Key, 1));
                var state = await db.Settings.AsNoTracking().Where(s => s.Key == one || s.Key == two).ToDictionaryAsync(s => s.Key, s => s.Value, Ct);
                if (index.TryGetValue(thing.Key, out var there) && there.Version >= version) continue; // as the index does
                index[thing.Key] = new Indexed(version, [state.GetValueOrDefault(one), state.GetValueOrDefault(two)]);
            }
            rows.AddRange(next.Select(r => r.Id));
            if (next.Count > 0) cursor = OutboxReader.PositionOf(next[^1]);
            else if (last && (rows.Count >= Writers * Each || ++waited > Patience)) return (rows, index);
            else if (last) await Task.Delay(Pause, Ct);
        }
    }

    private static string Key(Guid thing, int half) => $"{thing:N}-{half}";
}
