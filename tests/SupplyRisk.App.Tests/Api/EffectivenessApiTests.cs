using System.Net;
using System.Text.Json.Nodes;

namespace SupplyRisk.App.Tests.Api;

/// <summary>What the work brought, over the API: the same numbers as on the page, and every one with its parts.</summary>
public sealed class EffectivenessApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1/effectiveness";

    [Fact]
    public async Task Counts_flags_of_the_month_and_their_months_and_kinds_add_up()
    {
        var all = await app.GetAsync(V1);
        all["by"]!.GetValue<string>().ShouldBe("country");
        foreach (var figure in all["figures"]!.AsArray())
        {
            var count = figure!["count"]!.GetValue<int>();
            figure["months"]!.AsArray().Count.ShouldBe(12);
            Sum(figure["months"]!).ShouldBe(count, figure["figure"]!.GetValue<string>());
            if (figure["kinds"]!.AsArray().Count > 0) Sum(figure["kinds"]!).ShouldBe(count, figure["figure"]!.GetValue<string>());
        }
        Figure(all, "flags_raised")["count"]!.GetValue<int>().ShouldBeGreaterThan(0, "S-100 is listed");
    }

    [Theory]
    [InlineData("country", "VN", 240)]
    [InlineData("tier", "1", null)]
    [InlineData("sector", null, null)]
    public async Task Groups_suppliers_by_what_is_asked(string by, string? value, int? suppliers)
    {
        var groups = (await app.GetAsync($"{V1}?by={by}&months=3"))["groups"]!.AsArray();
        groups.Sum(g => g!["suppliers"]!.GetValue<int>()).ShouldBe(243);
        if (suppliers is { } count) groups.Single(g => g!["value"]!.GetValue<string>() == value)!["suppliers"]!.GetValue<int>().ShouldBe(count);
    }

    [Theory]
    [InlineData("by=colour")]
    [InlineData("months=0")]
    [InlineData("months=9999")]
    public async Task What_it_does_not_know_is_refused(string query) => await app.GetAsync($"{V1}?{query}", HttpStatusCode.BadRequest);

    private static int Sum(JsonNode points) => points.AsArray().Sum(p => p!["count"]!.GetValue<int>());

    private static JsonNode Figure(JsonNode all, string figure) => all["figures"]!.AsArray().Single(f => f!["figure"]!.GetValue<string>() == figure)!;
}
