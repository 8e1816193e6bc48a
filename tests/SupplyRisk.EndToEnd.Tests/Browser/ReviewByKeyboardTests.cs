using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A reviewer's day with the keyboard alone.</summary>
public sealed partial class ReviewByKeyboardTests(RunningProduct product)
{
    private const int Cases = 20;

    [Fact]
    public async Task Takes_looks_at_the_evidence_and_decides_twenty_cases_without_a_mouse()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/review");
        var waiting = await WaitingAsync(visitor);
        await page.Keyboard.PressAsync("g");
        await page.WaitForURLAsync(ACase());
        var seen = new HashSet<string>();
        var looked = false;
        for (var i = 0; i < Cases; i++)
        {
            seen.Add(new Uri(page.Url).AbsolutePath).ShouldBeTrue("taken twice");
            if (!looked && await page.Locator("ol.evidence > li").CountAsync() > 0)
            {
                await page.Keyboard.PressAsync("j");
                await page.Keyboard.PressAsync("Enter");
                await Assertions.Expect(page.Locator("#sheet mark")).ToBeVisibleAsync();
                var quote = await page.Locator("ol.evidence > li.current .evidence-quote").InnerTextAsync();
                var marked = await page.Locator("#sheet mark").InnerTextAsync();
                Letters(marked).ShouldBe(Letters(quote), "the quote is marked where it stands");
                await visitor.FindNothingWrongAsync();
                await page.Keyboard.PressAsync("Escape");
                await Assertions.Expect(page.Locator("#sheet")).ToBeHiddenAsync();
                looked = true;
            }
            await page.EvaluateAsync("document.activeElement?.blur()");
            await page.Keyboard.PressAsync("n");
            await Assertions.Expect(page.Locator("#decide-words")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync($"Asked for the audit report, number {i + 1}.");
            var address = page.Url;
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForURLAsync(url => url != address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            // The queue's end is another lane's beginning.
            if (!ACase().IsMatch(page.Url) && i < Cases - 1)
            {
                await visitor.OpenAsync("/review?lane=gather_evidence");
                await page.Keyboard.PressAsync("g");
                await page.WaitForURLAsync(ACase());
            }
        }
        looked.ShouldBeTrue("a case showed its evidence");
        seen.Count.ShouldBe(Cases);

        // The last one back, by a key; and the visitor's cases stay where they are for the tests that follow.
        await visitor.OpenAsync("/review");
        (await WaitingAsync(visitor)).ShouldBe(waiting, "they wait for evidence, open as before");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator(".undo-bar")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
    }

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

    private static async Task<string> WaitingAsync(Visitor visitor) => await visitor.Page.Locator(".tabs a").First.InnerTextAsync();

    private static async Task DecideAsync(Visitor visitor, string status, string words)
    {
        await visitor.Page.Locator($"input[name=status][value={status}]").CheckAsync();
        await visitor.Page.Locator("#decide-reason_code").SelectOptionAsync("evidence_reviewed");
        await visitor.Page.Locator("#decide-words").FillAsync(words);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record decision" }).ClickAsync();
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex("/review/[0-9a-f]{8}-", RegexOptions.None, 1000)]
    private static partial Regex ACase();
}
