using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists;

/// <summary>How long it took from a listing's publication to the flag is recorded per listing.</summary>
public abstract class ListingFlagTests(Store store) : HandlerTest(store)
{
    private const string Two = "id,name,country,listed_on\ne-1,Glass Whale Silicon,CN,2025-01-15\ne-2,Tin Camel Cotton,CN,\n";

    public sealed class OnSqlite() : ListingFlagTests(Store.Sqlite);

    public sealed class OnPostgres() : ListingFlagTests(Store.Postgres);

    [Fact]
    public async Task The_first_flag_of_a_listing_is_noted_with_when_it_was_published_and_known()
    {
        await It.ImportAsync("id,name,country\ns-1,Glass Whale Silicon,CN\ns-2,Tin Camel Cotton,CN\ns-3,Paper Heron Polysilicon,CN");
        await It.ListAsync(Two);
        var known = It.Clock.Instant();
        It.Clock.Advance(TimeSpan.FromMinutes(3));
        await It.RunAsync();
        var flags = await FlagsAsync();
        flags.Select(f => (f.EntryId, f.PublishedOn, f.KnownAt, f.FlaggedAt - f.KnownAt)).ShouldBe([("e-1", new DateOnly(2025, 1, 15), known, TimeSpan.FromMinutes(3)), ("e-2", null, known, TimeSpan.FromMinutes(3))]);

        It.Clock.NextDay();
        var published = It.Clock.Today().AddDays(-1);
        await It.ListAsync(Two + "e-3,Paper Heron Polysilicon,CN,\n", published);
        await It.RunAsync();
        (await FlagsAsync()).Single(f => f.EntryId == "e-3").ShouldSatisfyAllConditions(f => f.PublishedOn.ShouldBe(published), f => f.FlaggedAt.ShouldBe(f.KnownAt));
        (await FlagsAsync()).Count.ShouldBe(3, "what was noted stays as it was");
    }

    [Fact]
    public async Task A_supplier_that_came_after_the_listing_is_noted_from_its_own_first_flag()
    {
        await It.ListAsync(Two);
        It.Clock.NextDay();
        await It.ImportAsync("id,name,country\ns-1,Glass Whale Silicon,CN");
        await It.RunAsync();
        (await FlagsAsync()).ShouldHaveSingleItem().FlaggedAt.ShouldBe(It.Clock.Instant());
    }

    private Task<List<ListingFlag>> FlagsAsync() => It.ReadAsync(db => db.ListingFlags.OrderBy(f => f.EntryId).ToListAsync(Ct));
}
