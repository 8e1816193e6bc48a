using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A reviewer's keys, and two reviewers on one case.</summary>
public sealed class ReviewByKeyboardTests(RunningProduct product)
{
    [Fact]
    public async Task Selects_with_x_sees_what_will_happen_and_undoes_with_z()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/review?lane=gather_evidence");
        for (var i = 0; i < 2; i++)
        {
            await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync("x");
        }
        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "With the selected" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what will happen" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Needs evidence" }).PressAsync("Space");
        await page.Locator("#bulk-reason_code").SelectOptionAsync("documents_requested");
        await page.GetByLabel("Why, in your words").FillAsync("Asked both for a report.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what will happen" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#h-items + p")).ToHaveTextAsync("2 will go, 0 cannot");
        await visitor.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it to 2" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("2 cases done");
        await visitor.FindNothingWrongAsync();
        await page.Keyboard.PressAsync("z");
        await page.WaitForURLAsync("**/review?lane=gather_evidence");
    }

    [Fact]
    public async Task Two_windows_on_one_case_show_the_second_what_the_first_did_and_keep_what_was_typed()
    {
        await using var first = await product.VisitAsync();
        await using var second = await product.VisitAsync();
        await first.OpenAsync("/review?lane=match_to_check");
        var address = (await first.FirstLinkAsync("/review/0")).Split('?')[0];
        await first.OpenAsync(address);
        await second.OpenAsync(address);
        await DecideAsync(first, "in_review", "The first was quicker.");
        await Assertions.Expect(first.Page.GetByText("The first was quicker.").First).ToBeVisibleAsync();
        await DecideAsync(second, "needs_evidence", "The second wrote this at length.");
        await Assertions.Expect(second.Page.Locator("#decide .notice.warn")).ToContainTextAsync("The first was quicker.");
        await Assertions.Expect(second.Page.Locator("#decide-words")).ToHaveValueAsync("The second wrote this at length.");
        await second.FindNothingWrongAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Record decision" }).ClickAsync();
        await Assertions.Expect(second.Page.GetByText("“The second wrote this at length.”").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Single_letters_can_be_switched_off_and_the_list_of_keys_opens_beside()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/review");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#sheet").GetByText("Take the next case")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch single letters off" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/keys");
        await visitor.OpenAsync("/review");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("g");
        (await page.Locator("tr.current").CountAsync()).ShouldBe(0);
        new Uri(page.Url).AbsolutePath.ShouldBe("/review");
    }

    private static async Task DecideAsync(Visitor visitor, string status, string words)
    {
        await visitor.Page.Locator($"input[name=status][value={status}]").CheckAsync();
        await visitor.Page.Locator("#decide-reason_code").SelectOptionAsync("evidence_reviewed");
        await visitor.Page.Locator("#decide-words").FillAsync(words);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record decision" }).ClickAsync();
    }
}
