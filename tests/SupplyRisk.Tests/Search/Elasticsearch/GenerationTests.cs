using Newtonsoft.Json.Linq;
using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>Indices that get lost, are of another version, or belong to a process that died.</summary>
public sealed class GenerationTests : ClusterTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5), Grace = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("supplyrisk-supplier")]
    [InlineData("supplyrisk-state")]
    [InlineData("supplyrisk-supplier,supplyrisk-document,supplyrisk-state")]
    public async Task An_alias_that_is_gone_gives_way_to_an_empty_index_that_wants_to_be_filled(string aliases)
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        foreach (var fake in cluster.Store.Indices.Values)
            fake.Aliases.ExceptWith(aliases.Split(','));
        if (aliases == "supplyrisk-state")
            (await index.CursorAsync(Ct)).ShouldBeNull();
        (await Found(index, "cotton")).ShouldBeEmpty();
        (await index.CursorAsync(Ct)).ShouldBeNull();
        await FillAsync(index, Supplier(1, "Cotton"));
        (await Found(index, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task Indices_removed_by_hand_give_way_to_an_empty_one()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        cluster.Store.Indices.Clear();
        (await index.CursorAsync(Ct)).ShouldBeNull();
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        (await Found(index, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task An_index_that_a_late_write_brought_back_is_never_searched_and_cleared_away()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        var gone = false;
        cluster.Fault = call =>
        {
            if (call.IsBulk && !gone)
            {
                gone = true;
                cluster.Store.Indices.Clear(); // between the look at the state and the write
            }
            return null;
        };
        (await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct)).CursorMoved.ShouldBeTrue();
        (await index.CursorAsync(Ct)).ShouldBeNull();
        await FillAsync(index, Supplier(1, "Cotton"));
        (await Found(index, "cotton")).ShouldBe([1]);
        Clock.Advance(Lease + Grace);
        await index.MaintainAsync(Ct);
        cluster.Store.Indices.Values.ShouldAllBe(i => i.Aliases.Count == 1 && (string?)i.Mappings["dynamic"] == "strict");
        cluster.Store.Indices.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_changed_mapping_is_noticed_at_the_start_and_the_index_built_anew()
    {
        var cluster = await ClusterAsync();
        await Open(cluster).WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        Meta(cluster)["format"] = "another";
        var updated = Open(cluster);
        (await updated.CursorAsync(Ct)).ShouldBeNull();
        (await Unavailable(() => Found(updated, "cotton"))).Message.ShouldContain("built anew");
        await Unavailable(() => updated.WriteAsync(Batch(1, 2, Supplier(2, "Cotton")), Ct));
        await FillAsync(updated, Supplier(1, "Cotton"), Supplier(2, "Cotton"));
        (await Found(updated, "cotton")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_index_of_a_newer_version_is_not_replaced_unasked()
    {
        var cluster = await ClusterAsync();
        await Open(cluster).WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        (Meta(cluster)["format"], Meta(cluster)["schema"]) = ("another", 99);
        var old = Open(cluster);
        (await Unavailable(() => old.CursorAsync(Ct))).Message.ShouldContain("newer version");
        await FillAsync(old, Supplier(1, "Cotton")); // supplyrisk index rebuild
        (await Found(old, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_rebuild_whose_process_died_is_taken_over_when_its_lease_is_over()
    {
        var cluster = await ClusterAsync();
        var (dead, other) = (Open(cluster), Open(cluster));
        var rebuild = (await dead.BeginRebuildAsync(default, Ct)).ShouldNotBeNull();
        await rebuild.WriteAsync(new SearchBatch([Supplier(9, "Cotton")]), Ct);
        Clock.Advance(Lease - TimeSpan.FromMinutes(1));
        (await other.BeginRebuildAsync(default, Ct)).ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(2));
        await FillAsync(other, Supplier(1, "Cotton"));

        // Back from the dead, it must not swap to what it has.
        await Unavailable(() => rebuild.CompleteAsync(Ct));
        (await Found(other, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_rebuild_that_goes_on_for_hours_keeps_its_lease()
    {
        var cluster = await ClusterAsync();
        var (index, other) = (Open(cluster), Open(cluster));
        await using var rebuild = (await index.BeginRebuildAsync(default, Ct)).ShouldNotBeNull();
        for (var n = 1; n <= 60; n++)
        {
            await rebuild.WriteAsync(new SearchBatch([Supplier(n, "Cotton")]), Ct);
            Clock.Advance(TimeSpan.FromMinutes(3));
            (await other.BeginRebuildAsync(default, Ct)).ShouldBeNull();
            await other.MaintainAsync(Ct);
        }
        await rebuild.CompleteAsync(Ct);
        (await Found(other, "cotton")).Length.ShouldBe(60);
    }

    [Fact]
    public async Task What_was_replaced_is_kept_for_those_who_still_use_it_and_then_removed()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        await FillAsync(index, Supplier(1, "Cotton"));
        await index.MaintainAsync(Ct);
        cluster.Store.Indices.Count.ShouldBe(6);
        Clock.Advance(Grace + TimeSpan.FromSeconds(1));
        await index.MaintainAsync(Ct);
        cluster.Store.Indices.Count.ShouldBe(3);
        (await Found(index, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task Leaves_indices_that_are_not_its_own_alone()
    {
        var cluster = await ClusterAsync();
        foreach (var name in (string[])["supplyrisk-supplier-vendors", "supplyrisk-state-v1-backup", "other"])
            cluster.Store.Indices[name] = new FakeIndex(name, [], FakeFlavour.Elasticsearch9);
        var index = Open(cluster);
        await FillAsync(index, Supplier(1, "Cotton"));
        Clock.Advance(Lease + Grace);
        await index.MaintainAsync(Ct);
        cluster.Store.Indices.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Several_processes_that_start_at_once_make_one_index()
    {
        var cluster = await ClusterAsync();
        var all = Enumerable.Range(0, 4).Select(_ => Open(cluster)).ToList();
        (await Task.WhenAll(all.Select(AskAsync))).ShouldAllBe(c => c == null);
        await all[0].WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        foreach (var index in all)
            (await Found(index, "cotton")).ShouldBe([1]);
    }

    // The pauses of those that wait take no time on this clock, so that one may be done with its patience before the first is done with the index.
    private static async Task<OutboxPosition?> AskAsync(ISearchIndex index)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await index.CursorAsync(Ct);
            }
            catch (SearchUnavailableException) when (attempt < 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), Ct);
            }
        }
    }

    [Fact]
    public async Task Of_two_feeders_one_writes_a_batch_and_the_other_sees_that_it_did()
    {
        var cluster = await ClusterAsync();
        var (one, other) = (Open(cluster), Open(cluster));
        await one.CursorAsync(Ct);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? one : other).WriteAsync(Batch(0, n + 1, Supplier(1, "Cotton", n + 1)), Ct)));
        outcomes.Count(o => !o.CursorMoved).ShouldBe(1);
        (await Found(one, "cotton")).ShouldBe([1]);
    }

    private static JObject Meta(FakeCluster cluster) =>
        (JObject)cluster.Store.Indices.Values.Single(i => i.Aliases.Contains("supplyrisk-state")).Mappings["_meta"].ShouldNotBeNull();

    private static async Task FillAsync(ISearchIndex index, params SearchRecord[] records)
    {
        await using var rebuild = (await index.BeginRebuildAsync(new(0, 1), Ct)).ShouldNotBeNull();
        await rebuild.WriteAsync(new SearchBatch(records), Ct);
        await rebuild.CompleteAsync(Ct);
    }
}
