using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Watchlists.Sources;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists;

/// <summary>What is damaged, strange or suddenly small waits for a person, and changes nothing until then.</summary>
public abstract class HeldDeliveryTests(Store store) : HandlerTest(store)
{
    private const string Five = "id,name,country\ne-1,Glass Whale Silicon,CN\ne-2,Tin Camel Cotton,CN\ne-3,Paper Heron Polysilicon,CN\ne-4,Brass Lark Aluminium,CN\ne-5,Copper Moth Tomato,CN\n";
    private const string Three = "id,name,country\ne-1,Glass Whale Silicon,CN\ne-2,Tin Camel Cotton,CN\ne-3,Paper Heron Polysilicon,CN\n";

    public sealed class OnSqlite() : HeldDeliveryTests(Store.Sqlite);

    public sealed class OnPostgres() : HeldDeliveryTests(Store.Postgres);

    [Fact]
    public async Task A_list_that_shrinks_by_more_than_a_fifth_is_held_and_changes_no_flag()
    {
        await It.ImportAsync("id,name,country\ns-1,Brass Lark Aluminium,CN");
        await It.ListAsync(Five);
        await It.RunAsync();
        (await It.ReportAsync("s-1")).Flagged.ShouldBeTrue();
        It.Clock.NextDay();
        var held = await HeldAsync(Three);
        held.ShouldSatisfyAllConditions(d => d.Cause.ShouldBe(HoldCause.Shrunk), d => d.Rows.ShouldBe(3), d => d.RowsBefore.ShouldBe(5));
        await It.RunAsync();
        (await It.ReportAsync("s-1")).Flagged.ShouldBeTrue("a held download clears no flag");
        (await It.ReadAsync(db => db.ListEntryVersions.StillKnownNow().CountAsync(Ct))).ShouldBe(5);
    }

    [Fact]
    public async Task A_fifth_fewer_is_not_more_than_a_fifth()
    {
        await It.ListAsync(Five);
        (await It.ListAsync(Five.Replace("e-5,Copper Moth Tomato,CN\n", "", StringComparison.Ordinal))).Snapshot.Removed.ShouldBe(1);
    }

    [Fact]
    public async Task A_person_releases_it_with_a_reason_and_it_is_taken_in()
    {
        await It.ImportAsync("id,name,country\ns-1,Brass Lark Aluminium,CN");
        await It.ListAsync(Five);
        await It.RunAsync();
        It.Clock.NextDay();
        var held = await HeldAsync(Three);
        var (asOf, knownAt) = (It.Clock.Today(), It.Clock.Instant());
        It.Clock.NextDay();
        (await DecideAsync(held.Id, release: true, " ")).Refusals.Single().Code.ShouldBe("reason_missing");
        (await DecideAsync(held.Id, release: true, "The publisher says that two were taken off.")).Done.ShouldBeTrue();
        await It.RunAsync();
        (await It.ReportAsync("s-1")).Flagged.ShouldBeFalse();
        (await It.ReadAsync(db => db.ListEntryVersions.At(asOf, knownAt).CountAsync(Ct))).ShouldBe(5, "that is what we knew on that day");
        (await DecideAsync(held.Id, release: false, "again")).Refusals.Single().Code.ShouldBe("delivery_not_held");
        var after = await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.Id == held.Id, Ct));
        after.ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Released), d => d.DecidedBy.ShouldBe("local-administrator"), d => d.SnapshotId.ShouldNotBeNull());
        (await ActionsAsync()).ShouldBe(["watchlist.imported", "watchlist.held", "watchlist.imported", "watchlist.released"]);
    }

    [Fact]
    public async Task What_is_discarded_stays_away_and_leaves_no_file()
    {
        await It.ListAsync(Five);
        var held = await HeldAsync(Three);
        Directory.GetDirectories(Path.Combine(It.Folder, "lists")).ShouldHaveSingleItem();
        (await DecideAsync(held.Id, release: false, "Half of the page was missing.")).Done.ShouldBeTrue();
        Directory.GetDirectories(Path.Combine(It.Folder, "lists")).ShouldBeEmpty();
        (await It.ReadAsync(db => db.ListEntryVersions.StillKnownNow().CountAsync(Ct))).ShouldBe(5);
        var fetched = await It.Get<TakeDelivery>().TakeAsync(Actor.Schedule, new Arrived("fictional-list", WatchlistSources.Custom, new ListFiles([new ListFile(It.Write("three.csv", Three), "three.csv")]), new ReadingOptions(), null) { Address = "https://lists.example.org/" }, Ct);
        fetched.Refusals.Single().ShouldSatisfyAllConditions(r => r.Code.ShouldBe("watchlist_discarded"), r => r.Message.ShouldContain("Half of the page was missing."));
        (await It.ReadAsync(db => db.ListDeliveries.CountAsync(d => d.State == DeliveryState.Held, Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_held_file_again_is_held_once_and_a_good_one_makes_it_needless()
    {
        await It.ListAsync(Five);
        var held = await HeldAsync(Three);
        (await HeldAsync(Three)).Id.ShouldBe(held.Id);
        await It.ListAsync(Five + "e-6,Quiet Hammer Cotton,CN\n");
        (await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.Id == held.Id, Ct))).State.ShouldBe(DeliveryState.Superseded);
        Directory.GetDirectories(Path.Combine(It.Folder, "lists")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_file_of_every_publisher_is_held_with_its_reason()
    {
        foreach (var (source, folder, files) in Lists.Fixtures.Where(f => f.Source != "custom"))
        {
            var name = $"{source}-{Path.GetExtension(files[0])[1..]}";
            var whole = await ImportAsync(name, source, [.. files.Select(f => Lists.PathOf(folder, f))]);
            whole.Done.ShouldBeTrue($"{name}: {string.Join(" ", whole.Refusals.Select(r => r.Message))}");
            var bytes = await File.ReadAllBytesAsync(Lists.PathOf(folder, files[0]), Ct);
            var cut = Path.Combine(It.Folder, "cut" + Path.GetExtension(files[0]));
            await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 4 / 5)], Ct);
            It.Clock.NextDay();
            var result = await ImportAsync(name, source, [cut, .. files.Skip(1).Select(f => Lists.PathOf(folder, f))]);
            result.Refusals[0].Code.ShouldBe(WatchlistErrors.HeldCode, name);
            var held = await It.ReadAsync(db => db.ListDeliveries.Where(d => d.State == DeliveryState.Held).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).FirstAsync(Ct));
            TakeDelivery.Texts(held.ReasonsJson).ShouldNotBeEmpty();
            (await It.ReadAsync(db => db.Snapshots.CountAsync(s => s.WatchlistId == held.WatchlistId, Ct))).ShouldBe(1, name);
        }
    }

    [Fact]
    public async Task What_cannot_be_read_to_its_end_can_only_be_put_away()
    {
        var cut = It.Write("eu.xml", (await File.ReadAllTextAsync(Lists.PathOf("EuropeanUnion", "fixture.xml"), Ct))[..1_500]);
        (await ImportAsync("eu", "eu", [cut])).Refusals[0].Code.ShouldBe(WatchlistErrors.HeldCode);
        var held = await It.ReadAsync(db => db.ListDeliveries.SingleAsync(Ct));
        held.Cause.ShouldBe(HoldCause.Unreadable);
        (await DecideAsync(held.Id, release: true, "because")).Refusals.Single().Code.ShouldBe("delivery_not_releasable");
        (await DecideAsync(held.Id, release: false, "because")).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Unknown_shapes_are_released_with_what_could_be_read()
    {
        var page = (await File.ReadAllTextAsync(Lists.PathOf("Uflpa", "fixture.html"), Ct)).Replace("June 12, 2023", "12 giugno 2023", StringComparison.Ordinal);
        (await ImportAsync("uflpa", null, [It.Write("uflpa.html", page)])).Refusals[0].Message.ShouldContain("unknown shapes");
        var held = await It.ReadAsync(db => db.ListDeliveries.SingleAsync(Ct));
        (await DecideAsync(held.Id, release: true, "A date in Italian.")).Done.ShouldBeTrue();
        var entries = await It.ReadAsync(db => db.ListEntryVersions.StillKnownNow().ToListAsync(Ct));
        entries.Count.ShouldBe(10);
        entries.Single(e => e.Name == "Quiet Hammer Corporation").ValidFrom.ShouldBe(TwoTimes.OpenStart);
    }

    [Fact]
    public async Task A_list_that_cannot_be_fetched_is_told_once_until_it_arrives()
    {
        await It.ListAsync(Five);
        await It.Get<TakeDelivery>().FailedAsync(Actor.Schedule, "fictional-list", WatchlistSources.Custom, "https://lists.example.org/", "404", Ct);
        It.Clock.NextDay();
        await It.Get<TakeDelivery>().FailedAsync(Actor.Schedule, "fictional-list", WatchlistSources.Custom, "https://lists.example.org/", "503", Ct);
        var failed = await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.State == DeliveryState.Held, Ct));
        failed.At.ShouldBe(It.Clock.Instant());
        TakeDelivery.Texts(failed.ReasonsJson).ShouldBe(["503"]);
        await It.ListAsync(Five);
        (await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.Id == failed.Id, Ct))).State.ShouldBe(DeliveryState.Superseded);
    }

    [Fact]
    public async Task A_list_of_goods_is_compared_with_no_name_and_is_no_enforcement_list()
    {
        await It.ImportAsync("id,name,country\ns-1,Bricks Bolivia,BO");
        (await ImportAsync("dol-goods", null, [Lists.PathOf("DolGoods", "fixture.xlsx")])).Done.ShouldBeTrue();
        await It.RunAsync();
        (await It.ReportAsync("s-1")).Matches.ShouldBeEmpty();
        (await It.Get<SupplyRisk.Review.FindShell>().HandleAsync(Actor.LocalAdministrator, Ct)).ListsLoaded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_is_read_by_one_source()
    {
        await It.ListAsync(Five);
        (await ImportAsync("fictional-list", "eu", [Lists.PathOf("EuropeanUnion", "fixture.xml")])).Refusals.Single().Code.ShouldBe("watchlist_source_differs");
        (await ImportAsync("x", "europe", [Lists.PathOf("EuropeanUnion", "fixture.xml")])).Refusals.Single().Message.ShouldContain("there are uflpa");
    }

    [Fact]
    public async Task Natural_persons_asked_for_later_are_taken_from_the_same_file()
    {
        (await ImportAsync("un", null, [Lists.PathOf("UnitedNations", "fixture.xml")])).Value!.Remarks.ShouldBe(["left out: 1 natural persons"]);
        var again = await ImportAsync("un", null, [Lists.PathOf("UnitedNations", "fixture.xml")], new ReadingOptions(IncludePersons: true));
        again.Value!.Snapshot.Added.ShouldBe(1);
    }

    private async Task<ListDelivery> HeldAsync(string csv)
    {
        var result = await It.Get<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, new WatchlistRequest(It.Write("held.csv", csv), "held.csv", "fictional-list"), Ct);
        result.Refusals[0].Code.ShouldBe(WatchlistErrors.HeldCode);
        return await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.State == DeliveryState.Held, Ct));
    }

    private Task<Result<WatchlistReport>> ImportAsync(string name, string? source, IReadOnlyList<string> paths, ReadingOptions? reading = null) =>
        It.Get<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, new WatchlistRequest(paths[0], Path.GetFileName(paths[0]), name)
        {
            Source = source,
            More = [.. paths.Skip(1).Select(p => new ListFile(p, Path.GetFileName(p)))],
            Reading = reading ?? new ReadingOptions(),
        }, Ct);

    private Task<Result<ListDelivery>> DecideAsync(Guid delivery, bool release, string because) =>
        It.Get<DecideDelivery>().DecideAsync(Actor.LocalAdministrator, new DeliveryDecision(delivery, release, because), Ct);

    private Task<List<string>> ActionsAsync() => It.ReadAsync(db => db.AuditRows.Where(a => a.Action.StartsWith("watchlist.")).OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Ct));
}
