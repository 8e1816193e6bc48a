using System.Net;
using System.Text.Json.Nodes;

namespace SupplyRisk.App.Tests.Api;

/// <summary>Lists at the API: what is held, decided, compared and looked at.</summary>
public sealed class WatchlistApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1";
    private const string Five = "id,name,country,aliases\ne-1,Fictional Otter Silicon,CN,Otter Glass\ne-2,B,CN,\ne-3,C,CN,\ne-4,D,CN,\ne-5,E,CN,\n";

    [Fact]
    public async Task A_list_that_shrank_is_held_released_and_compared()
    {
        await app.UploadAsync($"{V1}/watchlists/otters", "otters.csv", Five);
        var held = await app.UploadAsync($"{V1}/watchlists/otters", "otters.csv", Five[..Five.IndexOf("e-4", StringComparison.Ordinal)].Replace("Otter Glass", "", StringComparison.Ordinal), HttpStatusCode.Conflict);
        Code(held).ShouldBe("watchlist_held");
        var list = await app.GetAsync($"{V1}/watchlists/otters");
        list["list"]!["health"]!.GetValue<string>().ShouldBe("held");
        var delivery = list["deliveries"]![0]!;
        (delivery["cause"]!.GetValue<string>(), delivery["can_be_released"]!.GetValue<bool>(), delivery["entries"]!.GetValue<int>()).ShouldBe(("shrunk", true, 3));
        var id = delivery["id"]!.GetValue<string>();
        Code(await app.PostAsync($"{V1}/watchlist-deliveries/{id}/release", new { because = "" }, HttpStatusCode.UnprocessableEntity)).ShouldBe("reason_missing");
        (await app.PostAsync($"{V1}/watchlist-deliveries/{id}/release", new { because = "Two were taken off." }))["state"]!.GetValue<string>().ShouldBe("released");
        await app.PostAsync($"{V1}/watchlist-deliveries/{id}/discard", new { because = "x" }, HttpStatusCode.Conflict);
        var difference = await app.GetAsync($"{V1}/watchlists/otters/difference");
        (difference["removed_count"]!.GetValue<int>(), difference["changed_count"]!.GetValue<int>()).ShouldBe((2, 1));
        difference["changed"]![0]!["changes"]![0]!.GetValue<string>().ShouldBe("alias gone: Otter Glass");
        (await app.GetAsync($"{V1}/watchlists/otters/entries?text=otter"))["total"]!.GetValue<int>().ShouldBe(1);
        var entry = await app.GetAsync($"{V1}/watchlists/otters/entry?id=e-1");
        entry["history"]!.AsArray().Count.ShouldBe(3, "what it said, until when it said so, and what it says");
        entry["in_force"]!.GetValue<bool>().ShouldBeTrue();
        await app.GetAsync($"{V1}/watchlists/otters/entry?id=e-9", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Says_whose_formats_are_read_and_that_an_address_is_needed_to_fetch()
    {
        (await app.GetAsync($"{V1}/watchlist-sources"))["items"]!.AsArray().Select(s => s!["source"]!.GetValue<string>())
            .ShouldBe(["uflpa", "cbp-wro", "dol-goods", "ofac-sdn", "eu", "un", "csl", "opensanctions", "open-supply-hub", "custom"]);
        Code(await app.PostAsync($"{V1}/watchlists/uflpa/refresh", null, HttpStatusCode.NotFound)).ShouldBe("watchlist_not_configured");
    }

    private static string Code(JsonNode problem) => problem["problems"]![0]!["code"]!.GetValue<string>();
}
