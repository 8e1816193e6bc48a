using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A supplier's profile and the list it is found in.</summary>
public sealed class ProfileTests(RunningProduct product)
{
    [Fact]
    public async Task Leads_through_the_profile_with_the_keyboard_alone()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/suppliers?q=Blaue+Ente");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/suppliers/0**");
        foreach (var section in (string[])["indicators", "why", "matches", "documents", "decisions", "lower", "evidence", "cases", "actions", "chain", "history", "facts"])
        {
            await page.Locator($".jumps a[href='#{section}']").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator($"section#{section}")).ToBeInViewportAsync();
        }
        await page.Locator("#chain details summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#chain-text")).ToContainTextAsync("hard trigger");
        await Assertions.Expect(page.Locator("svg.network")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
    }

    [Theory]
    [InlineData("HTML", ".html")]
    [InlineData("XLSX", ".xlsx")]
    public async Task Hands_the_profile_out(string link, string ending)
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/suppliers?q=Blaue+Ente");
        await visitor.OpenAsync(await visitor.FirstLinkAsync("/suppliers/0"));
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        download.SuggestedFilename.ShouldBe("profile-MT-1001" + ending);
        new FileInfo(await download.PathAsync()).Length.ShouldBeGreaterThan(2_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chooses_columns_and_keeps_them_as_a_view(bool script)
    {
        await using var visitor = await product.VisitAsync(script: script);
        var page = visitor.Page;
        var name = $"Vietnam {(script ? "with" : "without")} script";
        await visitor.OpenAsync("/suppliers?country=VN");
        await page.GetByText("Columns", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Tier" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these" }).ClickAsync();
        await page.WaitForURLAsync("**col=tier**");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Tier" })).ToBeVisibleAsync();

        await page.Locator("summary").Filter(new() { HasText = "Save this view" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await visitor.OpenAsync("/suppliers");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.WaitForURLAsync("**country=VN**col=tier**");
        if (script) await visitor.FindNothingWrongAsync();
        await page.Locator("summary").Filter(new() { HasText = "Save this view" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }
}
