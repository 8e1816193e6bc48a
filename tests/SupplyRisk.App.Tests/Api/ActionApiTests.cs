using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Exchange;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Tests.Api;

/// <summary>Corrective actions over the API, and a supplier's own page as its bytes.</summary>
public sealed class ActionApiTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string V1 = "/api/v1";
    private const string Told = "The foreman keeps my passport and shouts when I ask for it";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_action_is_planned_found_and_moved()
    {
        var supplier = await SupplierAsync("S-300");
        var body = new { supplier_id = supplier, action = new { kind = "back_pay", found = "Wages were late.", owner = "Fictional Owner", due = "2020-01-31", amount = 1234.5, currency = "MXN", people = 25 } };
        var made = await app.PostAsync($"{V1}/actions", body, HttpStatusCode.Created);
        var id = made["action"]!["id"]!.GetValue<Guid>();
        made["next"]!.AsArray().Select(n => n!.GetValue<string>()).ShouldBe(["agreed", "disputed", "cancelled"]);
        var listed = await app.GetAsync($"{V1}/actions?overdue=true&kind=back_pay&supplier_id={supplier}");
        listed["items"]!.AsArray().ShouldHaveSingleItem()!["amount"]!.GetValue<decimal>().ShouldBe(1234.5m);
        (await app.PostAsync($"{V1}/actions/{id}/step", new { state = "agreed", words = "Yes.", version = 1 }))["action"]!["supplier_words"]!.GetValue<string>().ShouldBe("Yes.");
        await app.PostAsync($"{V1}/actions/{id}/step", new { state = "done", words = "", version = 1 }, HttpStatusCode.Conflict);
        await app.PostAsync($"{V1}/actions/{id}/step", new { state = "verified", words = "Seen." }, HttpStatusCode.Conflict);
        await app.PostAsync($"{V1}/actions", new { supplier_id = supplier }, HttpStatusCode.UnprocessableEntity);
        await app.GetAsync($"{V1}/actions/{Guid.Empty}", HttpStatusCode.NotFound);
        await app.GetAsync($"{V1}/actions?state=finished", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task No_byte_of_a_suppliers_page_repeats_what_a_worker_said()
    {
        var supplier = await SupplierAsync("S-200");
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct))
        {
            var link = await db.DocumentLinks.FirstAsync(l => l.SupplierId == supplier, Ct);
            await db.Documents.Where(d => d.Id == link.DocumentId).ExecuteUpdateAsync(u => u.SetProperty(d => d.Title, Told), Ct);
            db.Findings.Add(new Finding { Id = Guid.CreateVersion7(), DocumentId = link.DocumentId, Rule = "ilo.test", Indicator = Indicator.RetentionOfIdentityDocuments, Status = EvidenceStatus.Asserted, Speaker = Speaker.Worker, Start = 0, End = 4, Quote = Told, Why = Told, Language = "en" });
            await db.SaveChangesAsync(Ct);
            var plan = app.Services.GetRequiredService<PlanAction>();
            var details = new ActionDetails(RemedyKind.DocumentsReturned, Told, Told, "Please return all passports.", Told, null, null, null, 3);
            (await plan.PlanAsync(Actor.LocalAdministrator, supplier, details, new ActionOrigin(null, link.DocumentId, 0, "ilo.test"), Ct)).Done.ShouldBeTrue();
        }
        using var visitor = await OpenAsync(supplier);
        var sent = new SentFile(Path.GetTempFileName(), $"{Told}.txt", 3, null, null, Told);
        await File.WriteAllTextAsync(sent.Path, "abc", Ct);
        var links = app.Services.GetRequiredService<PageLinks>();
        var made = (await links.MakeAsync(Actor.LocalAdministrator, supplier, 1, Ct)).Value!;
        (await app.Services.GetRequiredService<AnswerAsSupplier>().SendFileAsync((await links.VisitAsync(made.Token, null, Ct))!, sent, Ct)).Done.ShouldBeTrue();
        File.Delete(sent.Path);

        var html = await visitor.GetStringAsync(new Uri("/for-suppliers", UriKind.Relative), Ct);
        html.ShouldContain("Please return all passports.");
        var bytes = WebUtility.HtmlDecode(html);
        foreach (var part in new[] { "foreman", "keeps my passport", "shouts when", "It concerns 3", "S-200 report", "Kathmandu", "120,000", "ilo.test", "DebtBondage", "debt_bondage", "of 100", "/documents/", "/suppliers/", "/review/" })
            bytes.ShouldNotContain(part, Case.Insensitive);
        html.ShouldNotContain("<!--");
    }

    [Fact]
    public async Task The_page_is_closed_to_whoever_has_no_link_before_anything_sent_is_read()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Http.BaseAddress };
        foreach (var path in new[] { "/for-suppliers/files", "/for-suppliers/corrections", "/for-suppliers/disputes", $"/for-suppliers/actions/{Guid.Empty}" })
        {
            using var form = new FormUrlEncodedContent([new("words", "x")]);
            using var response = await stranger.PostAsync(new Uri(path, UriKind.Relative), form, Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        }
        using var visitor = await OpenAsync(await SupplierAsync("S-300"));
        using var without = new FormUrlEncodedContent([new("words", "x")]);
        using var refused = await visitor.PostAsync(new Uri("/for-suppliers/disputes", UriKind.Relative), without, Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "no form token");
    }

    /// <summary>A browser, as it were, that has opened the supplier's link.</summary>
    private async Task<HttpClient> OpenAsync(Guid supplier)
    {
        var made = (await app.Services.GetRequiredService<PageLinks>().MakeAsync(Actor.LocalAdministrator, supplier, 1, Ct)).Value!;
        var visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = app.Http.BaseAddress };
        using var opened = await visitor.GetAsync(new Uri($"/for-suppliers/{made.Token}", UriKind.Relative), Ct);
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        opened.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/for-suppliers"); // where it came to
        (await opened.Content.ReadAsStringAsync(Ct)).ShouldNotContain(made.Token);
        return visitor;
    }

    private async Task<Guid> SupplierAsync(string ownId)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(Ct);
        return await db.Suppliers.Where(s => s.OwnId == ownId).Select(s => s.Id).SingleAsync(Ct);
    }
}

/// <summary>Apart, because it uses up what one address may ask for.</summary>
public sealed class SupplierPageLimitTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task Guessing_tokens_ends_soon()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 140; i++)
        {
            using var response = await app.Http.GetAsync(new Uri($"/for-suppliers/{new string('A', 40)}{i:000}", UriKind.Relative), TestContext.Current.CancellationToken);
            answers.Add(response.StatusCode);
        }
        answers.Count(a => a == HttpStatusCode.TooManyRequests).ShouldBeGreaterThan(0); // at most two windows of sixty meet in the time this takes
        answers.ShouldNotContain(HttpStatusCode.OK);
    }
}
