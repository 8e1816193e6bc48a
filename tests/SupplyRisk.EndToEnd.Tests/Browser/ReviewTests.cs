using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A reviewer's work, with script and without.</summary>
public sealed class ReviewTests(RunningProduct product)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decides_a_case_and_says_why(bool script)
    {
        await using var visitor = await product.VisitAsync(script: script);
        var page = visitor.Page;
        await visitor.OpenAsync("/review?lane=gather_evidence");
        await page.Locator("table.queue tbody a").First.ClickAsync();
        var address = page.Url;

        // Nothing chosen: everything that is missing, at once, and what was entered stays.
        await page.GetByLabel("Why, in your words").FillAsync("   ");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Close it" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record decision" }).ClickAsync();
        var problems = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(problems).ToContainTextAsync("3 things to correct");
        if (script) await Assertions.Expect(problems).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Close it" })).ToBeCheckedAsync();
        if (script) await visitor.FindNothingWrongAsync();

        await page.Locator("#decide-outcome").SelectOptionAsync("cannot_rate");
        await page.Locator("#decide-reason_code").SelectOptionAsync("documents_requested");
        await page.GetByLabel("Why, in your words").FillAsync("An audit report was asked for; nothing can be said before it comes.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record decision" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“An audit report was asked for; nothing can be said before it comes.”").First).ToBeVisibleAsync();
        page.Url.ShouldBe(address);

        await visitor.OpenAsync("/review?lane=gather_evidence&closed=yes");
        (await page.Locator($"table.queue a[href^='{new Uri(address).AbsolutePath}']").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Shows_a_quote_at_its_place_in_its_document()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/search?kind=document&q=passport*");
        await visitor.OpenAsync(await visitor.FirstLinkAsync("/documents/0"));
        var finding = visitor.Page.Locator(".found-list a[href^='#f-']").First;
        var place = (await finding.GetAttributeAsync("href"))![1..]; // selected by it
        await finding.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator($"mark#{place}")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Keeps_filters_sort_and_page_in_the_address()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/suppliers");
        await page.GetByText("Critical").First.ClickAsync();
        await page.WaitForURLAsync("**/suppliers?band=critical");
        await page.GetByRole(AriaRole.Link, new() { Name = "Supplier", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**sort=name**");
        var names = await page.Locator("td.c-name > a").AllInnerTextsAsync();
        names.Count.ShouldBeGreaterThan(1);
        names.ShouldBe(names.OrderBy(n => n, StringComparer.OrdinalIgnoreCase));
        await page.GoBackAsync();
        await page.WaitForURLAsync("**/suppliers?band=critical");
        await Assertions.Expect(page.Locator("input[type=checkbox][name=band][value=critical]")).ToBeCheckedAsync();
        await visitor.FindNothingWrongAsync();
    }
}
