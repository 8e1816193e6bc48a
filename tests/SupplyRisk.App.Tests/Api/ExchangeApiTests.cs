using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.App.Tests.Api;

/// <summary>What a supplier is asked and answers, over the API: link, request, correction, and what a person says of it.</summary>
public sealed class ExchangeApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_once_told_and_a_correction_counts_once_accepted()
    {
        var id = await SupplierAsync(3);
        var root = $"/api/v1/suppliers/{id}/exchange";
        var made = await app.PostAsync($"{root}/links", new { days = 7 });
        var address = made["url"]!.GetValue<string>();
        (await app.GetAsync(root)).ToJsonString().ShouldNotContain(address.Split('/')[^1], Case.Sensitive, "it is told once");
        var asked = (await app.PostAsync($"{root}/requests", new { what = "Please send the last audit.", due = "2099-01-31" }))["id"]!.GetValue<Guid>();

        var visit = (await app.Services.GetRequiredService<PageLinks>().VisitAsync(address.Split('/')[^1], "203.0.113.9", Ct))!;
        var answer = (await app.Services.GetRequiredService<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.PostalCode, "10000", "", Ct)).Value!;
        var sent = (await app.GetAsync(root))["answers"]!.AsArray().ShouldHaveSingleItem()!;
        (sent["fact"]!.GetValue<string>(), sent["after"]!.GetValue<string>(), sent["state"]!.GetValue<string>()).ShouldBe(("postal_code", "10000", "waiting"));
        await app.PostAsync($"/api/v1/exchange/answers/{answer.Id}/decision", new { accepted = false }, HttpStatusCode.UnprocessableEntity);
        var decided = await app.PostAsync($"/api/v1/exchange/answers/{answer.Id}/decision", new { accepted = true });
        (decided["state"]!.GetValue<string>(), decided["proposal_id"]).ShouldBe(("accepted", null));
        await app.PostAsync($"/api/v1/exchange/answers/{answer.Id}/decision", new { accepted = true }, HttpStatusCode.Conflict);

        await EmptyAsync($"/api/v1/exchange/requests/{asked}/settle");
        await EmptyAsync($"/api/v1/exchange/links/{made["id"]}/revoke");
        (await app.Services.GetRequiredService<PageLinks>().VisitAsync(address.Split('/')[^1], null, Ct)).ShouldBeNull();
        var after = await app.GetAsync(root);
        (after["requests"]![0]!["settled_at"] is not null, after["links"]![0]!["open"]!.GetValue<bool>()).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_cannot_be_is_told()
    {
        var id = await SupplierAsync(4);
        await app.GetAsync($"/api/v1/suppliers/{Guid.CreateVersion7()}/exchange", HttpStatusCode.NotFound);
        await app.PostAsync($"/api/v1/suppliers/{id}/exchange/links", new { days = 9999 }, HttpStatusCode.UnprocessableEntity);
        await app.PostAsync($"/api/v1/suppliers/{id}/exchange/requests", new { what = " " }, HttpStatusCode.UnprocessableEntity);
        foreach (var address in new[] { "links/{0}/revoke", "requests/{0}/settle" })
            await app.PostAsync($"/api/v1/exchange/{string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Guid.CreateVersion7())}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rules_are_put_in_force_only_as_somebody_else_proposed_them()
    {
        var candidate = await app.GetAsync("/api/v1/rulesets/candidate");
        (candidate["in_force"]!.GetValue<bool>(), candidate["problems"]!.AsArray().Count, candidate["changes"]!.AsArray().Count, candidate["proposed"]).ShouldBe((true, 0, 0, (JsonNode?)null));
        foreach (var (address, body) in new (string, object)[] { ("propose", new { hash = "of another day", words = "Why." }), ("publish", new { hash = "of another day" }) })
            (await app.PostAsync($"/api/v1/rulesets/candidate/{address}", body, HttpStatusCode.Conflict))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("rules_changed");
    }

    private async Task<Guid> SupplierAsync(int at) => (await app.GetAsync("/api/v1/suppliers"))["items"]![at]!["id"]!.GetValue<Guid>();

    private async Task EmptyAsync(string path)
    {
        using var response = await app.Http.PostAsync(new Uri(path, UriKind.Relative), null, Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
