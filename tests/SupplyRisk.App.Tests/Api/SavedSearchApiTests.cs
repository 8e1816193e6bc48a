using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Search.Saved;

namespace SupplyRisk.App.Tests.Api;

/// <summary>Saved searches as a program keeps them.</summary>
public sealed class SavedSearchApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string Searches = "/api/v1/searches";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_is_saved_changed_and_forgotten()
    {
        var saved = await app.PostAsync(Searches, new { name = "Teapots", text = "teapot country:BD", watch = false }, HttpStatusCode.Created);
        var id = saved["id"]!.GetValue<Guid>();
        (await NamedAsync("Teapots"))!["text"]!.GetValue<string>().ShouldBe("teapot country:BD");

        using (var put = await app.Http.PutAsJsonAsync($"{Searches}/{id}", new { name = "Kettles", text = "kettle", watch = false }, Ct))
            put.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await NamedAsync("Teapots")).ShouldBeNull();
        (await NamedAsync("Kettles"))!["watched"]!.GetValue<bool>().ShouldBeFalse();

        using (var deleted = await app.Http.DeleteAsync(new Uri($"{Searches}/{id}", UriKind.Relative), Ct))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await NamedAsync("Kettles")).ShouldBeNull();
        await app.GetAsync($"{Searches}/{id}/hits", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_watch_reports_what_a_run_brought_until_it_is_marked_as_seen()
    {
        var saved = await app.PostAsync(Searches, new { name = "Porcelain", text = "porcelain", watch = true }, HttpStatusCode.Created);
        var id = saved["id"]!.GetValue<Guid>();
        var preview = await app.UploadAsync("/api/v1/imports", "more.csv", "Supplier ID,Supplier name,Country\nP-1,Porcelain Heron Works,VN\n", HttpStatusCode.OK, ("source", "second list"));
        await app.PostAsync($"/api/v1/imports/{preview["id"]}/apply", null);
        await app.ScreenAsync(Ct);
        await app.Services.GetRequiredService<CheckWatches>().HandleAsync(Ct);

        var hit = (await app.GetAsync($"{Searches}/{id}/hits?new=true")).AsArray().Single()!;
        (hit["kind"]!.GetValue<string>(), hit["name"]!.GetValue<string>()).ShouldBe(("supplier", "Porcelain Heron Works"));
        (await NamedAsync("Porcelain"))!["new"]!.GetValue<int>().ShouldBe(1);

        (await app.PostAsync($"{Searches}/{id}/seen", new { records = (Guid[])[hit["id"]!.GetValue<Guid>()] }))["marked"]!.GetValue<int>().ShouldBe(1);
        (await app.GetAsync($"{Searches}/{id}/hits?new=true")).AsArray().ShouldBeEmpty();
        (await app.GetAsync($"{Searches}/{id}/hits")).AsArray().Single()!["seen_at"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", "teapot", 422)]
    [InlineData("Open quote", "\"teapot", 422)]
    [InlineData("Kept", "kept", 409)]
    public async Task What_cannot_be_saved_is_refused(string name, string text, int status)
    {
        if (status == 409) await app.PostAsync(Searches, new { name, text, watch = false }, HttpStatusCode.Created);
        (await app.PostAsync(Searches, new { name, text, watch = false }, (HttpStatusCode)status))["problems"]!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found()
    {
        var nobody = Guid.CreateVersion7();
        await app.PostAsync($"{Searches}/{nobody}/seen", new { }, HttpStatusCode.NotFound);
        using var put = await app.Http.PutAsJsonAsync($"{Searches}/{nobody}", new { name = "A", text = "b", watch = false }, Ct);
        put.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var deleted = await app.Http.DeleteAsync(new Uri($"{Searches}/{nobody}", UriKind.Relative), Ct);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JsonNode?> NamedAsync(string name) => (await app.GetAsync(Searches)).AsArray().FirstOrDefault(s => s!["name"]!.GetValue<string>() == name);
}
