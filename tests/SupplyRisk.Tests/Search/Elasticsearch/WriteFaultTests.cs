using System.Text;
using Newtonsoft.Json.Linq;
using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The cluster answers, but will not take what it is given.</summary>
public sealed class WriteFaultTests : ClusterTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_stops_writes_and_nothing_else(bool old)
    {
        var cluster = await ClusterAsync(old ? FakeFlavour.Elasticsearch75 : FakeFlavour.Elasticsearch9); // 403 there, 429 here
        var index = Open(cluster);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        Block(cluster, true);
        (await Unavailable(() => index.WriteAsync(Batch(1, 2, Supplier(2, "Cotton")), Ct))).Message.ShouldContain("takes no writes");
        (await Unavailable(() => index.WriteAsync(Batch(1, 2), Ct))).Message.ShouldContain("disk");
        (await Found(index, "cotton")).ShouldBe([1]);
        (await index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 1));
        Block(cluster, false);
        (await index.WriteAsync(Batch(1, 2, Supplier(2, "Cotton")), Ct)).Written.ShouldBe(1);
        (await Found(index, "cotton")).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(429, "es_rejected_execution_exception")]
    [InlineData(503, "unavailable_shards_exception")]
    public async Task Items_that_found_no_room_are_sent_again_alone(int status, string type)
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        var items = new JArray(Item(201), Item(status, type));
        cluster.Fault = First(1, c => c.IsBulk, new FakeFault(200, new JObject(new JProperty("errors", true), new JProperty("items", items)).ToString()));
        (await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton"), Supplier(2, "Cotton")), Ct)).Written.ShouldBe(2);
        var bulk = cluster.Calls.Where(c => c.IsBulk).ToList();
        bulk.Count.ShouldBe(2);
        bulk[1].Body.Trim().Split('\n').Length.ShouldBe(2, "one record: what was to be done, and the record");
    }

    [Fact]
    public async Task An_engine_that_stays_busy_is_tried_later()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = c => c.IsBulk ? new FakeFault(200, new JObject(new JProperty("errors", true), new JProperty("items", new JArray(Item(429, "es_rejected_execution_exception")))).ToString()) : null;
        (await Unavailable(() => index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct))).Message.ShouldContain("search is behind");
        cluster.Calls.Count(c => c.IsBulk).ShouldBe(5);
        Clock.Waited.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await index.CursorAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task One_record_it_will_not_take_is_set_aside_with_the_reason_and_the_rest_go_on()
    {
        var index = Open(await ClusterAsync());
        var outcome = await index.WriteAsync(Batch(0, 3, Supplier(1, "Cotton"), Poison(2), Supplier(3, "Cotton")), Ct);
        (outcome.Written, outcome.PassedOver).ShouldBe((2, 0));
        outcome.SetAside.ShouldHaveSingleItem().Id.ShouldBe(Id(2));
        (await Found(index, "cotton")).ShouldBe([1, 3]);
        (await index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 3));

        var aside = await index.SetAsideAsync(10, Ct);
        aside.Total.ShouldBe(1);
        var record = aside.First.ShouldHaveSingleItem();
        (record.Kind, record.Id, record.Version).ShouldBe((SearchKind.Supplier, Id(2), 1L));
        record.Reason.ShouldContain("immense term");
        record.Reason.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public async Task What_was_set_aside_is_found_again_once_it_is_mended()
    {
        var index = Open(await ClusterAsync());
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        await index.WriteAsync(Batch(1, 2, Poison(1, version: 2)), Ct);
        (await Found(index, "cotton")).ShouldBeEmpty("an older state may show what no longer is to be seen");
        await index.WriteAsync(Batch(2, 3, Supplier(1, "Cotton", version: 3)), Ct);
        (await Found(index, "cotton")).ShouldBe([1]);
        (await index.SetAsideAsync(10, Ct)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task An_index_that_takes_no_record_at_all_is_a_fault_of_the_index()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        var name = cluster.Store.Indices.Keys.Single(n => n.StartsWith("supplyrisk-supplier-v", StringComparison.Ordinal));
        var mapping = JObject.Parse("""{"mappings":{"dynamic":"strict","properties":{"id":{"type":"keyword"},"order":{"type":"date"}}}}""");
        var changed = new FakeIndex(name, mapping, FakeFlavour.Elasticsearch9);
        changed.Aliases.Add("supplyrisk-supplier");
        cluster.Store.Indices[name] = changed;
        var records = Enumerable.Range(1, 30).Select(n => Supplier(n, "Cotton")).ToArray();
        (await Unavailable(() => index.WriteAsync(Batch(0, 30, records), Ct))).Message.ShouldContain("refuses every record");
        (await index.CursorAsync(Ct)).ShouldBeNull("nothing is passed over");
        await using (var rebuild = (await index.BeginRebuildAsync(default, Ct)).ShouldNotBeNull())
        {
            await rebuild.WriteAsync(new SearchBatch(records), Ct);
            await rebuild.CompleteAsync(Ct);
        }
        (await Found(index, "cotton")).Length.ShouldBe(30);
    }

    [Fact]
    public async Task Requests_are_bounded_in_records_and_bytes()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.WriteAsync(new SearchBatch([.. Enumerable.Range(1, 2_100).Select(n => Supplier(n, $"Cotton {n}"))]), Ct);
        cluster.Calls.Count(c => c.IsBulk).ShouldBe(3);
        (await index.CountAsync(SearchKind.Supplier, SearchScope.All, Ct)).ShouldBe(2_100);

        cluster.Calls.Clear();
        var text = string.Concat(Enumerable.Repeat("wages were withheld ", 50_000)); // a megabyte, twice in the request
        await index.WriteAsync(new SearchBatch([.. Enumerable.Range(1, 10).Select(n => new DocumentSearchRecord { Id = Id(n), Version = 1, Path = $"{n}.txt", Text = text })]), Ct);
        var bulk = cluster.Calls.Where(c => c.IsBulk).ToList();
        bulk.Count.ShouldBeInRange(3, 5);
        bulk.ShouldAllBe(c => Encoding.UTF8.GetByteCount(c.Body) <= 8 * 1024 * 1024 && c.ContentType == "application/x-ndjson" && c.ContentEncoding == "gzip");
    }

    [Fact]
    public async Task What_is_too_large_is_sent_in_pieces_and_what_alone_is_too_large_is_set_aside()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        cluster.Fault = c => c.IsBulk && c.Body.Length > 20_000 ? new FakeFault(413) : null;
        var large = Supplier(3, "Cotton") with { Goods = new string('x', 30_000) };
        var outcome = await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton"), Supplier(2, "Cotton"), large, Supplier(4, "Cotton")), Ct);
        (await Found(index, "cotton")).ShouldBe([1, 2, 4]);
        outcome.SetAside.ShouldHaveSingleItem().Reason.ShouldContain("larger");
    }

    private static SupplierSearchRecord Poison(int number, long version = 1) => Supplier(number, "Cotton", version) with { Region = new string('x', 40_000) };

    private static JObject Item(int status, string? type = null) =>
        new(new JProperty("index", new JObject(new JProperty("status", status), new JProperty("error", type is null ? null : new JObject(new JProperty("type", type), new JProperty("reason", "for the test"))))));

    private static void Block(FakeCluster cluster, bool blocked)
    {
        foreach (var index in cluster.Store.Indices.Values)
            index.IsBlocked = blocked;
    }
}
