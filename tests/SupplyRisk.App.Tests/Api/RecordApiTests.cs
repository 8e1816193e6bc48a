using System.Net;
using SupplyRisk.Audit;

namespace SupplyRisk.App.Tests.Api;

/// <summary>The audit record at the API: read, proved, taken out.</summary>
public sealed class RecordApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1";

    [Fact]
    public async Task It_is_read_filtered_and_proved_against_a_head_noted_earlier()
    {
        var all = await app.GetAsync($"{V1}/record?all=true");
        var lines = all["items"]!.AsArray();
        lines.Select(l => l!["line"]!.GetValue<long>()).ShouldBe(lines.Select(l => l!["line"]!.GetValue<long>()).OrderDescending());
        lines.Select(l => l!["action"]!.GetValue<string>()).ShouldContain("import.applied");
        (await app.GetAsync($"{V1}/record?action=import.applied"))["items"]!.AsArray().ShouldAllBe(l => l!["action"]!.GetValue<string>() == "import.applied");
        var chain = await app.GetAsync($"{V1}/record/chain");
        chain["whole"]!.GetValue<bool>().ShouldBeTrue();
        var head = chain["head"]!.GetValue<string>();
        await app.UploadAsync($"{V1}/watchlists/later", "later.csv", "id,name,country,aliases\ne-1,Fictional Later Silicon,CN,\n");
        (await app.GetAsync($"{V1}/record/chain?head={head}"))["whole"]!.GetValue<bool>().ShouldBeTrue();
        var wrong = new AuditHead(AuditHead.Parse(head)!.Seq, new string('0', 64));
        (await app.GetAsync($"{V1}/record/chain?head={wrong}"))["problems"]!.AsArray().Count.ShouldBe(1);
        await app.GetAsync($"{V1}/record/chain?head=none", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("csv", "text/csv", "\uFEFFline,at,who_id,who")]
    [InlineData("html", "text/html", "<!DOCTYPE html>")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    public async Task It_is_taken_out_as_a_file(string format, string type, string begins)
    {
        using var answer = await app.Http.GetAsync(new Uri($"{V1}/record/export?format={format}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Content.Headers.ContentDisposition!.FileName!.ShouldEndWith(format);
        System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldStartWith(begins, Case.Sensitive);
    }
}
