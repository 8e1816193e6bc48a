using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Data;

namespace SupplyRisk.App.Tests.Api;

/// <summary>A detained shipment over the API, from the notice to the pack, and what is refused on the way.</summary>
public sealed class ShipmentApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1/shipments";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly object[] Parties = [Party("Twin Otter Works 1"), Party("Twin Otter Works 2")];

    private static readonly object[] Steps =
    [
        new { number = 1, name = "cutting", party = "Twin Otter Works 1", place = "Hanoi", @out = new { goods = "uppers", quantity = 900, unit = "kg" }, from = "2026-05-01", to = "2026-05-09" },
        new { number = 2, name = "sewing", party = "Twin Otter Works 2", place = "Hanoi", @in = new { goods = "uppers", quantity = 900, unit = "kg" }, @out = new { goods = "shoes", quantity = 800, unit = "kg" }, from = "2026-05-10", to = "2026-05-20" },
    ];

    [Fact]
    public async Task Goes_from_an_empty_chain_to_a_final_pack_and_stands_when_it_is_handed_in()
    {
        var id = await OpenAsync("API-1");
        (await FaultsAsync(id)).ShouldContain("empty_chain");
        await app.GetAsync($"{V1}/{id}/pack", HttpStatusCode.Conflict);

        var whole = await PutAsync($"{V1}/{id}/chain", new { parties = Parties, steps = Steps });
        (await FaultsAsync(id)).ShouldBe(["missing_document", "missing_document", "not_searched", "not_searched"], ignoreOrder: true);
        await PutAsync($"{V1}/{id}/chain", new { parties = Parties, steps = Array.Empty<object>(), version = whole["shipment"]!["version"]!.GetValue<int>() - 1 }, HttpStatusCode.Conflict);
        foreach (var step in new[] { "1", "2" }) await DocumentAsync(id, step);
        whole = await app.PostAsync($"{V1}/{id}/search", null);
        whole["searches"]!.AsArray().Count.ShouldBe(2);
        whole["shipment"]!["blocking"]!.GetValue<int>().ShouldBe(0, string.Join(" ", whole["faults"]!.AsArray().Select(f => f!["message"]!.GetValue<string>())));
        whole["checklist"]!.AsArray().Count.ShouldBeGreaterThan(3);

        using (var zip = new ZipArchive(new MemoryStream(await app.Http.GetByteArrayAsync(new Uri($"{V1}/{id}/pack", UriKind.Relative), Ct))))
        {
            zip.Entries.Select(e => e.FullName).ShouldContain("documents/001-invoice-1.txt");
            using var page = new StreamReader(zip.GetEntry("index.html")!.Open()); // every pack has one
            (await page.ReadToEndAsync(Ct)).ShouldNotContain("Draft: not to be handed in");
        }
        (await app.Http.GetStringAsync(new Uri($"{V1}/{id}/responses", UriKind.Relative), Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        await app.GetAsync($"{V1}/{id}/responses?format=pdf", HttpStatusCode.BadRequest);

        (await app.PostAsync($"{V1}/{id}/state", new { state = "submitted", on = "2026-10-25" }))["shipment"]!["state"]!.GetValue<string>().ShouldBe("submitted");
        await PutAsync($"{V1}/{id}/chain", new { parties = Parties, steps = Steps }, HttpStatusCode.Conflict);
        using var removed = await app.Http.DeleteAsync(new Uri($"{V1}/{id}/files/{whole["documents"]![0]!["id"]!.GetValue<Guid>()}", UriKind.Relative), Ct);
        removed.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await app.GetAsync(V1))["items"]!.AsArray().Count(s => s!["id"]!.GetValue<Guid>() == id && s["state"]!.GetValue<string>() == "submitted").ShouldBe(1);
    }

    [Fact]
    public async Task A_table_takes_the_place_of_the_chain_and_a_wrong_one_is_refused_with_its_rows()
    {
        var id = await OpenAsync("API-2");
        const string Header = "step,name,party,address,country,place,out_goods,out_quantity,out_unit,from";
        var source = ("source", "table");
        var whole = await app.UploadAsync($"{V1}/{id}/chain", "chain.csv", $"{Header}\n1,cutting,Twin Otter Works 1,1 Road,VN,Hanoi,uppers,900,kg,2026-05-01\n", HttpStatusCode.OK, source);
        whole["chain"]!["steps"]!.AsArray().ShouldHaveSingleItem()!["out"]!["quantity"]!.GetValue<decimal>().ShouldBe(900);
        var refused = await app.UploadAsync($"{V1}/{id}/chain", "chain.csv", $"{Header}\nx,cutting,Twin Otter Works 1,1 Road,Atlantis,Hanoi,uppers,much,kg,soon\n", HttpStatusCode.UnprocessableEntity, source);
        var said = refused.ToJsonString();
        foreach (var part in new[] { "Row 2, step", "Row 2, country", "Row 2, out_quantity", "Row 2, from" }) said.ShouldContain(part);
        await app.UploadAsync($"{V1}/{id}/chain", "chain.csv", Header, HttpStatusCode.BadRequest, ("source", "hearsay"));
        (await app.GetAsync($"{V1}/{id}"))["chain"]!["steps"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_cannot_be_is_said_at_once()
    {
        await app.GetAsync($"{V1}/{Guid.CreateVersion7()}", HttpStatusCode.NotFound);
        await app.PostAsync(V1, new { supplier_id = Guid.CreateVersion7(), shipment = Shipment("API-3") }, HttpStatusCode.NotFound);
        var refused = await app.PostAsync(V1, new { supplier_id = await SupplierAsync(), shipment = new { entry_number = "", detained_on = "2026-10-20", product = "", quantity = -1, unit = "heaps", route = "exception" } }, HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "entry_number", "product", "quantity" }) refused.ToJsonString().ShouldContain(field);
        await app.PostAsync(V1, """{"supplier_id":"x"}""", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_draft_pack_says_what_stands_open_and_a_listed_name_is_a_question_until_somebody_decides()
    {
        var id = await OpenAsync("API-4");
        await PutAsync($"{V1}/{id}/chain", new { parties = new[] { Party("Blue Umbrella Foundry", "MX") }, steps = new[] { new { number = 1, name = "casting", party = "Blue Umbrella Foundry", place = "Puebla", @out = new { goods = "umbrellas", quantity = 900, unit = "kg" } } } });
        await app.PostAsync($"{V1}/{id}/search", null);
        (await FaultsAsync(id)).ShouldContain("open_match");
        using var zip = new ZipArchive(new MemoryStream(await app.Http.GetByteArrayAsync(new Uri($"{V1}/{id}/pack?draft=true", UriKind.Relative), Ct)));
        using var page = new StreamReader(zip.GetEntry("index.html")!.Open()); // every pack has one
        var text = await page.ReadToEndAsync(Ct);
        text.ShouldContain("Draft: not to be handed in");
        text.ShouldContain("Step 1 has no document.");
    }

    private static object Party(string name, string country = "VN") => new { name, address = "1 Fictional Road", country };

    private static object Shipment(string entry) =>
        new { entry_number = entry, detained_on = "2026-10-20", product = "Canvas shoes", hs_code = "6404.11", purchase_orders = new[] { "PO-1" }, quantity = 700, unit = "kg", shipped_on = "2026-06-15", route = "no_xinjiang_input" };

    private async Task<Guid> OpenAsync(string entry) =>
        (await app.PostAsync(V1, new { supplier_id = await SupplierAsync(), shipment = Shipment(entry) }, HttpStatusCode.Created))["shipment"]!["id"]!.GetValue<Guid>();

    private async Task DocumentAsync(Guid id, string step) =>
        await app.UploadAsync($"{V1}/{id}/files", $"invoice-{step}.txt", "Commercial invoice of an invented company for the goods of this step.", HttpStatusCode.Created,
            ("kind", "invoice"), ("steps", step), ("language", "en"), ("dated", "2026-05-21"));

    /// <summary>Kinds of the faults that keep the final pack back.</summary>
    private async Task<List<string>> FaultsAsync(Guid id) =>
        [.. (await app.GetAsync($"{V1}/{id}"))["faults"]!.AsArray().Where(f => f!["blocks"]!.GetValue<bool>()).Select(f => f!["kind"]!.GetValue<string>())];

    private async Task<JsonNode> PutAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await app.Http.PutAsync(new Uri(path, UriKind.Relative), content, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!; // every answer is JSON
    }

    private async Task<Guid> SupplierAsync()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
        return await db.Suppliers.Where(s => s.OwnId == "T-002").Select(s => s.Id).SingleAsync(Ct);
    }
}
