using System.Text;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A list is looked at, applied and undone.</summary>
public sealed class ImportTests(RunningProduct product)
{
    private const string List = """
        Vendor No.;Company name;Land;Sektor
        B-1;Teal Abacus Weaving Ltd;Bangladesh;Apparel
        B-2;Mustard Kettle Foundry GmbH;Deutschland;Metals
        B-3;;Vietnam;Footwear
        """;

    [Fact]
    public async Task Shows_what_would_change_applies_it_and_takes_it_back_without_script()
    {
        await using var visitor = await product.VisitAsync(script: false);
        var page = visitor.Page;
        await visitor.OpenAsync("/imports/new");
        await page.GetByLabel("List source").FillAsync("browser-list-without-script");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "vendors.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(List) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync();
        await page.WaitForURLAsync("**/imports/0**");
        await Assertions.Expect(page.GetByText("Not applied yet")).ToBeVisibleAsync();
        (await FigureAsync("New")).ShouldBe("2");
        (await FigureAsync("Rows rejected")).ShouldBe("1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Apply to the portfolio" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Applied", new() { Exact = true })).ToBeVisibleAsync();
        await visitor.OpenAsync("/suppliers?q=teal+abacus");
        (await page.Locator("td.c-name").CountAsync()).ShouldBe(1);

        await page.GoBackAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the whole import" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Undone", new() { Exact = true })).ToBeVisibleAsync();
        await visitor.OpenAsync("/suppliers?q=teal+abacus");
        (await page.Locator("td.c-name").CountAsync()).ShouldBe(0);

        async Task<string> FigureAsync(string label) => await page.Locator(".figure", new() { HasText = label }).First.Locator("strong").InnerTextAsync();
    }

    [Fact]
    public async Task Says_all_that_is_missing_at_once()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/imports/new");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#import .notice.bad")).ToContainTextAsync("Choose a supplier list");
        await visitor.FindNothingWrongAsync();
    }
}
