using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>What people do with statements, step by step, in front of the pages.</summary>
internal static class StatementSteps
{
    private static int entities; // each test has one of its own

    public static async Task<Visitor> ActingAsync(this RunningProduct product, string person, int width = 1440, bool dark = false)
    {
        var visitor = await product.VisitAsync(width, dark);
        await visitor.OpenAsync("/statements");
        await visitor.Page.EvaluateAsync("name => { const b = [...document.querySelectorAll('form[action=\"/demo/person\"] button')].find(b => b.textContent.includes(name)); b.click(); }", person);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return visitor;
    }

    /// <returns>Its address.</returns>
    public static async Task<string> EntityAsync(this Visitor officer)
    {
        await officer.OpenAsync("/statements/entities/new");
        var page = officer.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"Fictional Kettle Holding {Interlocked.Increment(ref entities)}");
        await page.GetByLabel("Registration or business number").FillAsync("01234567");
        await page.GetByLabel("Countries of seat or head office").FillAsync("GB");
        await page.GetByLabel("Countries where it does business").FillAsync("GB, AU, CA, US");
        await page.GetByLabel("imports goods", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("supplies goods or services").CheckAsync();
        await page.GetByLabel("Turnover, assets and employees").FillAsync("turnover 60000000 GBP\nturnover 120000000 AUD\nturnover 100000000 CAD\nemployees 640");
        await page.GetByLabel("Sectors, one a line").FillAsync("kitchen goods");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Which laws apply" })).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    /// <returns>The statement's address.</returns>
    public static async Task<string> DraftAsync(this Visitor officer, string entity, string[] laws)
    {
        var page = officer.Page;
        await officer.OpenAsync($"/statements/new?entity={entity.Split('/')[^1]}");
        foreach (var box in await page.Locator("input[name=laws]").AllAsync())
        {
            var law = await box.GetAttributeAsync("value");
            await box.SetCheckedAsync(laws.Any(l => l == law));
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Count the figures and begin" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Approval and publication" })).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Writes what is not written yet.</summary>
    public static async Task CompleteAsync(this Visitor officer, string address)
    {
        var page = officer.Page;
        foreach (var section in await page.Locator(".section:has(.statement-text > p.muted)").EvaluateAllAsync<string[]>("all => all.map(s => s.id)"))
        {
            await officer.OpenAsync(address);
            var part = page.Locator($"#{section}");
            await part.GetByRole(AriaRole.Textbox).FillAsync("There is nothing to tell here for this period.");
            await part.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Assertions.Expect(page.Locator($"#{section} .statement-text")).ToContainTextAsync("nothing to tell");
        }
        await Assertions.Expect(page.GetByText("Nothing stands in the way.")).ToBeVisibleAsync();
    }

    /// <summary>Approves it as somebody who wrote none of it.</summary>
    public static async Task ApproveAsync(this RunningProduct product, string address, bool signed)
    {
        await using var senior = await product.ActingAsync("Ada Example");
        await senior.OpenAsync(address);
        var page = senior.Page;
        if (signed)
        {
            await page.GetByLabel("Body that approved it").FillAsync("The board of directors");
            await page.GetByLabel("On", new() { Exact = true }).FillAsync(TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            await page.GetByLabel("Signed by").FillAsync("Dara Example");
            await page.GetByLabel("As", new() { Exact = true }).FillAsync("Director");
        }
        await senior.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve and lock it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Approved here")).ToBeVisibleAsync();
    }

    /// <summary>The statement as a file.</summary>
    public static async Task<byte[]> ExportAsync(this Visitor officer, string address, string format)
    {
        var answer = await officer.Page.Context.APIRequest.GetAsync($"{address}/export?format={format}", new() { Timeout = 120_000 });
        answer.Status.ShouldBe(200, format);
        return await answer.BodyAsync();
    }
}
