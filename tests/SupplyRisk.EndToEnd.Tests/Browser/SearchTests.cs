using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>From a word to its place in a document, and a search that reports what is new.</summary>
public sealed class SearchTests(RunningProduct product)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leads_from_a_word_by_a_facet_to_its_place_in_the_document(bool script)
    {
        await using var visitor = await product.VisitAsync(script: script);
        var page = visitor.Page;
        await visitor.OpenAsync("/search?q=passport*");
        await page.Locator(".facet a", new() { HasText = "SMETA" }).ClickAsync();
        await page.WaitForURLAsync("**/search?q=passport*%20kind%3Asmeta&kind=document");
        await Assertions.Expect(page.Locator(".facet a[aria-current]")).ToContainTextAsync("SMETA");
        await Assertions.Expect(page.Locator(".narrowed")).ToContainTextAsync("kind: SMETA");
        await Assertions.Expect(page.Locator("#search")).ToHaveValueAsync("passport* kind:smeta");
        if (script) await visitor.FindNothingWrongAsync();

        var hit = page.Locator(".hits > li").First;
        var word = await hit.Locator(".hit-text mark").First.InnerTextAsync();
        await hit.Locator("h3 a").ClickAsync();
        await page.WaitForURLAsync("**/documents/**#s-*");
        var place = page.Locator(".sought:target");
        await Assertions.Expect(place).ToHaveTextAsync(word);
        await Assertions.Expect(place).ToBeInViewportAsync();
        if (script) await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("document-at-place");

        await page.GetByRole(AriaRole.Link, new() { Name = "All results for" }).ClickAsync();
        await page.Locator(".narrowed a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#search")).ToHaveValueAsync("passport*");
    }

    [Fact]
    public async Task Completes_by_keyboard_alone()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/");
        await page.Keyboard.PressAsync("/");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search suppliers and documents" });
        await Assertions.Expect(box).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("cou");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("completion");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        await Assertions.Expect(box).ToHaveValueAsync("cou");

        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "search-option-0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(box).ToHaveValueAsync("country:");

        await page.Keyboard.TypeAsync("mala");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Malaysia" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(box).ToHaveValueAsync("country:MY ");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=country%3AMY**");
        await Assertions.Expect(page.Locator(".narrowed")).ToContainTextAsync("Malaysia");
    }

    [Fact]
    public async Task Says_where_it_does_not_understand_and_what_may_be_meant()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        (await visitor.OpenAsync("/search?q=passport*+contry:MY+band:hihg")).Status.ShouldBe(422);
        (await page.Locator(".typed mark").AllInnerTextsAsync()).ShouldBe(["contry", "hihg"]);
        await Assertions.Expect(page.Locator("#search")).ToBeFocusedAsync();
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("search-problems");
        await page.GetByRole(AriaRole.Link, new() { Name = "passport* country:MY band:high" }).ClickAsync();
        await Assertions.Expect(page.Locator(".narrowed")).ToContainTextAsync("Malaysia");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_watch_reports_what_a_run_brings_and_forgets_what_was_seen(bool script)
    {
        await using var visitor = await product.VisitAsync(script: script);
        var page = visitor.Page;
        var word = script ? "quokka" : "numbat";
        await visitor.OpenAsync($"/search?q={word}*");
        await page.GetByText("Save this search").ClickAsync();
        await page.Locator("#save-name").FillAsync($"New {word}s");
        await page.Locator(".save-form button").ClickAsync();
        await page.WaitForURLAsync("**/searches/0**");
        var watch = page.Url;
        await Assertions.Expect(page.GetByText("Nothing new since the watch began.")).ToBeVisibleAsync();

        await ImportAsync(page, $"watched-{word}", $"Supplier ID,Supplier name,Country\nW-1,Cobalt {word} Spinning <script>alert(1)</script>,VN\nW-2,Unlike Anything {word}ish Ltd,MY\n");
        for (var waited = 0; waited < 90 && await page.Locator(".badge-new").CountAsync() == 0; waited++)
        {
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
            await visitor.OpenAsync(watch);
        }
        (await page.Locator("tr.unseen").CountAsync()).ShouldBe(2);
        await Assertions.Expect(page.GetByText($"Cobalt {word} Spinning <script>alert(1)</script>").First).ToBeVisibleAsync();
        int.Parse((await page.Locator(".side-link.here .side-count").InnerTextAsync()).Split(' ', '\n')[0], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(2);
        if (script) await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("watch-hits");

        await page.Locator("tr.unseen button").First.ClickAsync();
        await Assertions.Expect(page.Locator("tr.unseen")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as seen" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr.unseen")).ToHaveCountAsync(0);
        await visitor.OpenAsync("/searches");
        if (script) await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("searches");

        // A name with markup in it is text wherever it is found.
        await visitor.OpenAsync($"/search?q={word}");
        await Assertions.Expect(page.Locator(".hits h3").First).ToContainTextAsync("<script>alert(1)</script>");
        if (script) await visitor.FindNothingWrongAsync();
    }

    private static async Task ImportAsync(IPage page, string source, string csv)
    {
        await page.GotoAsync("/imports/new");
        await page.GetByLabel("List source").FillAsync(source);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "watched.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync();
        await page.WaitForURLAsync("**/imports/0**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply to the portfolio" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Applied", new() { Exact = true })).ToBeVisibleAsync();
    }
}
