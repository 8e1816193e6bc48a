using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>An action's whole way: planned by an analyst, answered by the supplier on its phone; an auditor's day verifies it.</summary>
public sealed class CorrectiveActionTests(RunningProduct product)
{
    private const string Asked = "Please repay the fees to everybody who paid them, and send us the receipts.";

    [Fact]
    public async Task An_analyst_plans_and_the_supplier_answers_on_its_phone()
    {
        await using var analyst = await product.VisitAsync();
        await BecomeAsync(analyst, "Carl Example");
        var page = analyst.Page;
        await analyst.OpenAsync("/suppliers?q=Whistling+Teapot");
        var supplier = await analyst.FirstLinkAsync("/suppliers/0");
        await analyst.OpenAsync(supplier);
        await page.Locator("#actions").GetByRole(AriaRole.Link, new() { Name = "Plan an action" }).ClickAsync();
        await analyst.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say what was found");
        await page.Locator("#action-kind").SelectOptionAsync("other");
        await page.Locator("#action-found").FillAsync("Fees were paid to an agent.");
        await page.Locator("#action-asked").FillAsync(Asked);
        await page.Locator("#action-amount").FillAsync("12500.50");
        await page.Locator("#action-currency").FillAsync("usd");
        await page.Locator("#action-people").FillAsync("40");
        await page.Locator("#action-due").FillAsync("2027-03-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Something else");
        await analyst.FindNothingWrongAsync();
        await analyst.PictureAsync("action-1440-light");
        var action = new Uri(page.Url).AbsolutePath;

        await analyst.OpenAsync($"{supplier}/exchange");
        await page.Locator("#ask-what").FillAsync("Your newest social audit report");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.Locator("#made-link").InnerTextAsync();
        await analyst.FindNothingWrongAsync();

        await using (var theirs = await product.VisitAsync(390))
        {
            await AnswerAsync(theirs, link);
        }

        await analyst.OpenAsync("/actions");
        await Assertions.Expect(page.GetByText("3 answers of suppliers to read")).ToBeVisibleAsync();
        await analyst.FindNothingWrongAsync();
        await analyst.PictureAsync("actions-1440-light");
        (await (await page.Context.APIRequest.GetAsync("/actions/export?format=csv&kind=other")).TextAsync()).ShouldContain("12500.5");
        await analyst.OpenAsync($"{supplier}/exchange");
        await analyst.FindNothingWrongAsync();
        await analyst.PictureAsync("exchange-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept: it is about them and counts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and correct" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answers")).ToContainTextAsync("A critical flag or hard trigger stands, so a second person looks at it first.");
        await analyst.FindNothingWrongAsync();

        await BecomeAsync(analyst, "Ada Example");
        await analyst.OpenAsync("/review/pending");
        await Assertions.Expect(page.GetByText("Correct the address from")).ToBeVisibleAsync();
        await analyst.FindNothingWrongAsync();
        await analyst.PictureAsync("pending-correction-1440-light");
        await page.GetByRole(AriaRole.Link, new() { Name = "What the supplier sent" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answers")).ToContainTextAsync("Carl Example has accepted it.");
        await analyst.OpenAsync("/review/pending");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await BecomeAsync(analyst, "Carl Example");
        await analyst.OpenAsync(supplier);
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("7 Fictional Quay");

        // An analyst does not verify.
        await analyst.OpenAsync(action);
        await Assertions.Expect(page.Locator(".head-line")).ToContainTextAsync("Done, not verified");
        (await page.GetByRole(AriaRole.Radio).CountAsync()).ShouldBe(0);
        await page.GetByText("Change", new() { Exact = true }).ClickAsync();
        await page.Locator("#action-owner").FillAsync("Somebody Else");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the owner stays");
    }

    [Fact]
    public async Task Offers_nothing_at_the_site_where_a_state_imposes_the_labour()
    {
        await using var visitor = await product.VisitAsync(390);
        await visitor.OpenAsync("/suppliers?flag=hard_trigger");
        foreach (var supplier in await visitor.Page.Locator("main td a[href^='/suppliers/0']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"))
        {
            await visitor.OpenAsync($"/actions/new?supplier={supplier[(supplier.LastIndexOf('/') + 1)..]}");
            if (await visitor.Page.GetByText("Not at the site.").CountAsync() == 0) continue;
            (await visitor.Page.Locator("#action-kind option").AllInnerTextsAsync()).ShouldBe(["Origin of the goods shown", "Something else"]);
            await visitor.FindNothingWrongAsync();
            return;
        }
        Assert.Fail("The samples hold no supplier where a state imposes the labour.");
    }

    [Fact]
    public async Task A_link_that_is_not_open_says_so_and_nothing_else()
    {
        await using var visitor = await product.VisitAsync(390);
        foreach (var address in new[] { "/for-suppliers", "/for-suppliers/" + new string('A', 43), "/for-suppliers/x" })
        {
            (await visitor.OpenAsync(address)).Status.ShouldBe(404, address);
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This link is not open");
            (await visitor.Page.Locator("a:not(.skip)").CountAsync()).ShouldBe(0);
            await visitor.FindNothingWrongAsync();
        }
    }

    private static async Task BecomeAsync(Visitor visitor, string name)
    {
        await visitor.OpenAsync("/");
        await visitor.Page.Locator("details.me summary").ClickAsync();
        await visitor.Page.Locator("details.me").GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".me-name")).ToHaveTextAsync(name);
    }

    private static async Task AnswerAsync(Visitor theirs, string link)
    {
        var page = theirs.Page;
        var response = await theirs.OpenAsync(link);
        new Uri(page.Url).AbsolutePath.ShouldBe("/for-suppliers", "the token leaves the address at once");
        (await response.AllHeadersAsync())["referrer-policy"].ShouldBe("no-referrer");
        (await page.ContentAsync()).ShouldNotContain(link[(link.LastIndexOf('/') + 1)..]);
        (await page.Locator("nav, .side").CountAsync()).ShouldBe(0, "nothing of ours around it");
        await Assertions.Expect(page.GetByText(Asked)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("It concerns 40 people.")).ToBeVisibleAsync();
        (await page.GetByText("Fees were paid to an agent").CountAsync()).ShouldBe(0, "what was found stays inside");
        await theirs.FindNothingWrongAsync();
        await theirs.PictureAsync("for-suppliers-390-light");

        await page.GetByText("Send it").First.ClickAsync();
        var request = page.Locator("form.send").First;
        await request.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "our report.txt", MimeType = "text/plain", Buffer = "A report for the supplier's page."u8.ToArray() });
        await request.GetByRole(AriaRole.Button, new() { Name = "Send the file" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your file has arrived.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#sent")).ToContainTextAsync("our report.txt");

        await page.GetByText("Something is wrong").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the correction" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("2 things to correct");
        await theirs.FindNothingWrongAsync();
        await page.Locator("#correct-fact").SelectOptionAsync("address");
        await page.Locator("#correct-value").FillAsync("7 Fictional Quay");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the correction" }).ClickAsync();
        await Assertions.Expect(page.GetByText("A person looks at your correction.")).ToBeVisibleAsync();

        await page.GetByText("You see something otherwise").ClickAsync();
        await page.Locator("#dispute-words").FillAsync("We never worked with that agent.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("We have your answer.")).ToBeVisibleAsync();

        foreach (var say in new[] { "We agree", "It is done" })
        {
            await page.Locator(".asked[id^='do-'] summary").GetByText("Answer").ClickAsync();
            await page.Locator("form.send textarea[id^='do-']").FillAsync("Within the month.");
            await page.GetByRole(AriaRole.Button, new() { Name = say }).ClickAsync();
            await Assertions.Expect(page.GetByText("We have your answer.")).ToBeVisibleAsync();
        }
        await Assertions.Expect(page.GetByText("you said it is done; we check it")).ToBeVisibleAsync();
        await theirs.FindNothingWrongAsync();
        await theirs.PictureAsync("for-suppliers-answered-390-light");
    }
}
