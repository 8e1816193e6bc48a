using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>Reading a document as an auditor does, without the mouse.</summary>
public sealed class ViewerTests(RunningProduct product)
{
    [Fact]
    public async Task Steps_through_findings_by_key_and_by_button()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await OpenDocumentAsync(visitor, "amfori BSCI follow-up");
        var items = page.Locator("[data-finding]");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(items.Nth(0)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("current", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
        await Assertions.Expect(page.Locator("mark.found.current")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("p"); // from the first to the last
        await Assertions.Expect(items.Last).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("current", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-stepper-at]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^1: .+ \(1 of \d+\)$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
        await visitor.FindNothingWrongAsync();
    }

    [Fact]
    public async Task Says_that_a_finding_is_wrong_and_mends_its_case_with_the_keyboard_alone()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await OpenDocumentAsync(visitor, "amfori BSCI follow-up");
        var item = page.Locator("[data-finding]").Last;
        await item.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await item.GetByRole(AriaRole.Button, new() { Name = "Dismiss this finding" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var problems = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(problems).ToContainTextAsync("2 things to correct");
        await Assertions.Expect(problems).ToBeFocusedAsync();
        await visitor.FindNothingWrongAsync();

        item = page.Locator("[data-finding]").Last;
        await item.GetByRole(AriaRole.Radio, new() { Name = "It is about another site or company" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await item.GetByLabel("What does the passage really say?").FocusAsync();
        await page.Keyboard.TypeAsync("It is about the sister factory.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Taken down, and proposed as a case of the rule.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-finding].dismissed").Last).ToContainTextAsync("It is about the sister factory.");

        await visitor.OpenAsync("/rules/proposals");
        var proposed = page.Locator(".proposed-case").Filter(new() { HasText = "It is about the sister factory." });
        await Assertions.Expect(proposed).ToContainTextAsync("third party");
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("proposals");
        await proposed.GetByLabel("The case's text").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("At the sister factory the guards lock the gate.");
        await proposed.GetByRole(AriaRole.Button, new() { Name = "Save" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(proposed.GetByLabel("The case's text")).ToHaveValueAsync("At the sister factory the guards lock the gate.");
        await proposed.GetByRole(AriaRole.Button, new() { Name = "Decline" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**state=declined**");
        await Assertions.Expect(proposed).ToContainTextAsync("Declined");
        await visitor.FindNothingWrongAsync();
    }

    [Fact]
    public async Task Marks_a_passage_that_was_missed()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await OpenDocumentAsync(visitor, "Sozialaudit");
        await page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('.text-heading'))");
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(page.Locator("#missed-rule")).ToBeFocusedAsync();
        (await page.Locator("#missed-passage").InputValueAsync()).ShouldNotBeEmpty();
        await page.Locator("#missed-rule").SelectOptionAsync("ilo.identity-documents.held");
        await page.Locator("#missed-words").FillAsync("A heading, for the test.");
        await page.Locator("#missed").GetByRole(AriaRole.Button, new() { Name = "Propose a case" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Taken down, and proposed as a case of the rule.")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
    }

    [Fact]
    public async Task Shows_the_pages_of_a_pdf_beside_its_text()
    {
        await using var visitor = await product.VisitAsync();
        await OpenDocumentAsync(visitor, "Sozialaudit");
        await visitor.Page.Keyboard.PressAsync("o");
        await visitor.Page.WaitForURLAsync("**beside=original**");
        var picture = visitor.Page.Locator(".original-pages img").First;
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        (await picture.EvaluateAsync<int>("i => i.naturalWidth")).ShouldBeGreaterThan(500);
        await visitor.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(visitor.Page.Locator("mark.found.current")).ToBeInViewportAsync();
        await visitor.FindNothingWrongAsync();
    }

    [Fact]
    public async Task Shows_html_shut_in()
    {
        await using var visitor = await product.VisitAsync();
        await OpenDocumentAsync(visitor, "amfori BSCI follow-up");
        await visitor.OpenAsync(new Uri(visitor.Page.Url).AbsolutePath + "?beside=original");
        var frame = visitor.Page.Locator("iframe.original-frame");
        (await frame.GetAttributeAsync("sandbox")).ShouldBe("");
        await Assertions.Expect(visitor.Page.FrameLocator("iframe.original-frame").Locator("h1").First).ToBeVisibleAsync();
        var answer = await visitor.Page.APIRequest.GetAsync(await frame.GetAttributeAsync("src") ?? "");
        var policy = answer.Headers["content-security-policy"];
        policy.ShouldSatisfyAllConditions(p => p.ShouldStartWith("sandbox;"), p => p.ShouldContain("default-src 'none'"), p => p.ShouldNotContain("script-src"));
    }

    private static async Task OpenDocumentAsync(Visitor visitor, string title)
    {
        await visitor.OpenAsync("/documents");
        var link = visitor.Page.Locator("tbody a").Filter(new() { HasText = title }).First;
        await visitor.OpenAsync(await link.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No document {title}."));
    }
}
