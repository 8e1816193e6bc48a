using System.Net;

namespace SupplyRisk.App.Tests.Api;

/// <summary>Statements over the API: what people say beside the text.</summary>
public sealed class StatementApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1/statements";

    [Fact]
    public async Task A_comment_is_said_about_a_section_found_and_settled()
    {
        var facts = new { legal_form = "", registration = "", address = "", website = "", seat = new[] { "US" }, business = new[] { "US" }, listed = Array.Empty<string>(), activities = new[] { "retails" }, sectors = new[] { "kettles" }, subsidiaries = Array.Empty<string>(), measures = Array.Empty<object>(), buys_as = Array.Empty<string>() };
        var entity = (await app.PostAsync($"{V1}/entities", new { name = "Fictional Comment Holding", facts }, HttpStatusCode.Created))["id"]!.GetValue<Guid>();
        var id = (await app.PostAsync(V1, new { entity_id = entity, laws = new[] { "us-ca-tscsa" }, period_from = "2025-01-01", period_to = "2025-12-31" }, HttpStatusCode.Created))["statement"]!["id"]!.GetValue<Guid>();
        (await app.GetAsync($"{V1}/{id}/comments")).AsArray().ShouldBeEmpty();

        await app.PostAsync($"{V1}/{id}/comments", new { words = "Read it as a whole." }, HttpStatusCode.Created);
        var said = (await app.PostAsync($"{V1}/{id}/comments", new { words = "Who audits?", section = "audits" }, HttpStatusCode.Created)).AsArray();
        said.Select(c => (c!["section"]?.GetValue<string>(), c["words"]!.GetValue<string>())).ShouldBe([("audits", "Who audits?"), (null, "Read it as a whole.")]);
        await app.PostAsync($"{V1}/{id}/comments", new { words = "x", section = "no-such" }, HttpStatusCode.NotFound);
        await app.PostAsync($"{V1}/{id}/comments", new { words = " " }, HttpStatusCode.UnprocessableEntity);
        await app.PostAsync($"{V1}/{Guid.CreateVersion7()}/comments", new { words = "x" }, HttpStatusCode.NotFound);

        var comment = said[0]!["id"]!.GetValue<Guid>();
        (await app.PostAsync($"{V1}/{id}/comments/{comment}/settle", null)).AsArray()[0]!["settled_at"].ShouldNotBeNull();
        await app.PostAsync($"{V1}/{id}/comments/{comment}/settle", null, HttpStatusCode.NotFound);
    }
}
