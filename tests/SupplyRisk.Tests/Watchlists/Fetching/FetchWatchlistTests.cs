using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Watchlists.Sources;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.Tests.Watchlists.Fetching;

/// <summary>Lists from their publishers' servers, and what must not be fetched.</summary>
public abstract class FetchWatchlistTests(Store store) : HandlerTest(store)
{
    private const string Five = "id,name,country\ne-1,Glass Whale Silicon,CN\ne-2,Tin Camel Cotton,CN\ne-3,Paper Heron Polysilicon,CN\ne-4,Brass Lark Aluminium,CN\ne-5,Copper Moth Tomato,CN\n";

    public sealed class OnSqlite() : FetchWatchlistTests(Store.Sqlite);

    public sealed class OnPostgres() : FetchWatchlistTests(Store.Postgres);

    [Fact]
    public async Task What_is_unchanged_is_asked_for_and_not_sent_again()
    {
        await using var server = await ListServer.StartAsync();
        server.Gives("/list.csv", Five, "\"one\"");
        var fetch = Fetch(server.At("/list.csv"));
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Value!.Report!.Snapshot.ShouldSatisfyAllConditions(s => s.Rows.ShouldBe(5), s => s.FileName.ShouldBe("list.csv"));
        It.Clock.NextDay();
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Value!.Report.ShouldBeNull();
        server.Asked.Last().IfNoneMatch.ShouldBe("\"one\"");
        (await ListAsync()).CheckedAt.ShouldBe(It.Clock.Instant());
        server.Gives("/list.csv", Five + "e-6,Quiet Hammer Cotton,CN\n", "\"two\"");
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Value!.Report!.Snapshot.Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_day_is_asked_by_where_the_server_gives_no_mark()
    {
        await using var server = await ListServer.StartAsync();
        server.Answers["/list.csv"] = http =>
        {
            http.Response.Headers.LastModified = "Fri, 20 Nov 2026 09:00:00 GMT";
            return http.Response.WriteAsync(Five);
        };
        var fetch = Fetch(server.At("/list.csv"));
        await fetch.FetchAsync(Actor.Schedule, "own", Ct);
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Value!.Report.ShouldBeNull("the same bytes are no news either");
        server.Asked.Last().IfModifiedSince.ShouldBe("Fri, 20 Nov 2026 09:00:00 GMT");
    }

    [Fact]
    public async Task Files_that_belong_together_are_fetched_together()
    {
        await using var server = await ListServer.StartAsync();
        string[] files = ["fixture-sdn.csv", "fixture-alt.csv", "fixture-add.csv"];
        foreach (var file in files) server.Gives($"/{file}", await File.ReadAllTextAsync(Lists.PathOf("Ofac", file), System.Text.Encoding.Latin1, Ct), $"\"{file}\"");
        var fetch = Fetch("ofac-sdn", "ofac-sdn", [.. files.Select(f => server.At($"/{f}"))]);
        (await fetch.FetchAsync(Actor.Schedule, "ofac-sdn", Ct)).Value!.Report!.Snapshot.Rows.ShouldBe(2);
        server.Gives("/fixture-alt.csv", (await File.ReadAllTextAsync(Lists.PathOf("Ofac", "fixture-alt.csv"), Ct)).Replace("SLEEPING FORGE", "WAKING FORGE", StringComparison.Ordinal), "\"new\"");
        (await fetch.FetchAsync(Actor.Schedule, "ofac-sdn", Ct)).Value!.Report!.Snapshot.Changed.ShouldBe(1);
        (await fetch.FetchAsync(Actor.Schedule, "ofac-sdn", Ct)).Value!.Report.ShouldBeNull();
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again_and_a_lasting_one_is_told()
    {
        await using var server = await ListServer.StartAsync();
        var asked = 0;
        server.Answers["/list.csv"] = http =>
        {
            if (++asked <= 2) http.Response.StatusCode = asked == 1 ? 503 : 429;
            return asked <= 2 ? Task.CompletedTask : http.Response.WriteAsync(Five);
        };
        (await Fetch(server.At("/list.csv")).FetchAsync(Actor.Schedule, "own", Ct)).Done.ShouldBeTrue();
        asked.ShouldBe(3);
        server.Asked.Clear();
        var gone = await Fetch(server.At("/gone.csv")).FetchAsync(Actor.Schedule, "own", Ct);
        gone.Refusals.Single().ShouldSatisfyAllConditions(r => r.Code.ShouldBe("watchlist_not_fetched"), r => r.Message.ShouldContain("404"));
        server.Asked.Count.ShouldBe(1, "what is not there is not asked for again");
        (await It.ReadAsync(db => db.ListDeliveries.SingleAsync(d => d.State == DeliveryState.Held, Ct))).Cause.ShouldBe(HoldCause.Failed);
        (await It.ReadAsync(db => db.ListEntryVersions.StillKnownNow().CountAsync(Ct))).ShouldBe(5);
    }

    [Fact]
    public async Task A_fetched_list_of_ones_own_with_errors_or_fewer_entries_is_held()
    {
        await using var server = await ListServer.StartAsync();
        server.Gives("/list.csv", Five, "\"one\"");
        var fetch = Fetch(server.At("/list.csv"));
        await fetch.FetchAsync(Actor.Schedule, "own", Ct);
        server.Gives("/list.csv", Five[..Five.IndexOf("e-3", StringComparison.Ordinal)], "\"two\"");
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Refusals[0].Code.ShouldBe(WatchlistErrors.HeldCode);
        var before = (await ListAsync()).CheckedAt;
        It.Clock.NextDay();
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Value!.Report.ShouldBeNull("it is not sent again");
        (await ListAsync()).CheckedAt.ShouldBe(before, "what the list says now is not known");
        server.Gives("/list.csv", Five.Replace("e-2,", ",", StringComparison.Ordinal), "\"three\"");
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Refusals[0].Message.ShouldContain("unknown shapes");
        (await It.ReadAsync(db => db.ListDeliveries.CountAsync(d => d.State == DeliveryState.Held, Ct))).ShouldBe(1, "the newer makes the older needless");
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_allowed()
    {
        await using var server = await ListServer.StartAsync();
        server.Gives("/list.csv", Five, "\"one\"");
        foreach (var address in (string[])[server.At("/list.csv").AbsoluteUri, "http://lists.example.org/", "https://localhost/list.csv", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://someone:secret@lists.example.org/"])
        {
            var refused = await Fetch(new FetchOptions { Retries = 3, FirstPause = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(30) }, "own", "custom", [new Uri(address)]).FetchAsync(Actor.Schedule, "own", Ct);
            refused.Refusals.Single().Message.ShouldSatisfyAllConditions(m => (m.Contains("private or loopback", StringComparison.Ordinal) || m.Contains("not https", StringComparison.Ordinal) || m.Contains("user name", StringComparison.Ordinal)).ShouldBeTrue($"{address}: {m}"), m => m.ShouldNotContain("secret"));
        }
        server.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://lists.example.org/list.csv", "not https")]
    [InlineData("ftp://127.0.0.1/list.csv", "not https")]
    [InlineData("/again", "leads on more than 5 times")]
    public async Task A_redirect_is_looked_at_like_an_address(string to, string message)
    {
        await using var server = await ListServer.StartAsync();
        server.Answers["/again"] = server.Answers["/list.csv"] = http =>
        {
            http.Response.Redirect(to);
            return Task.CompletedTask;
        };
        (await Fetch(server.At("/list.csv")).FetchAsync(Actor.Schedule, "own", Ct)).Refusals.Single().Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_key_goes_to_the_configured_host_and_to_no_other()
    {
        await using var server = await ListServer.StartAsync();
        await using var other = await ListServer.StartAsync();
        other.Gives("/list.csv", Five, "\"one\"");
        server.Answers["/list.csv"] = http =>
        {
            http.Response.Redirect(other.At("/list.csv").AbsoluteUri);
            return Task.CompletedTask;
        };
        var fetch = Fetch(Options with { Lists = [] }, "own", "custom", [server.At("/list.csv")], "ApiKey of-the-user");
        (await fetch.FetchAsync(Actor.Schedule, "own", Ct)).Done.ShouldBeTrue();
        server.Asked.Single().Authorization.ShouldBe("ApiKey of-the-user");
        other.Asked.Single().Authorization.ShouldBeNull();
        fetch.Options.Lists[0].ToString().ShouldNotContain("of-the-user");
    }

    [Fact]
    public async Task More_bytes_than_a_list_has_are_not_taken_however_they_are_packed()
    {
        await using var server = await ListServer.StartAsync();
        server.Answers["/bomb.csv"] = async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64 && !http.RequestAborted.IsCancellationRequested; i++) await packed.WriteAsync(zeros, http.RequestAborted);
        };
        (await Fetch(Options with { LargestDownload = 4 << 20 }, "own", "custom", [server.At("/bomb.csv")]).FetchAsync(Actor.Schedule, "own", Ct)).Refusals.Single().Message.ShouldContain("more than 4 MB");
    }

    [Fact]
    public async Task A_server_that_never_ends_is_left()
    {
        await using var server = await ListServer.StartAsync();
        server.Answers["/slow.csv"] = async http =>
        {
            await http.Response.WriteAsync("id,name\n");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        (await Fetch(Options with { Timeout = TimeSpan.FromMilliseconds(300), Retries = 0 }, "own", "custom", [server.At("/slow.csv")]).FetchAsync(Actor.Schedule, "own", Ct)).Refusals.Single().Message.ShouldContain("took longer than");
    }

    [Fact]
    public async Task A_list_without_an_address_says_how_to_give_one() =>
        (await Fetch(Options, "own", "custom", []).FetchAsync(Actor.Schedule, "other", Ct)).Refusals.Single().Message.ShouldContain("Watchlists__Lists__other__Address");

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool expected) => AddressRules.IsPublic(IPAddress.Parse(address)).ShouldBe(expected);

    // The in-process server is on the loopback address: that is what the allowance is for.
    private static FetchOptions Options => new() { AllowPrivateAddresses = true, Retries = 3, FirstPause = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(30) };

    private FetchWatchlist Fetch(Uri address) => Fetch("own", "custom", [address]);

    private FetchWatchlist Fetch(string name, string source, IReadOnlyList<Uri> addresses) => Fetch(Options, name, source, addresses);

    private FetchWatchlist Fetch(FetchOptions options, string name, string source, IReadOnlyList<Uri> addresses, string? key = null) => new(
        It.Get<IDbContextFactory<SupplyRiskDb>>(), It.Get<TakeDelivery>(), options with { Lists = [new FetchedList(name, source, addresses, FetchedList.Daily) { Authorization = key }] }, TimeProvider.System);

    private Task<Watchlist> ListAsync() => It.ReadAsync(db => db.Watchlists.SingleAsync(Ct));
}
