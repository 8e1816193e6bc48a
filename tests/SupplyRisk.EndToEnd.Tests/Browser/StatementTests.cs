using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A CSR officer drafts, somebody else approves, and what comes out can be read by people and machines.</summary>
public sealed class StatementTests(RunningProduct product)
{
    private static int entities; // each test has one of its own

    [Fact]
    public async Task Drafts_completes_approves_and_exports_a_joint_and_a_Californian_statement()
    {
        await using var officer = await ActingAsync("Cora Example");
        var entity = await EntityAsync(officer);
        foreach (var (laws, name) in new[] { (new[] { "uk-msa-54", "au-msa-2018", "ca-s211" }, "joint"), (["us-ca-tscsa"], "california") })
        {
            var address = await DraftAsync(officer, entity, laws);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"statement-{name}-draft");
            await CompleteAsync(officer, address);
            await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Hand it in for approval" }).ClickAsync();
            await Assertions.Expect(officer.Page.GetByText("Waits for approval").First).ToBeVisibleAsync();
            await ApproveAsync(address, laws.Length > 1);
            await officer.OpenAsync(address);
            await Assertions.Expect(officer.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"statement-{name}-approved");
            await ExportAsync(officer, address, laws);
        }
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Its_pages_are_accessible_and_fit_their_window(int width, bool dark)
    {
        await using var officer = await ActingAsync("Cora Example", width, dark);
        var entity = await EntityAsync(officer);
        var statement = await DraftAsync(officer, entity, ["us-ca-tscsa"]);
        foreach (var (name, address) in new[] { ("statements", "/statements"), ("statement-new", "/statements/new"), ("laws", "/statements/laws"), ("law", "/statements/laws/uk-msa-54"), ("entity", entity), ("entity-new", "/statements/entities/new"), ("statement", statement), ("statement-figure", statement + "/figures/suppliers_screened") })
        {
            (await officer.OpenAsync(address)).Status.ShouldBe(200, address);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"{name}-{width}");
        }
    }

    [Fact]
    public async Task A_claim_without_a_record_is_marked_and_a_person_vouches_for_it()
    {
        await using var officer = await ActingAsync("Cora Example");
        await DraftAsync(officer, await EntityAsync(officer), ["us-ca-tscsa"]);
        var section = officer.Page.Locator("#s-accountability");
        await section.GetByRole(AriaRole.Textbox).FillAsync("We trained all 4,000 employees.");
        await section.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByText("It states a number that is bound to no figure").First).ToBeVisibleAsync();
        await officer.Page.EvaluateAsync("scrollTo(0, 0)"); // saved, it stands at its section: what is half under the bar at the top is too small a target to axe
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("statement-claim");
        section = officer.Page.Locator("#s-accountability");
        await section.GetByText("Vouch for it", new() { Exact = true }).ClickAsync();
        await section.GetByLabel("Why it is true").FillAsync("The register of the academy, file 12.");
        await section.GetByRole(AriaRole.Button, new() { Name = "I vouch for it" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("#s-accountability").GetByText("The register of the academy, file 12.")).ToBeVisibleAsync();
    }

    private async Task<Visitor> ActingAsync(string person, int width = 1440, bool dark = false)
    {
        var visitor = await product.VisitAsync(width, dark);
        await visitor.OpenAsync("/statements");
        await visitor.Page.EvaluateAsync("name => { const b = [...document.querySelectorAll('form[action=\"/demo/person\"] button')].find(b => b.textContent.includes(name)); b.click(); }", person);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return visitor;
    }

    private static async Task<string> EntityAsync(Visitor officer)
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

    private static async Task<string> DraftAsync(Visitor officer, string entity, string[] laws)
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

    private static async Task CompleteAsync(Visitor officer, string address)
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

    private async Task ApproveAsync(string address, bool signed)
    {
        await using var senior = await ActingAsync("Ada Example");
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

    private static async Task ExportAsync(Visitor officer, string address, string[] laws)
    {
        async Task<byte[]> GetAsync(string format)
        {
            var answer = await officer.Page.Context.APIRequest.GetAsync($"{address}/export?format={format}", new() { Timeout = 120_000 });
            answer.Status.ShouldBe(200, format);
            return await answer.BodyAsync();
        }

        var html = System.Text.Encoding.UTF8.GetString(await GetAsync("html"));
        html.ShouldContain("How the figures were counted");
        html.ShouldNotContain("Draft.");
        using (var word = new ZipArchive(new MemoryStream(await GetAsync("docx")))) word.GetEntry("word/document.xml").ShouldNotBeNull();
        System.Text.Encoding.ASCII.GetString((await GetAsync("pdf"))[..5]).ShouldBe("%PDF-");
        var json = JsonNode.Parse(await GetAsync("json"))!; // it was 200
        json["state"]!.GetValue<string>().ShouldBe("approved");
        json["laws"]!.AsArray().Select(l => l!["id"]!.GetValue<string>()).ShouldBe(laws, ignoreOrder: true);
        json["figures"]!.AsArray().Count.ShouldBeGreaterThan(3);
        (await GetAsync("fields")).Length.ShouldBePositive();
    }
}
