using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Data;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The search engine is turned off and on while suppliers and documents come in: nothing is lost, nothing doubled.</summary>
public abstract class OutageTests(Store store) : HandlerTest(store)
{
    private readonly ImpatientClock _clock = new();

    public sealed class OnSqlite() : OutageTests(Store.Sqlite);

    [Collection(Alone.Name)]
    public sealed class OnPostgres() : OutageTests(Store.Postgres);

    [Fact]
    public async Task While_it_is_off_the_product_goes_on_and_says_how_far_search_is_behind()
    {
        await using var cluster = await FakeCluster.StartAsync(FakeFlavour.Elasticsearch9);
        using var index = Open(cluster);
        var feed = new FeedSearchIndex(It.Get<IDbContextFactory<SupplyRiskDb>>(), index);
        await It.ImportAsync(Fictional.Chain);
        await CatchUpAsync(feed);
        (await feed.StatusAsync(Ct)).IsWell.ShouldBeTrue();

        cluster.Fault = _ => FakeFault.Reset;
        await It.ListAsync(Fictional.Listed);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        await Should.ThrowAsync<SearchUnavailableException>(() => feed.CatchUpAsync(null, Ct));
        var status = await feed.StatusAsync(Ct);
        status.BehindBy.ShouldNotBeNull().ShouldBeGreaterThan(0);
        status.ToString().ShouldMatch("^The search engine (could not|cannot) be reached.* Search is behind by [0-9]+\\.$");

        cluster.Fault = _ => null;
        await CatchUpAsync(feed);
        (await feed.StatusAsync(Ct)).IsWell.ShouldBeTrue();
        await HoldsWhatTheDatabaseHoldsAsync(index);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Turned_off_and_on_at_any_request_it_ends_with_every_record_once(int seed)
    {
        await using var cluster = await FakeCluster.StartAsync(seed % 2 == 0 ? FakeFlavour.Elasticsearch75 : FakeFlavour.OpenSearch3);
        using var index = Open(cluster);
        var feed = new FeedSearchIndex(It.Get<IDbContextFactory<SupplyRiskDb>>(), index);
        var random = new Random(seed);
        var (gate, off) = (new Lock(), 0);
        cluster.Fault = _ =>
        {
            lock (gate)
            {
                // Off for some requests, then on for some; where it goes off, before or after the work was done.
                if (off == 0 && random.Next(6) == 0)
                    off = random.Next(1, 12);
                if (off == 0)
                    return null;
                off--;
                return random.Next(3) switch { 0 => FakeFault.Reset, 1 => FakeFault.AnswerLost, _ => FakeFault.HalfAnswer };
            }
        };
        await It.ListAsync(Fictional.Listed);
        for (var round = 0; round < 3; round++)
        {
            await It.ImportAsync(Fictional.Chain.Replace("kettles", $"kettles of round {round}", StringComparison.Ordinal));
            await It.DocumentAsync($"S-500/report-{round}.txt", Fictional.Report("12 March 2026", Fictional.Fees));
            await CatchUpAsync(feed, tries: 1);
            await It.RunAsync();
            await CatchUpAsync(feed, tries: 2);
            if (round == 1)
                await TryAsync(() => feed.RebuildAsync(null, Ct));
        }
        cluster.Fault = _ => null;
        await CatchUpAsync(feed);
        (await feed.BehindByAsync(Ct)).ShouldBe(0);
        await HoldsWhatTheDatabaseHoldsAsync(index);
    }

    private ElasticsearchSearchIndex Open(FakeCluster cluster) =>
        new(new ElasticsearchOptions { Nodes = [cluster.Address] }, _clock, NullLogger<ElasticsearchSearchIndex>.Instance);

    /// <summary>As the feeding loop does.</summary>
    private async Task CatchUpAsync(FeedSearchIndex feed, int tries = 6_000)
    {
        for (var i = 0; i < tries; i++)
        {
            if (await TryAsync(() => feed.CatchUpAsync(null, Ct)) && (await feed.StatusAsync(Ct)).BehindBy == 0)
                return;
            _clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, Ct); // on PostgreSQL rows wait for transactions under way, those of other tests too
        }
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (SearchUnavailableException)
        {
            return false;
        }
    }

    /// <summary>The same records as an index that was never disturbed.</summary>
    private async Task HoldsWhatTheDatabaseHoldsAsync(ElasticsearchSearchIndex index)
    {
        await It.Get<FeedSearchIndex>().RebuildAsync(null, Ct);
        var undisturbed = It.Get<ISearchIndex>();
        foreach (var (kind, typed) in new[] { (SearchKind.Supplier, ""), (SearchKind.Supplier, "kettles"), (SearchKind.Document, ""), (SearchKind.Document, "recruitment") })
        {
            var query = SearchText.Parse(typed, kind).ToQuery(kind) with { PageSize = SearchQuery.MaxPageSize, Facets = SearchFields.Of(kind) };
            var (expected, found) = (await undisturbed.SearchAsync(query, SearchScope.All, Ct), await index.SearchAsync(query, SearchScope.All, Ct));
            found.Total.ShouldBe(expected.Total);
            found.Hits.Select(h => h.Id).Order().ShouldBe(expected.Hits.Select(h => h.Id).Order());
            found.Facets.SelectMany(f => f.Counts).ShouldBe(expected.Facets.SelectMany(f => f.Counts));
        }
        (await index.CountAsync(SearchKind.Document, SearchScope.All, Ct)).ShouldBeGreaterThan(0);
    }
}
