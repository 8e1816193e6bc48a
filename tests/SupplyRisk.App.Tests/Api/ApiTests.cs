using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Newtonsoft.Json;
using SupplyRisk.App.Commands;
using SupplyRisk.Audit;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Tests.Api;

/// <summary>The API as a program meets it.</summary>
public sealed class ApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/suppliers", "items")]
    [InlineData("/suppliers?band=critical&flag=hard_trigger&country=CN", "items")]
    [InlineData("/imports", "items")]
    [InlineData("/documents", "items")]
    [InlineData("/documents?state=read&kind=smeta", "items")]
    [InlineData("/runs", "items")]
    [InlineData("/cases?lane=risk", "items")]
    [InlineData("/cases?lane=match_to_check&closed=false", "items")]
    [InlineData("/watchlists", "items")]
    [InlineData("/rulesets", "rules")]
    [InlineData("/search?q=teapot", "items")]
    [InlineData("/search?q=recruitment&kind=document", "items")]
    public async Task Every_list_answers_with_what_it_holds(string path, string property) =>
        (await app.GetAsync(V1 + path))[property]!.AsArray().Count.ShouldBeGreaterThan(0);

    [Fact]
    public async Task What_a_list_names_can_be_read_one_by_one()
    {
        foreach (var list in (string[])["/suppliers", "/imports", "/documents", "/cases?lane=risk"])
        {
            var id = (await app.GetAsync(V1 + list))["items"]![0]!["id"]!.GetValue<Guid>();
            await app.GetAsync($"{V1}{list.Split('?')[0]}/{id}");
        }
        var run = (await app.GetAsync($"{V1}/runs"))["items"]![0]!["id"]!.GetValue<Guid>();
        (await app.GetAsync($"{V1}/runs/{run}"))["run"]!["id"]!.GetValue<Guid>().ShouldBe(run);
        (await app.GetAsync($"{V1}/imports/{app.ImportId}/issues"))["total"]!.GetValue<int>().ShouldBe(0);
        var rule = (await app.GetAsync($"{V1}/rulesets"))["rules"]![0]!["id"]!.GetValue<string>();
        (await app.GetAsync($"{V1}/rulesets/rules/{rule}"))["explanation"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_quote_stands_at_its_offsets_in_the_text_of_its_document()
    {
        var document = (await app.GetAsync($"{V1}/documents"))["items"]![0]!["id"]!.GetValue<Guid>();
        var text = await app.Http.GetStringAsync(new Uri($"{V1}/documents/{document}/text", UriKind.Relative), Ct);
        var finding = (await app.GetAsync($"{V1}/documents/{document}"))["findings"]![0]!;
        text[finding["start"]!.GetValue<int>()..finding["end"]!.GetValue<int>()].ShouldBe(finding["quote"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("S-100")]
    [InlineData("S-200")]
    [InlineData("S-300")]
    [InlineData("T-001")]
    public async Task A_supplier_reads_the_same_here_as_in_the_screen_command(string ownId)
    {
        var id = (await app.GetAsync($"{V1}/suppliers?text={ownId}"))["items"]![0]!["id"]!.GetValue<Guid>();
        var row = await app.Services.GetRequiredService<ScreeningReport>().OneAsync(Actor.LocalAdministrator, id, Ct);
        var command = JsonNode.Parse(JsonConvert.SerializeObject(row, CommandOutput.Json));
        JsonNode.DeepEquals(Plain(await app.GetAsync($"{V1}/suppliers/{id}")), Plain(command)).ShouldBeTrue();
    }

    [Fact]
    public async Task Page_tokens_walk_every_supplier_once()
    {
        var seen = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await app.GetAsync($"{V1}/suppliers{(token.Length == 0 ? "" : "?page_token=" + token)}");
            seen.AddRange(page["items"]!.AsArray().Select(i => i!["supplier_id"]!.GetValue<string>()));
            page["total"]!.GetValue<int>().ShouldBe(243);
            token = page["next_page_token"]?.GetValue<string>();
        }
        seen.Count.ShouldBe(243);
        seen.Distinct().Count().ShouldBe(243);
    }

    [Theory]
    [InlineData("/suppliers", "/suppliers?country=VN")]
    [InlineData("/suppliers", "/documents")]
    [InlineData("/search?q=otter", "/search?q=works")]
    public async Task A_page_token_of_another_query_is_refused(string of, string given)
    {
        var token = (await app.GetAsync(V1 + of))["next_page_token"]!.GetValue<string>();
        var problem = await app.GetAsync($"{V1}{given}{(given.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page_token={token}", HttpStatusCode.BadRequest);
        problem["problems"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/suppliers?page_token=%C3%A9", "page_token")]
    [InlineData("/suppliers?page_token=AAAA", "page_token")]
    [InlineData("/suppliers?colour=red", "colour")]
    [InlineData("/suppliers?band=purple", "band")]
    [InlineData("/cases?lane=fast", "lane")]
    [InlineData("/cases?closed=perhaps", "request")]
    [InlineData("/rulesets?x=1", "x")]
    [InlineData("/imports?page_token=abc", "page_token")]
    [InlineData("/search?q=%22open", "q")]
    public async Task A_parameter_that_is_unknown_or_wrong_is_named(string path, string field)
    {
        var problem = await app.GetAsync(V1 + path, HttpStatusCode.BadRequest);
        problem["problems"]![0]!["field"]!.GetValue<string>().ShouldBe(field);
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"status":"in_review","reason_code":"other","words":"Why.","colour":"red"}""", "colour")]
    [InlineData("""{"status":"purple","reason_code":"other","words":"Why."}""", "status")]
    [InlineData("""{"status":3,"reason_code":"other","words":"Why."}""", "status")]
    [InlineData("""{"status":""", "")]
    public async Task A_body_that_cannot_be_read_is_told_with_its_place(string body, string place)
    {
        var id = (await app.GetAsync($"{V1}/cases?lane=risk"))["items"]![0]!["id"]!.GetValue<Guid>();
        var problem = await app.PostAsync($"{V1}/cases/{id}/decision", body, HttpStatusCode.BadRequest);
        problem["detail"]!.GetValue<string>().ShouldContain(place);
    }

    [Fact]
    public async Task A_refusal_carries_its_reasons()
    {
        var none = Guid.CreateVersion7();
        foreach (var path in (string[])["/suppliers/", "/imports/", "/documents/", "/runs/", "/cases/"])
            (await app.GetAsync($"{V1}{path}{none}", HttpStatusCode.NotFound))["problems"]!.AsArray().Count.ShouldBe(1);
        await app.GetAsync($"{V1}/rulesets/rules/no-such-rule", HttpStatusCode.NotFound);
        await app.GetAsync($"{V1}/nothing-here", HttpStatusCode.NotFound);
        (await app.PostAsync($"{V1}/imports/{none}/apply", null, HttpStatusCode.NotFound))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("import_not_found");
        (await app.PostAsync($"{V1}/imports/{app.ImportId}/apply", null, HttpStatusCode.Conflict))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("import_not_previewed");
        (await app.PostAsync($"{V1}/runs/{none}/cancel", null, HttpStatusCode.NotFound))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("run_not_found");
        await app.PostAsync($"{V1}/matches/{none}/review", new { review = "dismissed", words = "Why." }, HttpStatusCode.NotFound);
        await app.PostAsync($"{V1}/findings/{none}/review", new { dismissed = true, words = "Why." }, HttpStatusCode.NotFound);
        await app.PostAsync($"{V1}/documents/links/{none}/decision", new { confirmed = true }, HttpStatusCode.NotFound);
        var problems = (await app.PostAsync($"{V1}/cases/{none}/decision", new { status = "closed", reason_code = "", words = "" }, HttpStatusCode.UnprocessableEntity))["problems"]!.AsArray();
        problems.Select(p => p!["field"]!.GetValue<string>()).ShouldBe(["outcome", "reason_code", "words"]);
        (await app.UploadAsync($"{V1}/imports", "binary.csv", "\0\u0001\u0002binary", HttpStatusCode.UnprocessableEntity, ("source", "other")))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("import_file_unusable");
        await app.UploadAsync($"{V1}/watchlists/bad", "bad.csv", "id,name\ne-1,", HttpStatusCode.UnprocessableEntity);
        await app.PostAsync($"{V1}/imports", "{}", HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_case_is_decided_once_and_a_stale_version_is_a_conflict()
    {
        var item = (await app.GetAsync($"{V1}/cases?lane=match_to_check"))["items"]![0]!;
        var id = item["id"]!.GetValue<Guid>();
        var version = (await app.GetAsync($"{V1}/cases/{id}"))["version"]!.GetValue<int>();
        var body = new { status = "in_review", reason_code = "evidence_reviewed", words = "Asked the supplier.", version };
        await app.PostAsync($"{V1}/cases/{id}/decision", body, HttpStatusCode.OK);
        (await app.PostAsync($"{V1}/cases/{id}/decision", body, HttpStatusCode.Conflict))["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("case_changed");
        (await app.GetAsync($"{V1}/cases/{id}"))["decisions"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_is_previewed_applied_and_undone()
    {
        var preview = await app.UploadAsync($"{V1}/imports", "more.csv", "Supplier ID,Supplier name,Country\nX-1,Eleventh Otter Works,PT", HttpStatusCode.OK, ("source", "another"));
        (preview["state"]!.GetValue<string>(), preview["new"]!.GetValue<int>()).ShouldBe(("previewed", 1));
        var id = preview["id"]!.GetValue<Guid>();
        (await app.PostAsync($"{V1}/imports/{id}/apply", null))["state"]!.GetValue<string>().ShouldBe("applied");
        (await app.PostAsync($"{V1}/imports/{id}/undo", null))["state"]!.GetValue<string>().ShouldBe("undone");
        await app.PostAsync($"{V1}/runs", null, HttpStatusCode.Accepted);
        await app.ScreenAsync(Ct);
    }

    [Fact]
    public async Task The_description_is_valid_and_names_every_endpoint_with_a_summary()
    {
        var text = await app.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct);
        var read = OpenApiDocument.Parse(text, "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        var operations = read.Document!.Paths.SelectMany(p => p.Value.Operations!.Select(o => (Path: p.Key, Verb: o.Key.Method, Operation: o.Value))).ToList();
        operations.ShouldAllBe(o => !string.IsNullOrWhiteSpace(o.Operation.Summary) && !string.IsNullOrWhiteSpace(o.Operation.OperationId));
        var mapped = app.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {Template(e.RoutePattern.RawText!)}")).Order(StringComparer.Ordinal).ToList();
        mapped.Count.ShouldBeGreaterThan(20);
        operations.Select(o => $"{o.Verb} {o.Path}").Order(StringComparer.Ordinal).ShouldBe(mapped);
    }

    [Fact]
    public async Task The_page_to_try_it_answers() =>
        (await app.Http.GetStringAsync(new Uri("/api/docs/index.html", UriKind.Relative), Ct)).ShouldContain("swagger");

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told(string path) =>
        (await app.Http.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("/api/v1/imports")]
    [InlineData("/api/v1/documents")]
    [InlineData("/api/v1/watchlists/any")]
    public async Task An_upload_over_the_limit_is_refused_before_it_is_sent(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {app.Key}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {300L << 20}\r\nConnection: close\r\n\r\n"), Ct);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        (await reader.ReadLineAsync(Ct)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task An_upload_larger_than_the_framework_takes_by_itself_is_taken()
    {
        var rows = new StringBuilder("Supplier ID,Supplier name,Country\nX-1,Eleventh Otter Works,PT\n");
        rows.Append(',', 900_000).Append('\n');
        while (rows.Length < 31 << 20) rows.Append(' ', 900_000).Append('\n');
        var answer = await app.UploadAsync($"{V1}/imports", "large.csv", rows.ToString(), HttpStatusCode.UnprocessableEntity, ("source", "large"));
        answer["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("import_file_unusable", "read, and found to be no list");
    }

    [Fact]
    public async Task What_another_web_site_sends_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{V1}/runs", UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await app.Http.SendAsync(request, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Template(string pattern) => pattern.Replace(":guid", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>Numbers without their spelling: 0.50 is 0.5.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Plain(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Plain)]),
        JsonValue v when v.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create((double)v.GetValue<decimal>()),
        _ => node?.DeepClone(),
    };
}
