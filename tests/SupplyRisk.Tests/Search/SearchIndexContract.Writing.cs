using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

/// <summary>Versions, deletions, cursor, rebuild.</summary>
public abstract partial class SearchIndexContract
{
    [Fact]
    public async Task The_same_batch_twice_changes_nothing()
    {
        (await Write(Portfolio())).ShouldBe(new WriteOutcome(5, 0, false));
        (await Write(Portfolio())).ShouldBe(new WriteOutcome(0, 5, false));
        (await Found("cotton")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_late_older_version_never_wins()
    {
        await Write(Supplier(1, "New Name", version: 3) with { Country = "DE" });
        (await Write(Supplier(1, "Old Name", version: 2) with { Country = "CN" })).PassedOver.ShouldBe(1);
        (await Found("new")).ShouldBe([1]);
        (await Found("old")).ShouldBeEmpty();
        (await Found("country:CN")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newer_version_replaces_words_and_values()
    {
        await Write(Supplier(1, "Old Name") with { Country = "CN" });
        await Write(Supplier(1, "New Name", version: 2) with { Country = "DE" });
        (await Found("old")).ShouldBeEmpty();
        (await Found("new")).ShouldBe([1]);
        (await Ask(Typed("") with { Facets = [SearchField.Country] })).Facets.Single().Counts.ShouldBe([new("DE", 1)]);
    }

    [Fact]
    public async Task Versions_within_one_batch_count_too()
    {
        (await Write(Supplier(1, "Second", version: 2), Supplier(1, "First", version: 1), Supplier(1, "Third", version: 3))).ShouldBe(new WriteOutcome(2, 1, false));
        (await Found("third")).ShouldBe([1]);
        (await Index.CountAsync(SearchKind.Supplier, SearchScope.All, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_deleted_stays_gone_when_an_older_state_comes_late_and_returns_with_a_newer_one()
    {
        await Write(Supplier(1, "Cotton"));
        await Write(new DeletedSearchRecord(SearchKind.Supplier) { Id = Id(1), Version = 5 });
        await Write(Supplier(1, "Cotton", version: 4));
        (await Found("cotton")).ShouldBeEmpty();
        (await Found("")).ShouldBeEmpty();
        (await Index.CountAsync(SearchKind.Supplier, SearchScope.All, Ct)).ShouldBe(0);

        await Write(Supplier(1, "Cotton again", version: 6));
        (await Found("cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_deletion_that_comes_before_its_record_holds()
    {
        await Write(new DeletedSearchRecord(SearchKind.Document) { Id = Id(1), Version = 2 });
        await Write(Document(1, "cotton", version: 1));
        (await Found("cotton", SearchKind.Document)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shuffled_versions_end_at_the_newest()
    {
        var random = new Random(20261122);
        var writes = Enumerable.Range(1, 20).SelectMany(n => Enumerable.Range(1, 10).Select(v => Supplier(n, $"version{v}", v))).ToArray();
        random.Shuffle(writes);
        foreach (var batch in writes.Chunk(13))
            await Write([.. batch]);
        (await Found("version10")).Length.ShouldBe(20);
        foreach (var stale in Enumerable.Range(1, 9))
            (await Found($"version{stale}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_the_cursor_with_the_batch()
    {
        (await Index.CursorAsync(Ct)).ShouldBeNull("never filled");
        var first = new OutboxSpan(OutboxPosition.Start, new OutboxPosition(0, 7));
        (await Index.WriteAsync(new SearchBatch([Supplier(1, "Cotton")], first), Ct)).ShouldBe(new WriteOutcome(1, 0, false));
        (await Index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 7));
        await Write(Supplier(2, "Cotton"));
        (await Index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 7), "records from elsewhere leave it alone");
    }

    [Fact]
    public async Task Refuses_a_batch_that_does_not_begin_at_the_cursor()
    {
        await Index.WriteAsync(new SearchBatch([], new OutboxSpan(OutboxPosition.Start, new OutboxPosition(3, 7))), Ct);
        var stale = new SearchBatch([Supplier(1, "Cotton")], new OutboxSpan(new OutboxPosition(3, 9), new OutboxPosition(4, 1)));
        (await Index.WriteAsync(stale, Ct)).ShouldBe(new WriteOutcome(0, 0, CursorMoved: true));
        (await Found("cotton")).ShouldBeEmpty();
        (await Index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(3, 7));
    }

    [Fact]
    public async Task A_cancelled_batch_leaves_no_trace()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Index.WriteAsync(new SearchBatch(Portfolio(), new OutboxSpan(default, new OutboxPosition(0, 1))), cancelled.Token));
        (await Found("")).ShouldBeEmpty();
        (await Index.CursorAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_handle_sees_what_was_written()
    {
        var other = await OpenAnotherAsync();
        (await other.SearchAsync(Typed("cotton"), SearchScope.All, Ct)).Total.ShouldBe(0);
        await Write(Portfolio());
        (await other.SearchAsync(Typed("cotton"), SearchScope.All, Ct)).Total.ShouldBe(2);
        await other.WriteAsync(new SearchBatch([Supplier(9, "Cotton Nine")]), Ct);
        (await Found("cotton")).ShouldBe([1, 2, 9]);
    }

    [Fact]
    public async Task A_rebuild_is_seen_only_once_complete_and_by_every_handle()
    {
        var other = await OpenAnotherAsync();
        await Write(Supplier(1, "Old Cotton"));
        (await other.SearchAsync(Typed("cotton"), SearchScope.All, Ct)).Total.ShouldBe(1);

        await using (var rebuild = (await Index.BeginRebuildAsync(new OutboxPosition(0, 40), Ct)).ShouldNotBeNull())
        {
            await rebuild.WriteAsync(new SearchBatch([Supplier(1, "New Silk"), Supplier(2, "New Silk Two")]), Ct);
            (await Found("silk")).ShouldBeEmpty();
            (await Found("cotton")).ShouldBe([1]);

            rebuild.Cursor.ShouldBe(new OutboxPosition(0, 40));
            await rebuild.WriteAsync(new SearchBatch([Supplier(3, "New Silk Three")], new OutboxSpan(rebuild.Cursor, new OutboxPosition(0, 41))), Ct);
            await rebuild.CompleteAsync(Ct);
        }

        (await Found("silk")).ShouldBe([1, 2, 3]);
        (await Found("cotton")).ShouldBeEmpty();
        (await Index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 41));
        (await other.SearchAsync(Typed("silk"), SearchScope.All, Ct)).Total.ShouldBe(3);
        await other.WriteAsync(new SearchBatch([Supplier(4, "Late Silk")]), Ct);
        (await Found("silk")).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_batch_read_before_the_swap_is_refused_after_it()
    {
        await Index.WriteAsync(new SearchBatch([], new OutboxSpan(default, new OutboxPosition(0, 50))), Ct);
        await using (var rebuild = (await Index.BeginRebuildAsync(new OutboxPosition(0, 45), Ct)).ShouldNotBeNull())
            await rebuild.CompleteAsync(Ct);

        var late = new SearchBatch([Supplier(1, "Cotton")], new OutboxSpan(new OutboxPosition(0, 50), new OutboxPosition(0, 51)));
        (await Index.WriteAsync(late, Ct)).CursorMoved.ShouldBeTrue("rows 46 to 50 are not in the new index");
        (await Index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 45));
    }

    [Fact]
    public async Task An_abandoned_rebuild_leaves_the_index_as_it_was()
    {
        await Write(Portfolio());
        await using (var rebuild = (await Index.BeginRebuildAsync(default, Ct)).ShouldNotBeNull())
            await rebuild.WriteAsync(new SearchBatch([Supplier(9, "Cotton Nine")]), Ct);
        (await Found("cotton")).ShouldBe([1, 2]);
        (await Index.CursorAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_one_rebuild_runs_at_a_time()
    {
        var other = await OpenAnotherAsync();
        await using (var rebuild = await Index.BeginRebuildAsync(default, Ct))
        {
            rebuild.ShouldNotBeNull();
            (await other.BeginRebuildAsync(default, Ct)).ShouldBeNull();
            (await Index.BeginRebuildAsync(default, Ct)).ShouldBeNull();
        }
        await using var after = await other.BeginRebuildAsync(default, Ct);
        after.ShouldNotBeNull();
    }

    [Fact]
    public async Task Searches_and_writes_go_on_through_rebuilds_without_an_error()
    {
        await Write(Portfolio());
        using var done = new CancellationTokenSource();
        using var reading = new SemaphoreSlim(0);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                (await Ask(Typed("cotton") with { Facets = [SearchField.Country] })).Total.ShouldBe(2);
                reading.Release();
            }
        }, Ct)).ToList();
        await reading.WaitAsync(Ct); // searches are under way before the first rebuild, however busy the machine
        for (var round = 0; round < 5; round++)
        {
            await using var rebuild = (await Index.BeginRebuildAsync(default, Ct)).ShouldNotBeNull();
            await rebuild.WriteAsync(new SearchBatch(Portfolio()), Ct);
            await Write(Supplier(20 + round, "Linen"));
            await rebuild.CompleteAsync(Ct);
            await Index.MaintainAsync(Ct);
        }
        await reading.WaitAsync(Ct); // and after the last
        await done.CancelAsync();
        await Task.WhenAll(readers);
    }
}
