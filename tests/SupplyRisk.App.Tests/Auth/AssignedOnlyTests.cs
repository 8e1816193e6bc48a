using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>An auditor sees the one supplier that was assigned, and nothing that tells of another: no name, no figure, no document.</summary>
public sealed partial class AssignedOnlyTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private static readonly string[] Hidden = ["Paper Lantern", "纸灯笼", "Twin Otter", "Blue Umbrella", "S-100", "S-300", "T-001"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_that_links_lead_to_names_another_supplier()
    {
        using var http = await demo.AsAsync(Role.Auditor);
        var (waiting, seen, found) = (new Queue<string>(["/", "/suppliers", "/review", "/review?lane=match_to_check", "/review?lane=gather_evidence", "/documents", "/search?q=otter", "/search?q=works", "/search/complete?q=ot", "/search/complete?q=pap", "/lists", "/imports", "/runs", "/searches"]), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path) || seen.Count > 400) continue;
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            if (!path.StartsWith("/search", StringComparison.Ordinal)) answer.StatusCode.ShouldBe(HttpStatusCode.OK, path + ": a page links to it");
            found.AddRange(Hidden.Where(h => text.Contains(h, StringComparison.Ordinal)).Select(h => $"{path}: {h}"));
            foreach (Match link in Link().Matches(text))
                if (!link.Groups["to"].Value.StartsWith("/lib", StringComparison.Ordinal) && !link.Groups["to"].Value.StartsWith("/rules/", StringComparison.Ordinal)) waiting.Enqueue(link.Groups["to"].Value);
        }
        seen.Count.ShouldBeGreaterThan(15);
        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/suppliers", 1)]
    [InlineData("/api/v1/documents", 1)]
    [InlineData("/api/v1/imports", 0)]
    [InlineData("/api/v1/runs", 0)]
    [InlineData("/api/v1/search?q=works", 0)]
    [InlineData("/api/v1/search?q=teapot", 1)]
    [InlineData("/api/v1/search?q=recruitment&kind=document", 1)]
    public async Task A_total_counts_what_is_assigned(string path, int total)
    {
        using var http = await demo.AsAsync(Role.Auditor);
        var answer = JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), Ct))!; // the API answers with JSON
        (answer["total"]!.GetValue<int>(), answer["items"]!.AsArray().Count).ShouldBe((total, total));
        Hidden.Where(h => answer.ToJsonString().Contains(h, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_belongs_to_another_supplier_is_not_found_and_cannot_be_decided()
    {
        await using var db = await demo.Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
        var other = await db.Suppliers.Where(s => s.OwnId == "S-300").Select(s => s.Id).SingleAsync(Ct);
        var document = await db.DocumentLinks.Where(l => l.SupplierId == other).Select(l => l.DocumentId).FirstAsync(Ct);
        var finding = await db.Findings.Where(f => f.DocumentId == document).Select(f => f.Id).FirstAsync(Ct);
        var link = await db.DocumentLinks.Where(l => l.SupplierId == other).Select(l => l.Id).FirstAsync(Ct);
        var @case = await db.Cases.Where(c => c.SupplierId == other).Select(c => c.Id).FirstAsync(Ct);
        using var http = await demo.AsAsync(Role.Auditor);
        foreach (var path in new[] { $"/suppliers/{other}", $"/documents/{document}", $"/review/{@case}", $"/api/v1/suppliers/{other}", $"/api/v1/suppliers/{other}/what-would-lower", $"/api/v1/documents/{document}", $"/api/v1/documents/{document}/text", $"/api/v1/cases/{@case}" })
            (await http.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        foreach (var (path, body) in new[] { ($"/api/v1/cases/{@case}/decision", """{"status":"in_review","reason_code":"other","words":"Why."}"""), ($"/api/v1/findings/{finding}/review", """{"dismissed":true,"words":"Why."}"""), ($"/api/v1/documents/links/{link}/decision", """{"confirmed":false}""") })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            (await http.PostAsync(new Uri(path, UriKind.Relative), content, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task The_account_of_the_assigned_supplier_tells_that_somebody_stands_up_the_chain_and_not_who()
    {
        await using var db = await demo.Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
        var mine = await db.Suppliers.Where(s => s.OwnId == "S-200").Select(s => s.Id).SingleAsync(Ct);
        using (var everything = await demo.AsAsync(Role.Administrator))
            (await everything.GetStringAsync(new Uri($"/api/v1/suppliers/{mine}", UriKind.Relative), Ct)).ShouldContain("Paper Lantern Mills");
        using var http = await demo.AsAsync(Role.Auditor);
        foreach (var path in new[] { $"/api/v1/suppliers/{mine}", $"/suppliers/{mine}" })
        {
            var text = await http.GetStringAsync(new Uri(path, UriKind.Relative), Ct);
            text.ShouldContain("a supplier not assigned to you", Case.Insensitive);
            Hidden.Where(h => WebUtility.HtmlDecode(text).Contains(h, StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    [GeneratedRegex("href=\"(?<to>/[^\"#]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
