using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Audit;
using SupplyRisk.People;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>Signing in at a provider that speaks OAuth 2, from the button to the page one wanted.</summary>
public sealed class SingleSignOnTests(ProvidedApp app) : IClassFixture<ProvidedApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_was_invited_comes_in_by_the_confirmed_address_and_later_by_the_account_whatever_its_address()
    {
        var ada = await app.InvitedAsync("ada@example.com");
        Says(new { sub = "u-ada", email = "Ada@Example.com", email_verified = true });
        using (var browser = app.Browser())
        {
            (await WholeWayAsync(browser, "/suppliers?country=BD")).ShouldBe((HttpStatusCode.Redirect, "/suppliers?country=BD"));
            app.Provider.LastExchange.ShouldBe("good", "code, verifier, secret and way back fit");
            (await StatusAsync(browser, "/suppliers")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(browser, "/settings/people")).ShouldBe(HttpStatusCode.Forbidden, "what one may is what the invitation said");
        }
        (await app.AskAsync(db => db.People.Where(p => p.Id == ada.Id).Select(p => p.JoinedAt).SingleAsync(Ct))).ShouldNotBeNull();
        Says(new { sub = "u-ada", email = "ada.now-married@example.com", email_verified = true });
        using var later = app.Browser();
        (await WholeWayAsync(later, "/")).ShouldBe((HttpStatusCode.Redirect, "/"));
        (await StatusAsync(later, "/suppliers")).ShouldBe(HttpStatusCode.OK);
        (await app.AskAsync(db => db.AuditRows.Where(e => e.Subject == $"person:{ada.Id}" && (e.Action == "person.linked" || e.Action == "person.joined")).CountAsync(Ct))).ShouldBe(2, "linked and joined once");
    }

    [Fact]
    public async Task An_administrator_by_provider_is_not_asked_for_a_second_factor_of_ours()
    {
        await app.InvitedAsync("root@example.com", Role.Administrator);
        Says(new { sub = "u-root", email = "root@example.com", email_verified = "true" });
        using var browser = app.Browser();
        await WholeWayAsync(browser, "/");
        (await StatusAsync(browser, "/settings/people")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"sub":"u-1","email":"nobody@example.com","email_verified":true}""", "nobody@example.com was not invited here")]
    [InlineData("""{"sub":"u-2","email":"guest@example.com","email_verified":false}""", "did not confirm an e-mail address")]
    [InlineData("""{"sub":"u-3","email":"guest@example.com"}""", "did not confirm an e-mail address")]
    [InlineData("""{"sub":"u-4","email":"<b>x</b>@example.com","email_verified":true}""", "&lt;b&gt;x&lt;/b&gt;@example.com was not invited")]
    public async Task Whoever_was_not_invited_is_told_so_and_nobody_is_made(string who, string words)
    {
        if (await app.AskAsync(db => db.People.AllAsync(p => p.Email != "guest@example.com", Ct))) await app.InvitedAsync("guest@example.com");
        var people = await app.AskAsync(db => db.People.CountAsync(Ct));
        app.Provider.Who = JsonNode.Parse(who)!.AsObject();
        using var browser = app.Browser();
        var back = await AtProviderAsync(browser, "/");
        using var provided = await browser.GetAsync(await NextAsync(browser, back), Ct);
        provided.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await provided.Content.ReadAsStringAsync(Ct)).ShouldContain(words);
        (await StatusAsync(browser, "/suppliers")).ShouldBe(HttpStatusCode.Redirect, "no session");
        (await app.AskAsync(db => db.People.CountAsync(Ct))).ShouldBe(people);
    }

    [Fact]
    public async Task A_closed_account_stays_closed()
    {
        var eve = await app.InvitedAsync("eve@example.com");
        Says(new { sub = "u-eve", email = "eve@example.com", email_verified = true });
        using var browser = app.Browser();
        await WholeWayAsync(browser, "/");
        (await app.Services.GetRequiredService<ChangePerson>().DeactivateAsync(Actor.LocalAdministrator, eve.Id, Ct)).Done.ShouldBeTrue();
        (await StatusAsync(browser, "/suppliers")).ShouldBe(HttpStatusCode.Redirect, "the session ended with the account");
        using var again = app.Browser();
        using var provided = await again.GetAsync(await NextAsync(again, await AtProviderAsync(again, "/")), Ct);
        provided.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await provided.Content.ReadAsStringAsync(Ct)).ShouldContain("Your account here is closed");
    }

    [Theory]
    [InlineData("state", "somebody else's state")]
    [InlineData("state", null)]
    [InlineData("code", "a code nobody gave")]
    [InlineData("code", null)]
    public async Task A_way_back_with_a_wrong_part_leads_to_the_sign_in_and_nowhere_else(string part, string? value)
    {
        Says(new { sub = "u-ada", email = "ada@example.com", email_verified = true });
        using var browser = app.Browser();
        var back = await AtProviderAsync(browser, "/");
        var query = QueryHelpers.ParseQuery(back.Query).ToDictionary(q => q.Key, q => (string?)q.Value.ToString());
        if (value is null) query.Remove(part);
        else query[part] = value;
        (await NextAsync(browser, new Uri(QueryHelpers.AddQueryString(back.GetLeftPart(UriPartial.Path), query)))).PathAndQuery.ShouldBe("/sign-in?failed=provider");
        (await StatusAsync(browser, "/sign-in/provided?back=%2F")).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(browser, "/suppliers")).ShouldBe(HttpStatusCode.Redirect, "no session");
    }

    [Fact]
    public async Task A_way_back_that_began_in_another_browser_signs_nobody_in()
    {
        Says(new { sub = "u-mallory", email = "mallory@example.com", email_verified = true });
        await app.InvitedAsync("mallory@example.com");
        using var theirs = app.Browser();
        using var mine = app.Browser();
        var back = await AtProviderAsync(theirs, "/");
        (await NextAsync(mine, back)).PathAndQuery.ShouldBe("/sign-in?failed=provider");
        (await StatusAsync(mine, "/suppliers")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_code_begun_by_one_cannot_be_finished_with_the_verifier_of_another()
    {
        Says(new { sub = "u-ada", email = "ada@example.com", email_verified = true });
        using var theirs = app.Browser();
        using var mine = app.Browser();
        var (stolen, own) = (await AtProviderAsync(theirs, "/"), await AtProviderAsync(mine, "/"));
        var mixed = QueryHelpers.AddQueryString(own.GetLeftPart(UriPartial.Path), new Dictionary<string, string?>
        {
            ["code"] = QueryHelpers.ParseQuery(stolen.Query)["code"],
            ["state"] = QueryHelpers.ParseQuery(own.Query)["state"],
        });
        (await NextAsync(mine, new Uri(mixed))).PathAndQuery.ShouldBe("/sign-in?failed=provider");
        app.Provider.LastExchange.ShouldBe("verifier does not fit");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, """{"sub":"u-1"}""")]
    [InlineData(HttpStatusCode.OK, """{"email":"ada@example.com","email_verified":true}""")]
    [InlineData(HttpStatusCode.OK, """{"sub":{"deep":1},"email":"ada@example.com"}""")]
    public async Task A_provider_that_does_not_say_who_it_is_lets_nobody_in(HttpStatusCode status, string who)
    {
        (app.Provider.Who, app.Provider.UserInfoStatus) = (JsonNode.Parse(who)!.AsObject(), status);
        try
        {
            using var browser = app.Browser();
            (await NextAsync(browser, await AtProviderAsync(browser, "/"))).PathAndQuery.ShouldBe("/sign-in?failed=provider");
            (await browser.GetStringAsync(new Uri("/sign-in?failed=provider", UriKind.Relative), Ct)).ShouldContain("Fictional Directory did not sign you in");
        }
        finally
        {
            app.Provider.UserInfoStatus = HttpStatusCode.OK;
        }
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task The_page_to_come_back_to_is_one_of_ours(string back)
    {
        if (await app.AskAsync(db => db.People.AllAsync(p => p.Email != "back@example.com", Ct))) await app.InvitedAsync("back@example.com");
        Says(new { sub = "u-back", email = "back@example.com", email_verified = true });
        using var browser = app.Browser();
        (await WholeWayAsync(browser, back)).ShouldBe((HttpStatusCode.Redirect, "/"));
    }

    private void Says(object who) => app.Provider.Who = System.Text.Json.JsonSerializer.SerializeToNode(who)!.AsObject();

    /// <returns>Where the provider sends the browser then.</returns>
    private async Task<Uri> AtProviderAsync(HttpClient browser, string back)
    {
        var provider = await NextAsync(browser, new Uri($"/sign-in/provider?back={Uri.EscapeDataString(back)}", UriKind.Relative));
        provider.GetLeftPart(UriPartial.Path).ShouldBe($"{app.Provider.Address}/authorize");
        return await NextAsync(browser, provider);
    }

    private async Task<(HttpStatusCode Status, string Where)> WholeWayAsync(HttpClient browser, string back)
    {
        var provided = await NextAsync(browser, await AtProviderAsync(browser, back));
        provided.AbsolutePath.ShouldBe("/sign-in/provided");
        using var answer = await browser.GetAsync(provided, Ct);
        return (answer.StatusCode == HttpStatusCode.SeeOther ? HttpStatusCode.Redirect : answer.StatusCode, answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync(Ct));
    }

    /// <returns>Where an address redirects to.</returns>
    private static async Task<Uri> NextAsync(HttpClient browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, Ct);
        answer.Headers.Location.ShouldNotBeNull($"{address} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Ct)}");
        return new Uri(new Uri(browser.BaseAddress!, address), answer.Headers.Location); // given with the browser
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return answer.StatusCode == HttpStatusCode.SeeOther ? HttpStatusCode.Redirect : answer.StatusCode;
    }
}
