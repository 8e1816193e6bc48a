using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Lists;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists;

/// <summary>A list as snapshots in time.</summary>
public abstract class ImportWatchlistTests(Store store) : HandlerTest(store)
{
    private const string One = "id,name,country\ne-1,Glass Whale Silicon,CN\ne-2,Tin Camel Cotton,CN";
    private const string Changed = "id,name,country\ne-1,Glass Whale Silicon Group,CN\ne-3,Paper Heron Polysilicon,CN";

    public sealed class OnSqlite() : ImportWatchlistTests(Store.Sqlite);

    public sealed class OnPostgres() : ImportWatchlistTests(Store.Postgres);

    [Fact]
    public async Task The_same_file_again_is_no_new_snapshot()
    {
        (await It.ListAsync(One)).IsNew.ShouldBeTrue();
        It.Clock.NextDay();
        (await It.ListAsync(One)).IsNew.ShouldBeFalse();
        (await CountAsync<Snapshot>()).ShouldBe(1);
        (await CountAsync<ListEntryVersion>()).ShouldBe(2);
    }

    [Fact]
    public async Task Changed_and_removed_entries_keep_their_history_in_both_times()
    {
        await It.ListAsync(One);
        var (day, instant) = (It.Clock.Today(), It.Clock.Instant());
        It.Clock.NextDay();
        var report = await It.ListAsync(Changed);
        (report.Snapshot.Added, report.Snapshot.Changed, report.Snapshot.Removed).ShouldBe((1, 1, 1));
        (await EntriesAsync()).ShouldBe(["e-1 Glass Whale Silicon Group", "e-3 Paper Heron Polysilicon"]);
        (await EntriesAsync(knownAt: instant)).ShouldBe(["e-1 Glass Whale Silicon", "e-2 Tin Camel Cotton"]);
        (await EntriesAsync(asOf: day)).ShouldBe(["e-1 Glass Whale Silicon", "e-2 Tin Camel Cotton", "e-3 Paper Heron Polysilicon"]);
    }

    [Fact]
    public async Task A_file_with_an_error_changes_nothing_and_names_every_error()
    {
        await It.ListAsync(One);
        var path = It.Write("bad.csv", "id,name,country\ne-1,,CN\ne-2,Tin Camel Cotton,Nowhereland\n");
        var result = await It.Get<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, new WatchlistRequest(path, "bad.csv", "fictional-list"), Ct);
        result.Refusals.Count.ShouldBe(2);
        (await EntriesAsync()).ShouldBe(["e-1 Glass Whale Silicon", "e-2 Tin Camel Cotton"]);
        (await CountAsync<Snapshot>()).ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_that_returns_is_listed_again_with_its_gap()
    {
        const string Others = "\ne-3,Paper Heron Polysilicon,CN\ne-4,Brass Lark Aluminium,CN\ne-5,Copper Moth Tomato,CN";
        await It.ListAsync(One + Others);
        It.Clock.NextDay();
        await It.ListAsync("id,name,country\ne-1,Glass Whale Silicon,CN" + Others);
        var gap = It.Clock.Today();
        It.Clock.NextDay();
        var report = await It.ListAsync(One + Others + "\n");
        report.Snapshot.Added.ShouldBe(1);
        (await EntriesAsync()).Take(2).ShouldBe(["e-1 Glass Whale Silicon", "e-2 Tin Camel Cotton"]);
        (await EntriesAsync(asOf: gap)).ShouldNotContain("e-2 Tin Camel Cotton");
        It.Clock.NextDay();
        (await It.ListAsync(One + Others + "\n\n")).Snapshot.ShouldSatisfyAllConditions(s => s.Added.ShouldBe(0), s => s.Changed.ShouldBe(0), s => s.Removed.ShouldBe(0));
    }

    [Fact]
    public async Task A_delisted_entry_is_not_in_force_today_but_was_before()
    {
        await It.ListAsync("id,name,listed_on,delisted_on\ne-1,Glass Whale Silicon,2023-05-01,2025-02-01\ne-2,Tin Camel Cotton,2023-05-01,");
        (await EntriesAsync()).ShouldBe(["e-2 Tin Camel Cotton"]);
        (await EntriesAsync(asOf: new DateOnly(2025, 1, 31))).ShouldBe(["e-1 Glass Whale Silicon", "e-2 Tin Camel Cotton"]);
        (await EntriesAsync(asOf: new DateOnly(2023, 4, 30))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2024-03-01,", "what was listed before the new date is not listed twice")]
    [InlineData(",2025-06-01", "delisted in the past: not in force since")]
    [InlineData("2020-01-01,2021-01-01", "both known now")]
    [InlineData(",2027-06-01", "delisting announced")]
    public async Task Dates_that_come_with_a_later_file_leave_no_day_with_two_states(string dates, string why)
    {
        await It.ListAsync("id,name,listed_on,delisted_on\ne-1,Glass Whale Silicon,,");
        It.Clock.NextDay();
        await It.ListAsync("id,name,listed_on,delisted_on\ne-1,Glass Whale Silicon Group,,");
        It.Clock.NextDay();
        await It.ListAsync($"id,name,listed_on,delisted_on\ne-1,Glass Whale Silicon Works,{dates}");
        foreach (var day in (DateOnly[])[new(2019, 1, 1), new(2020, 6, 1), new(2024, 6, 1), new(2025, 7, 1), It.Clock.Today().AddDays(-2), It.Clock.Today().AddDays(-1), It.Clock.Today(), new(2028, 1, 1)])
            (await EntriesAsync(asOf: day)).Count.ShouldBeLessThanOrEqualTo(1, $"{day:O}: {why}");
        var parts = dates.Split(',');
        if (parts[1].Length > 0)
            (await EntriesAsync(asOf: DateOnly.ParseExact(parts[1], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))).ShouldBeEmpty(why);
        It.Clock.NextDay();
        (await It.ListAsync($"id,name,listed_on,delisted_on\ne-1,Glass Whale Silicon Works,{dates}\n")).Snapshot.Changed.ShouldBe(0, "said already");
    }

    [Fact]
    public async Task An_alias_that_is_taken_off_keeps_its_end_though_the_entry_says_since_when_it_is_listed()
    {
        const string Header = "id,name,aliases,listed_on\n";
        await It.ListAsync(Header + "e-1,Glass Whale Silicon,Boli Jing|Whale Glass,2022-06-21");
        It.Clock.NextDay();
        await It.ListAsync(Header + "e-1,Glass Whale Silicon,Boli Jing|Jing Silicon,2022-06-21");
        var list = await It.ReadAsync(db => db.Watchlists.SingleAsync(Ct));
        var entry = await It.Get<FindListEntry>().HandleAsync(Actor.LocalAdministrator, list.Id, "e-1", Ct);
        entry!.Aliases.ShouldBe([
            new ListAlias("Boli Jing", new DateOnly(2022, 6, 21), null), new ListAlias("Jing Silicon", It.Clock.Today(), null), new ListAlias("Whale Glass", new DateOnly(2022, 6, 21), It.Clock.Today())]);
        entry.Versions[0].Changes.ShouldBe(["new alias: Jing Silicon", "alias gone: Whale Glass"]);
        (await It.ReadAsync(db => db.ListEntryVersions.At(It.Clock.Today().AddDays(-1), It.Clock.Instant()).SingleAsync(Ct))).Aliases.ShouldBe("Boli Jing|Whale Glass");
        It.Clock.NextDay();
        await It.ListAsync(Header + "e-1,Glass Whale Silicon,Boli Jing|Jing Silicon,2023-01-01");
        (await It.ReadAsync(db => db.ListEntryVersions.At(new DateOnly(2022, 12, 31), It.Clock.Instant()).SingleAsync(Ct))).Aliases.ShouldBe("Boli Jing|Whale Glass", "what was known to be listed before stands as history");
        (await It.ReadAsync(db => db.ListEntryVersions.At(new DateOnly(2023, 1, 1), It.Clock.Instant()).SingleAsync(Ct))).Aliases.ShouldBe("Boli Jing|Jing Silicon", "the list says now that it was listed that day");
    }

    [Fact]
    public async Task What_two_snapshots_say_differently_is_told_entry_by_entry()
    {
        await It.ListAsync(One);
        It.Clock.NextDay();
        await It.ListAsync(Changed);
        var list = await It.ReadAsync(db => db.Watchlists.SingleAsync(Ct));
        var d = await It.Get<FindListDifference>().HandleAsync(list.Id, null, null, Ct);
        d!.Added.Select(e => e.EntryId).ShouldBe(["e-3"]);
        d.Removed.Select(e => e.EntryId).ShouldBe(["e-2"]);
        d.Changed.Single().Changes.ShouldBe(["name: Glass Whale Silicon → Glass Whale Silicon Group"]);
        (await It.Get<FindListDifference>().HandleAsync(list.Id, d.To.Id, d.From.Id, Ct))!.Added.Select(e => e.EntryId).ShouldBe(["e-3"], "the earlier comes first however it is asked");
    }

    [Fact]
    public async Task A_list_says_its_age_and_how_far_it_can_be_relied_on()
    {
        await It.ListAsync(One);
        (await HealthAsync()).ShouldBe((ListHealth.UpToDate, 0));
        It.Clock.Advance(TimeSpan.FromDays(31));
        (await HealthAsync()).ShouldBe((ListHealth.Old, 31));
        await It.ListAsync(One);
        (await HealthAsync()).ShouldBe((ListHealth.UpToDate, 0), "the same file says that it is still so");

        async Task<(ListHealth Health, int? Age)> HealthAsync()
        {
            var row = (await It.Get<FindLists>().HandleAsync(Ct)).ShouldHaveSingleItem();
            return (row.Health, row.AgeDays);
        }
    }

    [Fact]
    public async Task Two_lists_may_use_the_same_entry_ids()
    {
        await It.ListAsync(One, "list-a");
        await It.ListAsync(Changed, "list-b");
        (await EntriesAsync()).Count.ShouldBe(4);
    }

    private Task<List<string>> EntriesAsync(DateOnly? asOf = null, DateTime? knownAt = null) => It.ReadAsync(async db =>
    {
        var entries = await db.ListEntryVersions.At(asOf ?? It.Clock.Today(), knownAt ?? It.Clock.Instant()).ToListAsync(Ct);
        return entries.Select(e => $"{e.EntryId} {e.Name}").Order(StringComparer.Ordinal).ToList();
    });
}
