using System.Net;
using System.Net.Sockets;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The cluster does not answer, or not as it should.</summary>
public sealed class AnswerFaultTests : ClusterTest
{
    [Fact]
    public async Task A_refused_connection_is_said_in_one_sentence()
    {
        var index = Open(new ElasticsearchOptions { Nodes = [FreeAddress()] });
        (await Unavailable(() => Found(index, "cotton"))).Message.ShouldStartWith("The search engine cannot be reached: 127.0.0.1");
        await Unavailable(() => index.CursorAsync(Ct));
        await Unavailable(() => index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct));
    }

    [Fact]
    public async Task Other_nodes_answer_for_one_that_is_down()
    {
        var cluster = await ClusterAsync();
        var index = Open(new ElasticsearchOptions { Nodes = [FreeAddress(), cluster.Address] });
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        for (var i = 0; i < 10; i++)
            (await Found(index, "cotton")).ShouldBe([1]);
    }

    [Fact]
    public async Task Nodes_are_asked_in_turn()
    {
        var cluster = await ClusterAsync();
        var index = Open(new ElasticsearchOptions { Nodes = [cluster.Address, new UriBuilder(cluster.Address) { Path = "second" }.Uri] });
        await Unavailable(() => index.CursorAsync(Ct)); // the second address is a path the engine does not know
        cluster.Calls.Count(c => c.Path.StartsWith("/second", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Waits_as_long_as_a_busy_node_asks_and_then_goes_on()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = First(2, c => c.IsBulk, FakeFault.Answers(429, "es_rejected_execution_exception", retryAfter: 7));
        (await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct)).Written.ShouldBe(1);
        Clock.Waited.ShouldBeInRange(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_person_is_not_kept_waiting_for_a_busy_node()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = _ => FakeFault.Answers(429, "es_rejected_execution_exception", retryAfter: 30);
        (await Unavailable(() => Found(index, "cotton"))).Message.ShouldContain("too much to do");
        Clock.Waited.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_answer_cut_off_in_the_middle_is_asked_for_again()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        cluster.Fault = First(1, c => c.IsBulk, FakeFault.HalfAnswer);
        var outcome = await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton"), Supplier(2, "Cotton")), Ct);
        (outcome.Written + outcome.PassedOver).ShouldBe(2, "the first attempt had written them");
        cluster.Fault = First(1, c => c.IsSearch, FakeFault.HalfAnswer);
        (await Found(index, "cotton")).ShouldBe([1, 2]);
        (await index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 1));
    }

    [Fact]
    public async Task A_cursor_that_was_written_though_its_answer_was_lost_is_no_conflict()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = First(1, c => c.IsStateWrite, FakeFault.AnswerLost);
        (await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct)).CursorMoved.ShouldBeFalse();
        (await index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 1));
    }

    [Fact]
    public async Task A_rebuild_goes_through_though_every_first_answer_is_lost()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        var seen = new HashSet<string>();
        cluster.Fault = c => c.Method is "PUT" or "POST" && seen.Add(c.Method + c.Path) ? FakeFault.AnswerLost : null;
        await using (var rebuild = (await index.BeginRebuildAsync(new(0, 5), Ct)).ShouldNotBeNull())
        {
            await rebuild.WriteAsync(new SearchBatch([Supplier(1, "Cotton")]), Ct);
            await rebuild.CompleteAsync(Ct);
        }
        (await Found(index, "cotton")).ShouldBe([1]);
        (await index.CursorAsync(Ct)).ShouldBe(new OutboxPosition(0, 5));
    }

    [Fact]
    public async Task A_node_that_hangs_is_given_up_and_another_asked()
    {
        var (hanging, cluster) = (await ClusterAsync(), await ClusterAsync());
        hanging.Fault = _ => FakeFault.Hang;
        var options = new ElasticsearchOptions { Nodes = [cluster.Address, hanging.Address], SearchTimeout = TimeSpan.FromSeconds(2), WriteTimeout = TimeSpan.FromSeconds(2) };
        (await Unavailable(() => Found(Open(options with { Nodes = [hanging.Address] }), "cotton"))).Message.ShouldContain("did not answer within 2 s");
        await Open(cluster).WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        hanging.Calls.Clear();
        var index = Open(options);
        (await Found(index, "cotton")).ShouldBe([1]);
        (await Found(index, "cotton")).ShouldBe([1]);
        hanging.Calls.Count.ShouldBe(1, "it rests after it failed");
    }

    [Fact]
    public async Task A_node_that_rested_is_asked_again()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        cluster.Fault = _ => FakeFault.Reset;
        await Unavailable(() => Found(index, "cotton"));
        cluster.Fault = _ => null;
        (await Found(index, "cotton")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, "internal_error")]
    [InlineData(502, "bad_gateway")]
    [InlineData(503, "no_shard_available_action_exception")]
    public async Task What_passes_is_tried_again_and_what_does_not_is_said(int status, string type)
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.WriteAsync(Batch(0, 1, Supplier(1, "Cotton")), Ct);
        cluster.Fault = First(1, c => c.IsSearch, FakeFault.Answers(status, type));
        (await Found(index, "cotton")).ShouldBe([1]);
        cluster.Fault = c => c.IsSearch ? FakeFault.Answers(status, type) : null; // a red cluster answers so
        (await Unavailable(() => Found(index, "cotton"))).Message.ShouldContain(type);
    }

    [Theory]
    [InlineData("""{"took":1,"timed_out":false,"_shards":{"total":2,"failed":1},"hits":{"total":{"value":1,"relation":"eq"},"hits":[]}}""")]
    [InlineData("""{"took":1,"timed_out":true,"_shards":{"total":2,"failed":0},"hits":{"total":{"value":1,"relation":"eq"},"hits":[]}}""")]
    [InlineData("<html>A proxy's idea of an answer</html>")]
    [InlineData("")]
    public async Task Half_a_result_is_no_result(string body)
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = c => c.IsSearch ? new FakeFault(200, body) : null;
        await Unavailable(() => Found(index, "cotton"));
    }

    [Fact]
    public async Task A_cluster_that_fails_again_and_again_is_left_alone_for_a_while()
    {
        var cluster = await ClusterAsync();
        var index = Open(cluster);
        await index.CursorAsync(Ct);
        cluster.Fault = _ => FakeFault.Reset;
        for (var i = 0; i < 16; i++)
            await Unavailable(() => Found(index, "cotton"));
        cluster.Calls.Clear();
        (await Unavailable(() => Found(index, "cotton"))).Message.ShouldContain("several times over");
        cluster.Calls.ShouldBeEmpty("nobody waits for what is known to fail");

        cluster.Fault = _ => null;
        Clock.Advance(TimeSpan.FromSeconds(11));
        (await Found(index, "cotton")).ShouldBeEmpty("it is asked again, and answers");
    }

    [Theory]
    [InlineData("6.8.23", null, false)]
    [InlineData("7.4.2", null, false)]
    [InlineData("7.5.1-SNAPSHOT", null, true)]
    [InlineData("7.17.9", null, true)]
    [InlineData("8.15.0", null, true)]
    [InlineData("9.1.2", null, true)]
    [InlineData("1.3.20", "opensearch", false)]
    [InlineData("2.17.0", "opensearch", true)]
    [InlineData("3.1.0", "opensearch", true)]
    [InlineData("", null, false)]
    public async Task Says_which_servers_it_cannot_use(string number, string? distribution, bool used)
    {
        var index = Open(await ClusterAsync(new FakeFlavour(number, distribution)));
        if (used)
            (await index.CursorAsync(Ct)).ShouldBeNull();
        else
            (await Unavailable(() => index.CursorAsync(Ct))).Message.ShouldMatch("too old|not as Elasticsearch");
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
