using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>An administrator's first day: the way in, people, keys, the schedule, who is told of what; and all of it in the record.</summary>
public sealed class AdministratorDayTests(RunningProduct product)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(With.Mouse)]
    [InlineData(With.Keyboard)]
    public async Task Lets_people_and_programs_in_and_out_and_sets_when_it_runs_and_who_is_told(With with)
    {
        await using var alex = await product.VisitAsync(dark: with == With.Keyboard);
        await using var its = await OwnInstallation.NewAsync();
        var hand = Hand.Of(with, alex);
        await ComeInAsync(hand, its);
        await SeeToPeopleAsync(hand, its);
        await SeeToKeysAsync(hand, its);
        await SetTheScheduleAsync(hand, its);
        await SayWhoIsToldAsync(hand, its);
        await ReadTheRecordAsync(hand, its);
        await GoAndComeBackAsync(hand);
    }

    private string recovery = "";

    private async Task ComeInAsync(Hand hand, OwnInstallation its)
    {
        var (alex, page) = (hand.Visitor, hand.Page);
        (await alex.OpenAsync(its.Address + "/suppliers")).Url.ShouldContain("/sign-in?back=", Case.Insensitive, "nobody is let in before");
        await alex.FindNothingWrongAsync();
        await alex.OpenAsync(its.FirstLink);
        await alex.FindNothingWrongAsync();
        await hand.TypeAsync("Your name", "Alex Example");
        await hand.TypeAsync("Your e-mail address", "alex@example.com");
        await hand.TypeAsync("Password", "password1234");
        await hand.TypeAsync("Once more", "password1234");
        await hand.PressAsync(AriaRole.Button, "Join");
        await Assertions.Expect(page.GetByText("is guessed first").First).ToBeVisibleAsync();
        await hand.TypeAsync("Password", OwnInstallation.Password);
        await hand.TypeAsync("Once more", OwnInstallation.Password);
        await hand.PressAsync(AriaRole.Button, "Join");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Set up a second factor");
        await alex.FindNothingWrongAsync();
        (await alex.OpenAsync(its.Address + "/settings/people")).Url.ShouldEndWith("/account/second-factor"); // nothing else before
        var key = await page.Locator("code.key").InnerTextAsync();
        await hand.TypeAsync("Six digits", Authenticator.CodeOf(key));
        await hand.PressAsync(AriaRole.Button, "Turn it on");
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        await alex.FindNothingWrongAsync();
        recovery = await page.Locator(".codes li").First.InnerTextAsync();
        await hand.PressAsync(AriaRole.Link, "I have kept them");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        (await page.Context.APIRequest.GetAsync(its.FirstLink)).Status.ShouldBe(404, "it works once");
    }

    // Invites an auditor, gives her another role, shuts her out: each holds with her next click.
    private async Task SeeToPeopleAsync(Hand hand, OwnInstallation its)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "People" }));
        await hand.TypeAsync("Name", "Aude Example");
        await hand.TypeAsync("E-mail address", "aude@example.com");
        await hand.CheckAsync(AriaRole.Checkbox, "Auditor");
        await hand.TypeAsync("Suppliers an auditor sees", "S-1");
        await hand.PressAsync(AriaRole.Button, "Make the invitation");
        var invitation = await page.Locator("#one-time-link").InputValueAsync();
        await hand.FindNothingWrongAsync();

        await using var aude = await product.VisitAsync(390);
        await OwnInstallation.JoinAsync(Hand.Of(With.Mouse, aude), invitation);
        await aude.OpenAsync(its.Address + "/suppliers");
        await Assertions.Expect(aude.Page.GetByText("Walking Teapot Ltd").First).ToBeVisibleAsync();
        await Assertions.Expect(aude.Page.GetByText("Blue Umbrella Foundry")).ToHaveCountAsync(0);
        (await aude.OpenAsync(its.Address + "/settings/people")).Status.ShouldBe(403);

        await hand.PressAsync(AriaRole.Link, "Aude Example");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Aude Example");
        await hand.PressAsync(AriaRole.Button, "Withdraw Walking Teapot Ltd");
        await Assertions.Expect(page.GetByText("None yet.")).ToBeVisibleAsync();
        await aude.OpenAsync(its.Address + "/suppliers");
        await Assertions.Expect(aude.Page.GetByText("Walking Teapot Ltd")).ToHaveCountAsync(0);
        await hand.UncheckAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Auditor" }));
        await hand.CheckAsync(AriaRole.Checkbox, "Read only");
        await hand.PressAsync(AriaRole.Button, "Save");
        await Assertions.Expect(page.GetByText("this person sees all")).ToBeVisibleAsync();
        await hand.FindNothingWrongAsync();
        await aude.OpenAsync(its.Address + "/suppliers");
        await Assertions.Expect(aude.Page.GetByText("Blue Umbrella Foundry").First).ToBeVisibleAsync();
        await hand.PressAsync(page.Locator("summary", new() { HasText = "Shut them out" }));
        await hand.PressAsync(AriaRole.Button, "Deactivate Aude Example");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Let them in again" })).ToBeVisibleAsync();
        (await aude.OpenAsync(its.Address + "/suppliers")).Url.ShouldContain("/sign-in");
    }

    private static async Task SeeToKeysAsync(Hand hand, OwnInstallation its)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Keys" }));
        await hand.PressAsync(AriaRole.Button, "Make the key");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await hand.FindNothingWrongAsync();
        await hand.TypeAsync("What it is for", "ERP");
        await hand.CheckAsync(page.Locator("input[name=right][value=start_runs]"));
        await hand.PressAsync(AriaRole.Button, "Make the key");
        var key = await page.Locator("#new-key").InputValueAsync();
        await hand.FindNothingWrongAsync();

        using var program = new HttpClient { BaseAddress = new Uri(its.Address) };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        (await program.GetStringAsync(new Uri("/api/v1/suppliers", UriKind.Relative), Ct)).ShouldContain("Walking Teapot Ltd");
        (await PostAsync("/api/v1/runs")).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync("/api/v1/watchlists/own/refresh")).ShouldBe(HttpStatusCode.Forbidden, "it was given one right");
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Keys" }));
        await Assertions.Expect(page.GetByText("last used")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#new-key")).ToHaveCountAsync(0);
        await hand.PressAsync(AriaRole.Button, "Revoke ERP");
        await Assertions.Expect(page.GetByText("revoked")).ToBeVisibleAsync();
        (await program.GetAsync(new Uri("/api/v1/suppliers", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("/api/v1/runs")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> PostAsync(string address)
        {
            using var answer = await program.PostAsync(new Uri(address, UriKind.Relative), null, Ct);
            return answer.StatusCode;
        }
    }

    private static async Task SetTheScheduleAsync(Hand hand, OwnInstallation its)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" }).GetByRole(AriaRole.Link, new() { Name = "Schedule" }));
        await hand.TypeAsync("Cron line", "0 15 6 ? * MON-FRI");
        await hand.TypeAsync("Time zone", "Europe/Berlin");
        await hand.PressAsync(AriaRole.Button, "Show the next times");
        await Assertions.Expect(page.GetByText("On Monday to Friday at 06:15")).ToBeVisibleAsync();
        page.Url.ShouldNotContain("Token", Case.Insensitive, "an address can be passed on");
        await hand.FindNothingWrongAsync();
        (await (await page.Context.APIRequest.GetAsync(its.Address + "/settings/schedule")).TextAsync()).ShouldNotContain("06:15", Case.Insensitive, "looking changes nothing");
        await hand.PressAsync(AriaRole.Button, "Save");
        await Assertions.Expect(page.GetByText("Monday to Friday at 06:15")).ToBeVisibleAsync();
        await hand.TypeAsync("Cron line", "tomorrow");
        await hand.PressAsync(AriaRole.Button, "Save");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no cron line");
        await hand.FindNothingWrongAsync();
    }

    private static async Task SayWhoIsToldAsync(Hand hand, OwnInstallation its)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" }).GetByRole(AriaRole.Link, new() { Name = "Notifications" }));
        await hand.TypeAsync("Name", "Sourcing desk");
        await hand.TypeAsync("Address", "https://10.0.0.7/inside");
        await hand.PressAsync(AriaRole.Button, "Add the channel");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("private or loopback");
        await hand.FindNothingWrongAsync();
        await hand.TypeAsync("Address", "https://hooks.invalid/supplyrisk"); // a name nobody can have (RFC 2606)
        await hand.PressAsync(AriaRole.Button, "Add the channel");
        (await page.Locator("#new-secret").InputValueAsync()).ShouldStartWith("whsec_");
        await hand.FindNothingWrongAsync();
        await hand.PressAsync(AriaRole.Button, "Send a test");
        await Assertions.Expect(page.GetByText("A test message from SupplyRisk").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#new-secret")).ToHaveCountAsync(0);
        var at = new Uri(page.Url).AbsolutePath;
        for (var looked = 0; looked < 60 && await page.GetByText("Next try").CountAsync() == 0; looked++)
        {
            await page.WaitForTimeoutAsync(500);
            await hand.Visitor.OpenAsync(its.Address + at);
        }
        await Assertions.Expect(page.GetByText("Next try")).ToBeVisibleAsync();
        await hand.FindNothingWrongAsync();
        await hand.PressAsync(AriaRole.Button, "Set aside");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send again" })).ToBeVisibleAsync();
        await hand.PressAsync(AriaRole.Button, "Remove the channel");
        await Assertions.Expect(page.GetByText("Nobody is told")).ToBeVisibleAsync();
    }

    private static async Task ReadTheRecordAsync(Hand hand, OwnInstallation its)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Audit record" }));
        foreach (var done in (string[])["Person invited", "Person deactivated", "Key handed out", "Key revoked", "Schedule changed", "Notifications channel removed"])
            await Assertions.Expect(page.Locator("#record").GetByText(done).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#record tr").Filter(new() { HasText = "Schedule changed" }).First).ToContainTextAsync("0 15 6 ? * MON-FRI");
        await hand.PressAsync(AriaRole.Link, "Prove the chain");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Is the record whole?");
        await hand.FindNothingWrongAsync();
        (await its.SayAsync("audit", "verify")).Code.ShouldBe(0);
    }

    private async Task GoAndComeBackAsync(Hand hand)
    {
        var page = hand.Page;
        await hand.PressAsync(page.Locator("details.me summary"));
        await hand.PressAsync(AriaRole.Link, "My account");
        await page.WaitForURLAsync("**/account");
        await hand.FindNothingWrongAsync();
        await hand.PressAsync(AriaRole.Button, "Sign out everywhere");
        foreach (var password in (string[])["not the password", OwnInstallation.Password])
        {
            await hand.TypeAsync("E-mail address", "alex@example.com");
            await hand.TypeAsync("Password", password);
            await hand.PressAsync(AriaRole.Button, "Sign in");
            if (password != OwnInstallation.Password) await Assertions.Expect(page.GetByText("is wrong").First).ToBeVisibleAsync();
        }
        await hand.FindNothingWrongAsync();
        await hand.TypeAsync("Six digits, or a recovery code", recovery);
        await hand.PressAsync(AriaRole.Button, "Go on");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
    }
}
